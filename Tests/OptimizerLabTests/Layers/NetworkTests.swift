import OptimizerLab
import TestSupport
import Testing

@Suite("A network")
struct NetworkTests {
  static let network = Network(
    [
      Linear(units: 4), LeakyReLU(), Linear(units: 3, bias: false), Tanh(), Linear(units: 1),
      Sigmoid(),
    ],
    inputs: 2)

  @Test("names its parameters as a state_dict does, one after another")
  func layout() {
    let entries = Self.network.layout.entries
    #expect(entries.map(\.name) == ["0.weight", "0.bias", "2.weight", "4.weight", "4.bias"])
    #expect(entries.map(\.tensor.shape) == [[4, 2], [4], [3, 4], [1, 3], [1]])
    #expect(entries.map(\.range) == [0..<8, 8..<12, 12..<24, 24..<27, 27..<28])
    #expect(Self.network.ranges == [0..<12, 12..<12, 12..<24, 24..<24, 24..<28, 28..<28])
    #expect(Self.network.parameterCount == 28)
    #expect(Self.network.widths == [2, 4, 4, 3, 3, 1, 1])
  }

  @Test("knows which of its units are hidden: those before the last linear layer")
  func hidden() {
    #expect(Self.network.hiddenActivations == [1, 3])
    #expect(Network([Linear(units: 1), Sigmoid()], inputs: 2).hiddenActivations == [])
    #expect(Network([Linear(units: 1)], inputs: 2).hiddenActivations == [])
    #expect(Network([Tanh(), Linear(units: 1)], inputs: 2).hiddenActivations == [0])
    #expect(Network([Sigmoid()], inputs: 2).hiddenActivations == [])
  }

  @Test("multiplies by the transpose of what PyTorch calls the weight, and adds the bias")
  func linear() {
    let network = Network([Linear(units: 2)], inputs: 3)
    let workspace = Workspace<Float>(network, rows: 2)
    workspace.take([1, 2, 3, 4, 5, 6])
    // Rows of inputs: the weight is [[1, 3, 5], [2, 4, 6]].
    network.forward(workspace, rows: 2, parameters: [1, 2, 3, 4, 5, 6, 100, 200])
    #expect(workspace.outputs == [122, 228, 149, 264])
  }

  @Test("stops where it is told to")
  func through() {
    let parameters = numbers(Float.self, count: Self.network.parameterCount, seed: 1)
    let workspace = Workspace<Float>(Self.network, rows: 1)
    workspace.take([0.5, -0.25])
    Self.network.forward(workspace, rows: 1, parameters: parameters, through: 1)
    #expect(workspace.outputs(of: 1) != [0, 0, 0, 0])
    #expect(workspace.outputs(of: 2) == [0, 0, 0])
  }

  static let ofMaps = Network(
    [
      Conv2d(outputs: 2, window: Window(kernel: Extents(2))), PReLU(parameterCount: 2),
      MaxPool(Window(kernel: Extents(2), stride: Extents(1))), Flatten(), Linear(units: 1),
    ], shape: [1, 4, 3])

  @Test(
    "has of a batch that goes in pieces the gradient of all its rows", arguments: [129, 300, 512],
    [network, ofMaps])
  func pieces(rows: Int, network: Network) {
    let parameters = numbers(Double.self, count: network.parameterCount, seed: 1)
    let width = network.inputs
    let inputs = numbers(Double.self, count: width * rows, seed: 2)
    let slopes = numbers(Double.self, count: rows, seed: 3)
    func gradients(_ part: Range<Int>) -> (parameters: [Double], input: [Double]) {
      let workspace = Workspace<Double>(
        network, rows: part.count, inputGradientRows: part.count)
      workspace.take(Array(inputs[width * part.lowerBound..<width * part.upperBound]))
      network.forward(workspace, rows: part.count, parameters: parameters)
      workspace.takeGradient(Array(slopes[part]))
      var gradient = [Double](repeating: .nan, count: parameters.count)
      network.backward(
        workspace, rows: part.count, parameters: parameters, into: &gradient, wantsInput: true)
      return (gradient, workspace.inputGradients)
    }
    let whole = gradients(0..<rows)
    var sum = [Double](repeating: 0, count: parameters.count)
    var input: [Double] = []
    for row in 0..<rows {
      let own = gradients(row..<row + 1)
      for i in sum.indices { sum[i] += own.parameters[i] }
      input += own.input
    }
    #expect(largestError(whole.parameters, sum, floor: 0.1) < 1e-12)
    #expect(largestError(whole.input, input, floor: 0.1) < 1e-12)
  }

  @Test("has the same gradient by its input with those of the parameters and without")
  func byInput() {
    let parameters = numbers(Float.self, count: Self.network.parameterCount, seed: 1)
    let workspace = Workspace<Float>(Self.network, rows: 1, inputGradientRows: 1)
    workspace.take([0.5, -0.25])
    Self.network.forward(workspace, rows: 1, parameters: parameters)
    workspace.takeGradient([1])
    Self.network.backwardToInput(workspace, rows: 1, parameters: parameters.span)
    let alone = workspace.inputGradients
    #expect(alone != [0, 0])
    workspace.take([0.5, -0.25])
    var gradient = [Float](repeating: 7, count: parameters.count)
    Self.network.backward(
      workspace, rows: 1, parameters: parameters, into: &gradient, wantsInput: true)
    #expect(gradient.allSatisfy { $0 != 7 })
    #expect(workspace.inputGradients == alone)
  }
}
