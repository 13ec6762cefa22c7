import OptimizerLab
internal import SpecLanguage
import TestSupport
import Testing

@Suite("An activation")
struct ActivationTests {
  private func outputs(_ layer: any Layer, _ input: [Float]) -> [Float] {
    let network = Network([layer], inputs: input.count)
    let workspace = Workspace<Float>(network, rows: 1)
    workspace.take(input)
    network.forward(workspace, rows: 1, parameters: [])
    return workspace.outputs
  }

  private func slopes(_ layer: any Layer, _ input: [Float]) -> [Float] {
    let network = Network([layer], inputs: input.count)
    let workspace = Workspace<Float>(network, rows: 1, inputGradientRows: 1)
    workspace.take(input)
    network.forward(workspace, rows: 1, parameters: [])
    workspace.takeGradient([Float](repeating: 1, count: input.count))
    network.backwardToInput(workspace, rows: 1, parameters: Span())
    return workspace.inputGradients
  }

  @Test("ReLU is 0 up to 0, and so is its slope")
  func relu() {
    #expect(
      outputs(ReLU(), [-.infinity, -1, -0.0, 0, 2, .infinity]) == [0, 0, 0, 0, 2, .infinity])
    #expect(slopes(ReLU(), [-1, -0.0, 0, .leastNonzeroMagnitude, 2]) == [0, 0, 0, 1, 1])
  }

  @Test("leaky ReLU has its slope at 0 and below")
  func leakyReLU() {
    let layer = LeakyReLU(negativeSlope: 0.25)
    #expect(outputs(layer, [-4, -0.0, 0, 2]) == [-1, 0, 0, 2])
    #expect(slopes(layer, [-4, -0.0, 0, 2]) == [0.25, 0.25, 0.25, 1])
    #expect(outputs(LeakyReLU(), [-1]) == [-0.01])
  }

  @Test("sigmoid is exactly 0, ½ and 1 where PyTorch's is")
  func sigmoid() {
    #expect(outputs(Sigmoid(), [-200, 0, 17.5, 200]) == [0, 0.5, 1, 1])
    #expect(slopes(Sigmoid(), [0, 200, -200]) == [0.25, 0, 0])
    #expect(outputs(Sigmoid(), [-80])[0] > 0)
  }

  @Test("tanh is exactly −1, 0 and 1 at the ends and in the middle")
  func tanh() {
    #expect(outputs(Tanh(), [-.infinity, -20, 0, 20, .infinity]) == [-1, -1, 0, 1, 1])
    #expect(slopes(Tanh(), [-20, 0, 20]) == [0, 1, 0])
  }

  @Test(
    "is in Float what it is in Double, to a few last bits, where no 1 is taken from 1",
    arguments: Catalog.layers.filter { $0 is any Activation.Type }.map { $0.kind })
  func precision(kind: String) throws {
    let layer = try #require(Catalog.layers.first { $0.kind == kind }).init()
    let points = stride(from: Float(-3), through: 90, by: 0.013).map { $0 } + [-1e-6, 0, 1e-6]
    let network = Network([layer], inputs: points.count)
    let exact = Workspace<Double>(network, rows: 1, inputGradientRows: 1)
    exact.take(points.map { Double($0) })
    network.forward(exact, rows: 1, parameters: [])
    exact.takeGradient(points.map { _ in 1 })
    network.backwardToInput(exact, rows: 1, parameters: Span())
    let (values, own) = (exact.outputs, outputs(layer, points))
    #expect(largestError(own.map { Double($0) }, values, floor: 1e-7) < 1e-4)
    let slopes = slopes(layer, points).map { Double($0) }
    #expect(largestError(slopes, exact.inputGradients, floor: 0.05) < 1e-5)
    // Above 0 nothing is lost.
    let above = points.indices.filter { points[$0] > 1e-3 }
    #expect(
      largestError(above.map { Double(own[$0]) }, above.map { values[$0] }, floor: 1e-3) < 1e-6)
  }

  @Test(
    "hides no NaN", arguments: Catalog.layers.filter { $0 is any Activation.Type }.map { $0.kind })
  func notANumber(kind: String) throws {
    let layer = try #require(Catalog.layers.first { $0.kind == kind }).init()
    #expect(outputs(layer, [.nan])[0].isNaN)
  }
}
