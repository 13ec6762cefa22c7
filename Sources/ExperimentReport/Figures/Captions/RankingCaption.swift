internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// Whether the optimizers' order depends on how their cost is counted, in a sentence.
///
/// At the end of the axis, the furthest place that all of them came to, each has the median loss of
/// its trials' last recorded steps before: their order there is compared between the axes.
struct RankingCaption {
  let context: RunOverview
  let problem: Int

  /// The optimizers at one place of an axis, the lowest loss first; those of equal loss together.
  private typealias Order = [[Int]]

  /// A clock is not told to a finer part than this: of a run that is short the order over seconds says
  /// how busy the machine was.
  private static let shortest = 0.01
  /// How much slower another run may be, where the seeds do not differ by more.
  private static let slowdown = 1.5

  /// "At equal cost the ranking depends on how cost is counted: after 100 steps SGD, Adam and GD; after
  /// 3200 examples Adam, SGD = GD." Empty where it does not.
  var sentence: String {
    guard let network = context.problems[problem].networkOfLoss else { return "" }
    let ways = ways(Measure(context.problems[problem].traits, network: network), network)
    let orders = CostAxis.allCases.compactMap { axis in
      place(on: axis, of: ways).flatMap { place in
        order(ways, on: axis, at: place).map { (words: axis.words(place), order: $0) }
      }
    }
    guard Set(orders.map(\.order)).count > 1 else { return "" }
    var groups: [(words: [String], order: Order)] = []
    for order in orders {
      if let same = groups.firstIndex(where: { $0.order == order.order }) {
        groups[same].words.append(order.words)
      } else {
        groups.append(([order.words], order.order))
      }
    }
    let items = groups.map { group in
      let names = group.order.map { $0.map(context.name).joined(separator: " = ") }
      return "after \(Wording.list(group.words)) \(Wording.list(names))"
    }
    return "At equal cost the ranking depends on how cost is counted: "
      + items.joined(separator: "; ") + "."
  }

  // MARK: One optimizer's way

  /// The trials of one optimizer that finished or diverged.
  private struct Way {
    var optimizer: Int
    var measure: Measure
    var trials: [TrialResult]

    /// The furthest place that the median of the finished trials came to.
    func end(on axis: CostAxis) -> Double? {
      Summary.median(
        trials.filter { $0.status == .finished }.compactMap { Self.last($0, axis.quantity) })
    }

    /// The median loss at that place. A trial that diverged on the way there is infinitely high.
    func loss(on axis: CostAxis, at place: Double) -> Double? {
      Summary.median(
        trials.compactMap { trial in
          let end = Self.last(trial, axis.quantity) ?? 0
          return trial.status == .diverged && end < place
            ? .infinity : loss(trial, axis.quantity, at: place)
        })
    }

    /// By how much the seeds' seconds differ for the same steps.
    var spread: Double {
      let speeds = trials.compactMap { trial -> Double? in
        guard let steps = Self.last(trial, .step), let seconds = Self.last(trial, .seconds) else {
          return nil
        }
        return seconds > 0 ? steps / seconds : nil
      }
      guard let low = speeds.min(), let high = speeds.max(), low > 0 else { return 1 }
      return high / low
    }

    private static func last(_ trial: TrialResult, _ quantity: Quantity) -> Double? {
      trial.curves.last(ofNetwork: 0).flatMap { trial.curves[$0, quantity] }
    }

    /// The loss of the last row that is no further. Rows go on and on: half of them is looked at, then
    /// a quarter, and so forth.
    private func loss(
      _ trial: TrialResult, _ quantity: Quantity, at place: Double
    ) -> Double? {
      let curves = trial.curves
      var (first, end) = (0, curves.count)
      while first < end {
        let middle = (first + end) / 2
        if curves[middle, quantity] ?? .infinity <= place {
          first = middle + 1
        } else {
          end = middle
        }
      }
      return (0..<first).reversed().lazy.compactMap { measure.value(curves, $0) }.first
    }
  }

  /// Of the optimizers that the ranking has.
  private func ways(_ measure: Measure, _ network: Int) -> [Way] {
    let facts = LossComparison(context, problem: problem, network: network)
    return facts.ranking.map(\.optimizer).sorted().map { optimizer in
      Way(
        optimizer: optimizer, measure: measure,
        trials: context.runs(problem: problem, optimizer: optimizer).compactMap(\.result)
          .filter { $0.status == .finished || $0.status == .diverged })
    }
  }

  // MARK: Their order

  /// The furthest place that all came to; `nil` where there is no such axis, or nothing to compare.
  private func place(on axis: CostAxis, of ways: [Way]) -> Double? {
    let ends = ways.compactMap { $0.end(on: axis) }
    guard ways.count > 1, ends.count == ways.count, let place = ends.min(), place > 0 else {
      return nil
    }
    return axis == .seconds && place < Self.shortest ? nil : place
  }

  /// `nil` where some have no loss there, and where a clock cannot carry the order: it is another if
  /// one of them is a little slower.
  private func order(_ ways: [Way], on axis: CostAxis, at place: Double) -> Order? {
    let losses = ways.compactMap { $0.loss(on: axis, at: place) }
    guard losses.count == ways.count else { return nil }
    let order = Set(losses).sorted().map { loss in
      ways.indices.filter { losses[$0] == loss }.map { ways[$0].optimizer }
    }
    guard axis == .seconds else { return order }
    let factor = max(Self.slowdown, ways.map(\.spread).max() ?? 1)
    let bounds = ways.map { way in
      [place / factor, place, place * factor].compactMap { way.loss(on: axis, at: $0) }
    }
    let isClear = ways.indices.allSatisfy { a in
      ways.indices.allSatisfy { b in
        guard losses[a] < losses[b] else { return a == b || losses[b] < losses[a] }
        return (bounds[a].max() ?? .infinity) < (bounds[b].min() ?? -.infinity)
      }
    }
    return isClear ? order : nil
  }
}
