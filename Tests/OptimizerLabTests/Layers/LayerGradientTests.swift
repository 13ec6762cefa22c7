import OptimizerLab
internal import SpecLanguage
import TestSupport
import Testing

/// Every layer of the catalogue between two linear ones, or, where it takes maps, before one, in Double,
/// against finite differences.
@Suite("Every layer")
struct LayerGradientTests {
  struct Example: Sendable, CustomStringConvertible {
    var kind: String
    var hasBias = true
    /// Of what goes over maps.
    var window = Window(kernel: Extents(2))
    var description: String {
      hasBias
        ? window == Window(kernel: Extents(2)) ? kind : "\(kind) \(window)" : "\(kind) without bias"
    }

    private var layer: any Layer {
      get throws {
        let type = try #require(Catalog.layers.first { $0.kind == kind })
        if type is Linear.Type { return Linear(units: 3, bias: hasBias) }
        if type is Conv2d.Type { return Conv2d(outputs: 3, window: window, bias: hasBias) }
        if type is MaxPool.Type { return MaxPool(window) }
        if type is AveragePool.Type { return AveragePool(window) }
        return type.init()
      }
    }

    var network: Network {
      get throws {
        let layer = try layer
        guard layer.takesMaps else {
          return Network(
            [Linear(units: 4, bias: hasBias), layer, Linear(units: 2, bias: hasBias)], inputs: 5)
        }
        // Behind another, so that the gradient by the input is asked for.
        let first = Conv2d(outputs: 2, window: Window(kernel: Extents(1)), bias: hasBias)
        return Network(
          [first, layer, Flatten(), Linear(units: 2, bias: hasBias)], shape: [2, 4, 5])
      }
    }
  }

  private static let windows = [
    Window(kernel: Extents(rows: 3, columns: 2), stride: Extents(1), padding: Extents(1)),
    Window(
      kernel: Extents(rows: 2, columns: 3), stride: Extents(rows: 1, columns: 2),
      padding: Extents(rows: 0, columns: 1)),
  ]

  static let examples =
    Catalog.layers.map { Example(kind: $0.kind) }
    + ["linear", "conv2d"].map { Example(kind: $0, hasBias: false) }
    + windows.flatMap { window in
      ["conv2d", "max_pool2d", "avg_pool2d"].map { Example(kind: $0, window: window) }
    }
  static let batchSizes = [1, 2, 7, 16]

  /// Whether the layer can be trained with a batch of that size: over one example there is no
  /// variance.
  private static func takes(_ example: Example, rows: Int) throws -> Bool {
    try rows > 1 || !example.network.mixesRows(in: .training)
  }

  @Test("has the gradient of finite differences, by parameters", arguments: examples, batchSizes)
  func byParameters(_ example: Example, rows: Int) throws {
    guard try Self.takes(example, rows: rows) else { return }
    let network = try example.network
    let probe = Probe(network, rows: rows)
    let (gradient, _) = probe.gradients(at: probe.parameters)
    let error = GradientCheck.worstError(of: gradient, at: probe.parameters) {
      probe.value(at: $0, input: probe.input)
    }
    #expect(error < 1e-8)
  }

  @Test("has the gradient of finite differences, by the input", arguments: examples, batchSizes)
  func byInput(_ example: Example, rows: Int) throws {
    guard try Self.takes(example, rows: rows) else { return }
    let probe = Probe(try example.network, rows: rows)
    let (_, gradient) = probe.gradients(at: probe.parameters)
    let error = GradientCheck.worstError(of: gradient, at: probe.input) {
      probe.value(at: probe.parameters, input: $0)
    }
    #expect(error < 1e-8)
  }

  @Test("overwrites gradients: a second pass gives the same", arguments: examples)
  func overwrites(_ example: Example) throws {
    let probe = Probe(try example.network, rows: 7)
    let first = probe.gradients(at: probe.parameters)
    let second = probe.gradients(at: probe.parameters)
    #expect(first == second)
  }

  @Test("treats a batch as its examples, and minds no rows beyond it", arguments: examples)
  func rows(_ example: Example) throws {
    let network = try example.network
    let probe = Probe(network, rows: 7)
    _ = probe.value(at: probe.parameters, input: probe.input, mode: .evaluation)
    let all = probe.workspace.outputs
    // A batch of two in the same memory, then each example alone.
    probe.workspace.take(probe.input.map { _ in .nan })
    network.forward(
      probe.workspace, rows: 7, parameters: probe.parameters, mode: .evaluation)
    probe.workspace.take(probe.input)
    network.forward(
      probe.workspace, rows: 2, parameters: probe.parameters, mode: .evaluation)
    #expect(largestError(Array(probe.workspace.outputs[..<4]), Array(all[..<4]), floor: 1) < 1e-14)
    for row in 0..<7 {
      let one = Workspace<Double>(network, rows: 1)
      let width = network.inputs
      one.take(Array(probe.input[row * width..<(row + 1) * width]))
      network.forward(one, rows: 1, parameters: probe.parameters, mode: .evaluation)
      #expect(largestError(one.outputs, Array(all[row * 2..<row * 2 + 2]), floor: 1) < 1e-14)
    }
  }

  @Test("gives in Float what it gives in Double, nearly", arguments: examples)
  func precisions(_ example: Example) throws {
    let network = try example.network
    let probe = Probe(network, rows: 7)
    _ = probe.value(at: probe.parameters, input: probe.input)
    let single = Workspace<Float>(network, rows: 7)
    single.take(probe.input.map { Float($0) })
    network.forward(single, rows: 7, parameters: probe.parameters.map { Float($0) })
    let error = largestError(single.outputs.map { Double($0) }, probe.workspace.outputs, floor: 0.1)
    #expect(error < 2e-6)
  }

  @Test(
    "has the derivative it says it has",
    arguments: Catalog.layers.compactMap { ($0 as? any Activation.Type)?.kind })
  func derivative(kind: String) throws {
    let type = try #require(Catalog.layers.first { $0.kind == kind } as? any Activation.Type)
    let activation = type.init()
    let network = Network([activation], inputs: 1)
    let workspace = Workspace<Double>(network, rows: 1, inputGradientRows: 1)
    for x in [-20.0, -3, -1, -0.5, -1e-3, 0, 1e-3, 0.5, 1, 3, 20] {
      workspace.take([x])
      network.forward(workspace, rows: 1, parameters: [])
      workspace.takeGradient([1])
      network.backwardToInput(workspace, rows: 1, parameters: Span())
      let said = activation.derivative(input: x, output: workspace.outputs[0])
      #expect(largestError(workspace.inputGradients, [said], floor: 1e-300) < 1e-15)
    }
  }
}

/// A network, numbers to run it with, and one number that depends on all its outputs: their sum
/// under fixed weights.
private struct Probe {
  let network: Network
  let rows: Int
  let workspace: Workspace<Double>
  let parameters: [Double]
  let input: [Double]
  let weights: [Double]

  init(_ network: Network, rows: Int) {
    self.network = network
    self.rows = rows
    workspace = Workspace(network, rows: rows, inputGradientRows: rows)
    parameters = numbers(Double.self, count: network.parameterCount, seed: 1)
    input = numbers(Double.self, count: rows * network.inputs, seed: 2)
    weights = numbers(Double.self, count: rows * network.outputs, seed: 3)
  }

  func value(at parameters: [Double], input: [Double], mode: Mode = .training) -> Double {
    workspace.take(input)
    network.forward(workspace, rows: rows, parameters: parameters, mode: mode)
    return zip(weights, workspace.outputs).reduce(0) { $0 + $1.0 * $1.1 }
  }

  func gradients(at parameters: [Double]) -> (parameters: [Double], input: [Double]) {
    _ = value(at: parameters, input: input)
    workspace.takeGradient(weights)
    // NaN, so that what is not overwritten shows.
    var gradient = [Double](repeating: .nan, count: parameters.count)
    network.backward(
      workspace, rows: rows, parameters: parameters, into: &gradient,
      wantsInput: true)
    return (gradient, workspace.inputGradients)
  }
}
