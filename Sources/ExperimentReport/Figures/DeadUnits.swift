package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// How many hidden units have died, and for layers that cannot die, how many are the nearest to it.
package enum DeadUnits: Figure {
  package static let name = "dead_units"
  package static let title = "Dead units"
  package static let summary = "share of dead hidden units, in all and by layer, over the steps"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    problem.networks.contains { $0.layers.contains(where: \.isHiddenActivation) }
  }

  package static func caption(_ context: RunOverview) -> String {
    let isLeaky = context.problems.contains { problem in
      problem.networks.contains {
        $0.layers.contains { $0.isHiddenActivation && $0.kind == "leaky_relu" }
      }
    }
    let introduction = [
      "A dead unit gives 0 for every example, and learns from none.",
      isLeaky
        ? "Units of leaky layers cannot die; their panels, “always negative”, count those whose input is "
          + "never above 0."
        : "", context.seedSentence(applies),
    ]
    return context.caption(introduction, applies: applies, ofCurves: true) { problem in
      context.problems[problem].networks.indices.flatMap { network in
        DeadUnitsCaption(context: context, problem: problem, network: network).sentences
      } + context.divergenceNotes(of: LossComparison(context, problem: problem))
    }
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self, legend: .curves(context), context: context, data: data)
    let top = top(context)
    let networks = context.shown().flatMap { problem, own in
      own.networks.filter { $0.layers.contains(where: \.isHiddenActivation) }
        .map { (problem, $0, isIdle($0, in: problem, context)) }
    }
    let hasNews = networks.contains { !$0.2 }
    for (problem, network, isIdle) in networks {
      let heading = context.problems[problem].heading(of: network.name)
      guard !isIdle || !hasNews else {
        page.addHeading(heading, note: "at no recorded step is a unit dead, or always negative")
        continue
      }
      page.addHeading(heading)
      let panels = panels(
        network.layers.filter(\.isHiddenActivation), of: network.name, in: problem, upTo: top,
        context)
      page.addPanels(panels, columns: min(panels.count, 4))
    }
    return page.script
  }

  /// Whether under no seed there is ever anything to be seen of a network's layers.
  private static func isIdle(
    _ network: NetworkShape, in problem: Int, _ context: RunOverview
  ) -> Bool {
    context.layerSummary.allSatisfy { row in
      row.problem != problem || row.network != network.name
        || (row.values[quantity(of: row.kind)]?.high ?? 0) == 0
    }
  }

  private static let data: [(file: DataFile, columns: [String])] = [
    (
      .summary,
      ["problem_index", "optimizer_index", "network", "step", "dead_fraction_median"]
    ),
    (
      .layers,
      [
        "problem_index", "optimizer_index", "network", "layer", "units", "step",
        "dead_units_median", "always_negative_median",
      ]
    ),
  ]

  /// One scale for the whole page, in percent: a ReLU network beside its leaky twin is the story.
  private static func top(_ context: RunOverview) -> Double {
    // What is drawn of many seeds is no extreme.
    let hasQuantiles = context.hasQuantiles
    let all = context.summary.compactMap { row in
      (hasQuantiles ? row.quantiles[.deadFraction]?.high : row.values[.deadFraction]?.high)
        .map { $0 * 100 }
    }
    let layers = context.layerSummary.compactMap { row -> Double? in
      let quantity = quantity(of: row.kind)
      let high = hasQuantiles ? row.quantiles[quantity]?.high : row.values[quantity]?.high
      return high.map { $0 * 100 / Double(max(row.units, 1)) }
    }
    return min(max((all + layers).filter(\.isFinite).max() ?? 0, 8), 100)
  }

  /// Units of a leaky layer cannot die; those whose input is never positive come nearest.
  private static func quantity(of kind: String) -> Quantity {
    kind == "leaky_relu" ? .alwaysNegative : .deadUnits
  }

  private static func panels(
    _ layers: [NetworkShape.Layer], of network: String, in problem: Int, upTo top: Double,
    _ context: RunOverview
  ) -> [Panel] {
    let rows = context.summary.filter { $0.problem == problem && $0.network == network }
    let x = RunOverview.axis(
      "step", of: rows, value: \.step, optimizers: context.optimizers.count, ticks: 4)
    // A little below 0, or curves without dead units would hide under the axis.
    let y = Axis(
      label: "percent of the units", range: (-0.04 * top)...(1.06 * top),
      tickStep: FigureNumber.tickStep(for: top, count: 5))
    var curves = CurveSet(
      file: .summary, rows: .network(problem, network), x: ("step", x),
      quantity: Quantity.deadFraction.rawValue, transform: .percent,
      hasBand: context.seedCount > 1)
    // Of one layer it would be the same again, and of leaky ones 0 whatever happens.
    let hasAll = layers.count > 1 && layers.contains { quantity(of: $0.kind) == .deadUnits }
    let all = Panel(title: "dead, all hidden layers", x: x, y: y, curves: [curves])
    return (hasAll ? [all] : [])
      + layers.map { layer in
        let quantity = quantity(of: layer.kind)
        let isLeaky = quantity == .alwaysNegative
        curves.file = .layers
        curves.rows = .layer(problem, network, layer.index)
        curves.quantity = quantity.rawValue
        curves.transform = .percentOfUnits
        return Panel(
          title: isLeaky
            ? "always negative, layer \(layer.index)"
            : "dead, layer \(layer.index): \(layer.kind.words)",
          x: x, y: y, curves: [curves])
      }
  }
}
