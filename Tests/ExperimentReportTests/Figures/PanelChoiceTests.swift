import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("Panels that would say nothing") struct PanelChoiceTests {
  private func titles(_ activations: [String], idle: Set<String> = []) -> (
    panels: [String], text: String
  ) {
    let layers = activations.enumerated().flatMap { place, kind in
      [
        NetworkShape.Layer(
          index: 2 * place, kind: "linear", units: 8, hasParameters: true,
          isHiddenActivation: false),
        NetworkShape.Layer(
          index: 2 * place + 1, kind: kind, units: 8, hasParameters: false,
          isHiddenActivation: true),
      ]
    }
    let problem = RunOverview.Problem(
      name: "digits",
      networks: ["student", "teacher"].map { NetworkShape(name: $0, layers: layers) })
    var context = MadeRun.context([], optimizers: ["Adam"], seeds: 1, problems: [problem])
    context.layerSummary = ["student", "teacher"].enumerated().flatMap { place, network in
      layers.filter(\.isHiddenActivation).map { layer in
        let count = idle.contains(network) ? 0.0 : 2
        let spread = Spread(median: count, low: count, high: count)
        return LayerSummaryRow(
          problem: 0, optimizer: 0, network: network, networkPlace: place, step: 10, epoch: nil,
          examples: nil, gradientEvaluations: 10, seeds: 1, layer: layer.index, kind: layer.kind,
          units: 8, values: [.deadUnits: spread, .alwaysNegative: spread])
      }
    }
    let script = DeadUnits.script(context)
    return (
      script.layout.panels.filter { $0.heading.hasSuffix("student") }.map(\.title), script.text
    )
  }

  @Test(
    "of dead units are left out: all layers where they are one, or cannot die",
    arguments: [
      (
        ["relu", "relu"], ["dead, all hidden layers", "dead, layer 1: relu", "dead, layer 3: relu"]
      ),
      (["relu"], ["dead, layer 1: relu"]),
      (["leaky_relu", "leaky_relu"], ["always negative, layer 1", "always negative, layer 3"]),
    ])
  func layers(activations: [String], expected: [String]) {
    #expect(titles(activations).panels == expected)
  }

  @Test("are a sentence where another network has something to show")
  func idle() {
    let note = "at no recorded step is a unit dead, or always negative"
    let one = titles(["relu"], idle: ["student"])
    #expect(one.panels.isEmpty && one.text.contains(note))
    let both = titles(["relu"], idle: ["student", "teacher"])
    #expect(both.panels == ["dead, layer 1: relu"] && !both.text.contains(note))
  }

  @Test("of one unit say so in the singular")
  func unit() {
    let text = Gradients.script(SmallContext.context).text
    #expect(text.contains("(1 unit)") && !text.contains("(1 units)"))
  }
}
