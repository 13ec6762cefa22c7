/// The gradient of every layer with weights: whether it vanishes or explodes on its way back.
package enum Gradients: Figure {
  package static let name = "gradients"
  package static let summary = "norm of the gradient by layer, over the steps"

  package static func applies(to problem: FigureContext.Problem) -> Bool {
    problem.networks.contains { $0.layers.contains(where: \.hasParameters) }
  }

  package static func script(_ context: FigureContext) -> String {
    var page = FigurePage(
      name: name, title: "\(context.experiment): gradients by layer",
      subtitle: FigureContext.seedNote(context.seedCount)
        + "; layers from the input to the output, numbered as in the spec",
      legend: .optimizers(context), context: context,
      data: [
        (
          .layers,
          [
            "problem_index", "optimizer_index", "network", "layer", "step",
            "gradient_norm_median", "gradient_norm_low", "gradient_norm_high",
          ]
        )
      ])
    for (index, problem) in context.problems.enumerated() {
      for network in problem.networks {
        let layers = network.layers.filter(\.hasParameters)
        guard !layers.isEmpty else { continue }
        page.addHeading(problem.heading(of: network.name))
        page.addPanels(panels(layers, of: network.name, in: index, context))
      }
    }
    return page.script
  }

  /// One scale for all layers of a network: their sizes are to be compared.
  private static func panels(
    _ layers: [FigureContext.Layer], of network: String, in problem: Int, _ context: FigureContext
  ) -> [Panel] {
    let places = Set(layers.map(\.index))
    let rows = context.layerSummary.filter {
      $0.problem == problem && $0.network == network && places.contains($0.layer)
    }
    let curves = context.optimizers.indices.map { optimizer in
      rows.filter { $0.optimizer == optimizer }
        .compactMap { $0.values[.gradientNorm]?.median }
    }
    let values = ValueAxis(curves: curves, logarithmic: true)
    let x = FigureContext.axis(
      "step", of: rows, value: \.step, optimizers: context.optimizers.count, ticks: 4)
    return layers.map { layer in
      let curves = CurveSet(
        file: .layers,
        rows: "layer(\(problem), \(FigureText.quoted(network)), \(layer.index))",
        x: ("step", x),
        isThinned: CurveSet.isThinned(rows.filter { $0.layer == layer.index }),
        quantity: LayerSummaryRow.Quantity.gradientNorm.rawValue,
        floor: values.range.lowerBound, hasBand: context.seedCount > 1,
        loop: "i = 1:\(context.optimizers.count)")
      return Panel(
        title: "layer \(layer.index): \(layer.kind.words) (\(layer.units) units)", x: x,
        y: Axis(label: "norm of the gradient", range: values.range, isLogarithmic: true),
        setup: [curves.setup], plots: curves.plots)
    }
  }
}
