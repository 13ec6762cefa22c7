package import ExperimentAnalysis
internal import ExperimentRunner
internal import Glibc
internal import OptimizerLab

/// How much every layer's weights move at a step, by their size: whether the learning rate suits.
package enum UpdateRatios: Figure {
  package static let name = "update_ratios"
  package static let title = "Update ratios"
  package static let summary =
    "log₁₀ of ‖Δθ‖ / ‖θ‖ by layer, with a line at −3, and of ‖Δθ‖ / ‖gradient‖, over the steps"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    problem.networks.contains { $0.layers.contains(where: \.hasParameters) }
  }

  package static func caption(_ context: RunOverview) -> String {
    let introduction =
      "How long each update is by the length of the layer's weights, as a power of ten. About −3 (the "
      + "grey line) is a rule of thumb: far above, the weights jump; far below, they hardly learn."
    return context.caption(
      [introduction, context.seedSentence(applies), context.smoothingSentence(applies)],
      applies: applies,
      ofCurves: true,
      of: { problem in
        context.problems[problem].networks.indices.flatMap {
          [ending(context, problem, network: $0), effective(context, problem, network: $0)]
        }
          + context.divergenceNotes(of: LossComparison(context, problem: problem))
      })
  }

  /// "At the last update of the model it is −2.3 (Adam) to −4.1 (GD)."
  private static func ending(_ context: RunOverview, _ problem: Int, network: Int) -> String {
    let ends = context.ends(problem: problem) { run -> Double? in
      run.last(.updateRatio, network: network).flatMap { $0 > 0 ? log10($0) : nil }
    }
    let range = EndRange(context, ends).words(
      {
        PrintedNumber.fixed($0, decimals: 1).replacing("-0.0", with: "0.0").replacing(
          "-", with: "−")
      },
      falling: true)
    guard let range else { return "" }
    let whose = context.problems[problem].networks[network].name
    return "At the last update of the \(whose) it is \(range.text)."
  }

  /// "Its effective rate, with which SGD would move as far, is then 0.1 (SGD) to 0.02 (Adam)."
  private static func effective(_ context: RunOverview, _ problem: Int, network: Int) -> String {
    let ends = context.ends(problem: problem) { $0.last(.effectiveRate, network: network) }
    return EndRange(context, ends).words(NumberText.short, falling: true).map {
      "Its effective rate, with which SGD would move as far, is then \($0.text)."
    } ?? ""
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self, legend: .curves(context), context: context,
      data: [
        (
          .layers,
          [
            "problem_index", "optimizer_index", "network", "layer", "step", "update_ratio_median",
          ]
        ),
        (
          .summary,
          ["problem_index", "optimizer_index", "network", "step", "effective_rate_median"]
        ),
      ])
    for (index, problem) in context.shown() {
      for network in problem.networks {
        let layers = network.layers.filter(\.hasParameters)
        guard !layers.isEmpty else { continue }
        page.addHeading(problem.heading(of: network.name))
        page.addPanels(panels(layers, of: network.name, in: index, context))
        if let rates = effectiveRates(of: network.name, in: index, context) {
          page.addRow([rates], columns: 1, panelHeight: 130)
        }
      }
    }
    return page.script
  }

  /// `nil` where none was recorded.
  private static func effectiveRates(
    of network: String, in problem: Int, _ context: RunOverview
  ) -> Panel? {
    let rows = context.summary.filter { $0.problem == problem && $0.network == network }
    guard rows.contains(where: { $0.values[.effectiveRate] != nil }) else { return nil }
    let values = context.axisOfFactors(rows, .effectiveRate) { $0.values[.effectiveRate]?.median }
    let x = RunOverview.axis(
      "step", of: rows, value: \.step, optimizers: context.optimizers.count, ticks: 4)
    let set = CurveSet(
      file: .summary, rows: .network(problem, network), x: ("step", x),
      quantity: Quantity.effectiveRate.rawValue,
      floor: values.isLogarithmic ? values.range.lowerBound : nil,
      hasBand: context.seedCount > 1)
    return Panel(
      title: "effective rate, all parameters", x: x,
      y: Axis(
        label: "‖update‖ / ‖gradient‖", range: values.range,
        isLogarithmic: values.isLogarithmic), curves: [set])
  }

  private static func panels(
    _ layers: [NetworkShape.Layer], of network: String, in problem: Int, _ context: RunOverview
  ) -> [Panel] {
    let places = Set(layers.map(\.index))
    let rows = context.layerSummary.filter {
      $0.problem == problem && $0.network == network && places.contains($0.layer)
    }
    let values = rows.compactMap { $0.values[.updateRatio]?.median }.filter { $0 > 0 }.map {
      log10($0)
    }
    let range = min(values.min() ?? -4, -3.5)...max(values.max() ?? -2, -2.5)
    let room = 0.05 * (range.upperBound - range.lowerBound)
    let x = RunOverview.axis(
      "step", of: rows, value: \.step, optimizers: context.optimizers.count, ticks: 4)
    return layers.map { layer in
      let curves = CurveSet(
        file: .layers,
        rows: .layer(problem, network, layer.index),
        x: ("step", x),
        quantity: Quantity.updateRatio.rawValue,
        transform: .log10, hasBand: context.seedCount > 1)
      return Panel(
        title: "layer \(layer.index): \(layer.kind.words) (\(Wording.count(layer.units, "unit")))",
        x: x,
        y: Axis(
          label: "log₁₀ of the update ratio",
          range: (range.lowerBound - room)...(range.upperBound + room),
          tickStep: FigureNumber.tickStep(for: range.upperBound - range.lowerBound, count: 5)),
        plots: ["-3 with lines linecolor rgb '#909090' linewidth 1 notitle"], curves: [curves])
    }
  }
}
