package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// The gradient of every layer with weights: whether it vanishes or explodes on its way back.
package enum Gradients: Figure {
  package static let name = "gradients"
  package static let title = "Gradients by layer"
  package static let summary =
    "norm of the gradient by layer, and of the first layer by the last, over the steps"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    problem.networks.contains { $0.layers.contains(where: \.hasParameters) }
  }

  package static func caption(_ context: RunOverview) -> String {
    let introduction =
      "The gradient's norm of each layer with weights, from the input to the output, and of the first "
      + "by that of the last: far below 1 it vanishes on its way back, far above 1 it explodes."
    return context.caption(
      [introduction, context.seedSentence(applies), context.smoothingSentence(applies)],
      applies: applies,
      ofCurves: true,
      of: { problem in
        context.problems[problem].networks.indices.flatMap { network in
          ratio(context, problem: problem, network: network)
        } + context.divergenceNotes(of: LossComparison(context, problem: problem))
      })
  }

  /// "At the end the first layer's gradient is 0.31 (SGD) to 2.4 (Adam) times the last layer's."
  private static func ratio(
    _ context: RunOverview, problem: Int, network place: Int
  ) -> [String] {
    let network = context.problems[problem].networks[place]
    let layers = network.layers.filter(\.hasParameters).map(\.index)
    guard let first = layers.first, let last = layers.last, first != last else { return [] }
    let ends = context.ends(problem: problem) { run -> Double? in
      guard let early = run.last(.gradientNorm, network: place, layer: first),
        let late = run.last(.gradientNorm, network: place, layer: last), late > 0
      else { return nil }
      return early / late
    }
    guard let range = EndRange(context, ends).words(NumberText.typeset)?.text else { return [] }
    let whose = context.problems[problem].networks.count > 1 ? "the \(network.name)'s" : "the"
    return ["At the end \(whose) first layer's gradient is \(range) times the last layer's."]
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self, legend: .curves(context), context: context,
      data: [
        (
          .layers,
          [
            "problem_index", "optimizer_index", "network", "layer", "step",
            "gradient_norm_median",
          ]
        ),
        (
          .summary,
          ["problem_index", "optimizer_index", "network", "step", "gradient_flow_median"]
        ),
      ])
    for (index, problem) in context.shown() {
      for network in problem.networks {
        let layers = network.layers.filter(\.hasParameters)
        guard !layers.isEmpty else { continue }
        page.addHeading(problem.heading(of: network.name))
        page.addPanels(panels(layers, of: network.name, in: index, context))
        guard layers.count > 1 else { continue }
        page.addRow([flow(of: network.name, in: index, context)], columns: 1, panelHeight: 130)
      }
    }
    return page.script
  }

  /// One scale for all layers of a network: their sizes are to be compared.
  private static func panels(
    _ layers: [NetworkShape.Layer], of network: String, in problem: Int, _ context: RunOverview
  ) -> [Panel] {
    let places = Set(layers.map(\.index))
    let rows = context.layerSummary.filter {
      $0.problem == problem && $0.network == network && places.contains($0.layer)
    }
    let values = context.axisOfFactors(rows, .gradientNorm) { $0.values[.gradientNorm]?.median }
    let x = RunOverview.axis(
      "step", of: rows, value: \.step, optimizers: context.optimizers.count, ticks: 4)
    return layers.map { layer in
      let curves = CurveSet(
        file: .layers,
        rows: .layer(problem, network, layer.index),
        x: ("step", x),
        quantity: Quantity.gradientNorm.rawValue,
        floor: values.range.lowerBound, hasBand: context.seedCount > 1)
      return Panel(
        title: "layer \(layer.index): \(layer.kind.words) (\(Wording.count(layer.units, "unit")))",
        x: x,
        y: Axis(label: "norm of the gradient", range: values.range, isLogarithmic: true),
        curves: [curves])
    }
  }

  /// The first layer's norm by the last one's.
  private static func flow(of network: String, in problem: Int, _ context: RunOverview) -> Panel {
    let rows = context.summary.filter { $0.problem == problem && $0.network == network }
    let values = context.axisOfFactors(rows, .gradientFlow, also: [1]) {
      $0.values[.gradientFlow]?.median
    }
    let x = RunOverview.axis(
      "step", of: rows, value: \.step, optimizers: context.optimizers.count, ticks: 4)
    let set = CurveSet(
      file: .summary, rows: .network(problem, network), x: ("step", x),
      quantity: Quantity.gradientFlow.rawValue,
      floor: values.range.lowerBound, hasBand: context.seedCount > 1)
    return Panel(
      title: "first layer against last", x: x,
      y: Axis(label: "first / last", range: values.range, isLogarithmic: true),
      plots: ["1 with lines linecolor rgb '#909090' linewidth 1 notitle"], curves: [set])
  }
}
