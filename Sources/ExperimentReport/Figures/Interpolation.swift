package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// The loss on the straight way from each optimizer's solution to every other one's: whether they found
/// the same place.
package enum Interpolation: Figure {
  package static let name = "interpolation"
  package static let title = "Between the solutions"
  package static let summary =
    "loss along the line between two optimizers' solutions, where the spec asks for it"

  package static func applies(to problem: RunOverview.Problem) -> Bool { problem.hasLines }

  // MARK: Caption

  package static func caption(_ context: RunOverview) -> String {
    let introduction = [
      "The loss over all data on the straight line between what two optimizers ended with, which under "
        + "each seed began with the same parameters: each panel leads from one optimizer's solution to "
        + "the others', in their colours. Where it rises on the way, they are in different valleys; the "
        + "barrier is the most that it lies above the straight line between the losses at both ends.",
      context.optimizers.count > RunOverview.mostInFull
        ? "Of so many optimizers lines lead from the best and from the spec's first to all others."
        : "",
      context.rangeSentence(applies),
    ]
    return context.caption(introduction, applies: applies) { problem in
      barriers(context, problem)
        + context.divergenceNotes(of: LossComparison(context, problem: problem))
    }
  }

  /// A pair with its barriers over the seeds.
  private typealias Barrier = (first: Int, second: Int, spread: Spread)

  /// "The barrier is lowest between momentum and SGD, 0.01 (0–0.03), and highest between Adam and
  /// Adagrad, 0.2; training began at 0.6."
  private static func barriers(_ context: RunOverview, _ problem: Int) -> [String] {
    let all = context.linePairs.filter { $0.problem == problem }.compactMap { pair -> Barrier? in
      let barriers = pair.lines.map(\.barrier).filter(\.isFinite)
      return Summary.spread(barriers).map { (pair.first, pair.second, $0) }
    }.sorted { $0.spread.median < $1.spread.median }
    guard let lowest = all.first, let highest = all.last else { return [] }
    func words(_ pair: Barrier, verb: String? = nil) -> String {
      "between \(context.name(pair.first)) and \(context.name(pair.second))"
        + (verb.map { " \($0) " } ?? ", ") + pair.spread.inWords
    }
    let starts = LossComparison(context, problem: problem).starts
    let start = Summary.median(starts).map { "; training began at \(NumberText.short($0))" } ?? ""
    return [
      all.count == 1
        ? "The barrier \(words(lowest, verb: "is"))\(start)."
        : lowest.spread.median == highest.spread.median
          ? "All barriers are \(lowest.spread.inWords)\(start)."
          : "The barrier is lowest \(words(lowest)), and highest \(words(highest))\(start)."
    ]
  }

  // MARK: Script

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self, legend: .ranges(context), context: context,
      data: [
        (
          .lines,
          [
            "problem_index", "optimizer_index", "from_index", "fraction", "loss_median",
            "loss_low", "loss_high",
          ]
        )
      ])
    for (index, problem) in context.shown(applies) {
      let rows = context.lineRows.filter {
        $0.problem == index && context.isProminent($0.from)
      }
      page.addHeading(problem.name)
      page.addPanels(panels(rows, of: index, context))
    }
    return page.script
  }

  /// One a solution from which some line leads.
  private static func panels(
    _ rows: [LineRow], of problem: Int, _ context: RunOverview
  ) -> [Panel] {
    let pairs = Dictionary(grouping: rows) { [$0.from, $0.optimizer] }
    let values = ValueAxis(curves: pairs.values.map { $0.map(\.loss.median) })
      .reaching(pairs.values.map { $0.map(\.loss.high).max() ?? -.infinity })
    return Set(rows.map(\.from)).sorted().map { from in
      let x = Axis(label: "way to the other's solution", range: 0...1, tickStep: 0.5)
      return Panel(
        title: "from \(context.optimizers[from].name)", x: x,
        y: Axis(label: "loss", range: values.range, isLogarithmic: values.isLogarithmic),
        // gnuplot warns of a curve without a point.
        curves: context.drawingOrder(
          Set(rows.filter { $0.from == from }.map(\.optimizer)).sorted()
        ).map { optimizer in
          CurveSet(
            file: .lines, rows: .lines(problem, from: from), optimizer: optimizer,
            x: ("fraction", x), quantity: "loss",
            floor: values.isLogarithmic ? values.range.lowerBound : nil,
            hasBand: context.seedCount > 1, block: "$rows\(optimizer)")
        })
    }
  }
}
