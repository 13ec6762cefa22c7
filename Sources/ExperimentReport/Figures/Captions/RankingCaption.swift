internal import ExperimentRunner
internal import OptimizerLab

/// Whether the optimizers' order depends on how their cost is counted, in a sentence.
///
/// At the end of the axis, the furthest place that all of them came to, each has the median loss of
/// its last recorded step before: their order there is compared between the axes.
struct RankingCaption {
  let context: RunOverview
  let problem: Int

  /// "At equal cost the ranking depends on how cost is counted: after 100 steps SGD, Adam and GD; after
  /// 3200 examples Adam, SGD and GD." Empty where it does not.
  var sentence: String {
    guard context.problems[problem].traits.hasComparableLoss else { return "" }
    let orders = CostAxis.allCases.compactMap { axis in
      order(on: axis).map { (words: axis.words($0.place), optimizers: $0.optimizers) }
    }
    guard Set(orders.map(\.optimizers)).count > 1 else { return "" }
    var groups: [(words: [String], optimizers: [Int])] = []
    for order in orders {
      if let same = groups.firstIndex(where: { $0.optimizers == order.optimizers }) {
        groups[same].words.append(order.words)
      } else {
        groups.append(([order.words], order.optimizers))
      }
    }
    let items = groups.map { group in
      "after \(Wording.list(group.words)) \(Wording.list(group.optimizers.map(context.name)))"
    }
    return "At equal cost the ranking depends on how cost is counted: "
      + items.joined(separator: "; ") + "."
  }

  /// The optimizers, the lowest loss first, at the furthest place that all came to; `nil` where there
  /// is no such axis, or nothing to compare.
  private func order(on axis: CostAxis) -> (place: Double, optimizers: [Int])? {
    let ranked = LossComparison(context, problem: problem).ranking.map(\.optimizer)
    let network = context.problems[problem].networks.first?.name
    let rows = Dictionary(
      grouping: context.everyRow.filter { $0.problem == problem && $0.network == network }
    ) { $0.optimizer }
    let ends = ranked.map { rows[$0]?.compactMap(axis.value).max() }
    guard ranked.count > 1, !ends.contains(where: { $0 == nil }),
      let place = ends.compactMap({ $0 }).min(), place > 0
    else { return nil }
    let losses = ranked.compactMap { optimizer -> (optimizer: Int, loss: Double)? in
      rows[optimizer]?.last { row in
        (axis.value(row) ?? .infinity) <= place && loss(row) != nil
      }.flatMap { loss($0) }.map { (optimizer, $0) }
    }
    guard losses.count == ranked.count else { return nil }
    return (
      place, losses.sorted { ($0.loss, $0.optimizer) < ($1.loss, $1.optimizer) }.map(\.optimizer)
    )
  }

  private func loss(_ row: SummaryRow) -> Double? {
    (row.values[.evalLoss] ?? row.values[.loss])?.median
  }
}
