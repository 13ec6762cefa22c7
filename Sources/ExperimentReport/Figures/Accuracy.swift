package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// How much of the data is given its class, over the steps: of what is learned from, and of what is held
/// out.
package enum Accuracy: Figure {
  package static let name = "accuracy"
  package static let title = "Accuracy"
  package static let summary =
    "of a classification, the share of the data that is given its class, median and band"

  package static func applies(to problem: RunOverview.Problem) -> Bool { problem.classes != nil }

  package static func caption(_ context: RunOverview) -> String {
    context.caption(
      [
        "The share of the examples whose largest output is that of their class.",
        context.seedSentence(applies),
      ], applies: applies, ofCurves: true
    ) { problem in
      let parts: [(Quantity, String)] = [
        (.accuracy, "At the end the accuracy"), (.testAccuracy, "On the held-out part it"),
      ]
      return parts.compactMap { quantity, subject in
        let ends = context.ends(problem: problem) { $0.last(quantity, network: 0) }
        return EndRange(context, ends).words(Wording.percent, falling: true).map {
          "\(subject) \($0.isOne ? "is" : "goes from") \($0.text)."
        }
      } + [guess(context, problem)]
        + context.divergenceNotes(of: LossComparison(context, problem: problem))
    }
  }

  /// What one class for all would get.
  private static func guess(_ context: RunOverview, _ problem: Int) -> String {
    guard let share = context.largestClass(ofProblem: problem) else { return "" }
    return "Giving all the most frequent class would get \(Wording.percent(share))."
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self, legend: .curves(context), context: context,
      data: [
        (
          .summary,
          [
            "problem_index", "optimizer_index", "network", "step", "accuracy_median",
            "test_accuracy_median",
          ]
        )
      ])
    for (index, problem) in context.shown(applies) {
      page.addHeading(problem.name)
      let parts: [(Quantity, String)] =
        [(.accuracy, problem.hasHeldOut ? "learned from" : "all examples")]
        + (problem.hasHeldOut ? [(.testAccuracy, "held out")] : [])
      let panels = parts.map { quantity, title in
        panel(quantity, title: parts.count > 1 ? title : nil, of: index, context)
      }
      page.addRow(panels, columns: panels.count, panelHeight: 230, gap: 40)
    }
    return page.script
  }

  private static func panel(
    _ quantity: Quantity, title: String?, of problem: Int, _ context: RunOverview
  ) -> Panel {
    let rows = context.summary.filter { $0.problem == problem }
    let network = context.problems[problem].networks.first?.name ?? ""
    let x = RunOverview.axis(
      "step", of: rows, value: \.step, optimizers: context.optimizers.count, ticks: 5)
    let curves = CurveSet(
      file: .summary, rows: .network(problem, network), x: ("step", x),
      quantity: quantity.rawValue, hasBand: context.seedCount > 1)
    let guess = context.largestClass(ofProblem: problem)
    return Panel(
      title: title, x: x, y: Axis(label: "accuracy", range: 0...1.02, tickStep: 0.2),
      plots: guess.map {
        ["\(FigureNumber.exact($0)) with lines linecolor rgb '#909090' linewidth 1 notitle"]
      } ?? [], curves: [curves])
  }
}

extension RunOverview {
  /// The share of the examples that are of the most frequent class, of what accuracy is shown of; `nil`
  /// where it is not known.
  func largestClass(ofProblem problem: Int) -> Double? {
    guard let classes = problems[problem].classes?.names.count,
      let counts = runs.lazy.filter({ $0.problem == problem })
        .compactMap({ $0.result?.classes?.training.counts }).first(where: {
          $0.count == classes * classes
        })
    else { return nil }
    let totals = (0..<classes).map { counts[$0 * classes..<($0 + 1) * classes].reduce(0, +) }
    let all = totals.reduce(0, +)
    return all > 0 ? Double(totals.max() ?? 0) / Double(all) : nil
  }
}
