import OptimizerLab
internal import SpecLanguage
import TestSupport
import Testing

@Suite("Against PyTorch, layers")
struct LayerParityTests {
  private static func root() throws -> LooseJSON { try TorchFixture.read("layers") }

  @Test("an activation gives its values and slopes, near 0 and far from it")
  func activations() throws {
    let root = try Self.root()
    let points = root["points"].numbers
    let runs = root["activations"].elements
    #expect(runs.count == 10 && points.count == 25)
    for run in runs {
      let type = try #require(Catalog.layers.first { $0.kind == run["kind"].text })
      let network = Network([try layer(type, run["settings"])], inputs: points.count)
      var start = MersenneTwister(seed: 0)
      let parameters = network.initialParameters(of: Double.self, drawingFrom: &start)
      let workspace = Workspace<Double>(network, rows: 1, inputGradientRows: 1)
      workspace.take(points)
      network.forward(workspace, rows: 1, parameters: parameters)
      workspace.takeGradient(points.map { _ in 1 })
      network.backwardToInput(workspace, rows: 1, parameters: parameters.span)
      // Relative, but for what is left far below 0 by 1 − 1.
      let values = largestError(workspace.outputs, run["y"].numbers, floor: 1e-15)
      let slopes = largestError(workspace.inputGradients, run["slope"].numbers, floor: 1e-15)
      #expect(values < 1e-12 && slopes < 1e-12, "\(run["kind"].text), \(run["settings"].node)")
    }
  }

  @Test("weights start as torch.nn.init draws them, to the bit, and leave the generator there")
  func starts() throws {
    let runs = try Self.root()["starts"].elements
    #expect(runs.count == 16)
    for run in runs {
      var settings: [(String, LooseJSON)] = [("init", run["init"])]
      if !run["bias_init"].members.isEmpty { settings.append(("bias_init", run["bias_init"])) }
      func filled<L: Layer>(_ type: L.Type, _ own: [(String, LooseJSON)]) throws -> L {
        try layer(
          type, LooseJSON(node: .object((own + settings).map { .init($0.0, $0.1.node) })))
      }
      let kernel = LooseJSON(node: .array([.integer(3), .integer(2)]))
      let network = Network(
        [
          try filled(
            Conv2d.self, [("out_channels", .init(node: .integer(4))), ("kernel_size", kernel)]),
          Flatten(), Linear(units: 3),
          try filled(Linear.self, [("units", .init(node: .integer(4)))]),
        ], shape: [2, 5, 4])
      // The layers that the script fills are the first and the last.
      var random = MersenneTwister(seed: UInt64(run["seed"].number))
      let drawn = network.initialParameters(of: Float.self, drawingFrom: &random)
      let own = torchTensors(of: network, drawn)
      #expect(own.map(\.name) == run["state"].members.map(\.key))
      for (name, values) in own {
        #expect(
          values.map { Double($0) } == run["state"][name].numbers, "\(run["init"].node), \(name)")
      }
      #expect([random.unitFloat(), random.unitFloat()].map { Double($0) } == run["after"].numbers)
    }
  }

  @Test("LeNet starts from the same parameters")
  func lenet() throws {
    let root = try Self.root()["lenet"]
    var random = MersenneTwister(seed: UInt64(root["seed"].number))
    let network = Network(
      [
        Conv2d(outputs: 6, window: Window(kernel: Extents(5), padding: Extents(2))),
        MaxPool(Window(kernel: Extents(2))),
        Conv2d(outputs: 16, window: Window(kernel: Extents(5))),
        MaxPool(Window(kernel: Extents(2))),
        Flatten(), Linear(units: 10),
      ], shape: [1, 28, 28])
    let drawn = network.initialParameters(of: Float.self, drawingFrom: &random)
    let last = torchTensors(of: network, drawn).map { $0.values.suffix(4).map { Double($0) } }
    #expect(last == root["last"].members.map { $0.node.numbers })
    #expect([Double(random.unitFloat())] == root["after"].numbers)
  }

  private static let networks: [String: (layers: [any Layer], shape: [Int])] = [
    "activations": (
      [
        Linear(units: 6), GELU(), Linear(units: 5), elu, Linear(units: 5), PReLU(parameterCount: 5),
        Linear(units: 5), softplus, Linear(units: 4), PReLU(), Linear(units: 4), SiLU(),
        Linear(units: 3), gelu, Linear(units: 2),
      ], [3]
    ),
    "convolutions": (
      [
        Conv2d(outputs: 3, window: Window(kernel: Extents(3), padding: Extents(1))), ReLU(),
        MaxPool(Window(kernel: Extents(2))),
        Conv2d(
          outputs: 4,
          window: Window(
            kernel: Extents(rows: 3, columns: 2), stride: Extents(rows: 1, columns: 2),
            padding: Extents(rows: 0, columns: 1)), bias: false),
        PReLU(parameterCount: 4), LayerNorm(),
        AveragePool(
          Window(
            kernel: Extents(rows: 2, columns: 1), stride: Extents(1),
            padding: Extents(rows: 1, columns: 0))),
        Conv2d(outputs: 5, window: Window(kernel: Extents(rows: 2, columns: 3))), Tanh(),
        MaxPool(
          Window(
            kernel: Extents(rows: 2, columns: 1), stride: Extents(1),
            padding: Extents(rows: 1, columns: 0))),
        Flatten(), Linear(units: 2),
      ], [1, 9, 8]
    ),
    "dropout": (
      [
        Linear(units: 6), Tanh(), Dropout(p: 0.4), Linear(units: 7), Dropout(p: 0), ReLU(),
        Dropout(p: 0.123), Linear(units: 2),
      ], [3]
    ),
  ]

  private static var elu: ELU {
    var layer = ELU()
    layer.alpha = 0.7
    return layer
  }

  private static var softplus: Softplus {
    var layer = Softplus()
    layer.beta = 2
    return layer
  }

  private static var gelu: GELU {
    var layer = GELU()
    layer.approximate = .tanh
    return layer
  }

  @Test("takes PyTorch's fifty steps in a regression, and evaluates as it does")
  func regressions() throws {
    let runs = try Self.root()["regressions"].elements
    #expect(runs.count == Self.networks.count)
    for run in runs {
      let (layers, shape) = try #require(Self.networks[run["name"].text])
      let examples = Examples(
        features: run["x"].numbers.map { Float($0) }, width: shape.reduce(1, *),
        targets: run["y"].numbers.map { Float($0) }, targetWidth: 2)
      let isDropout = run["name"].text == "dropout"
      var training = SupervisedTraining<Double>(
        layers: layers, shape: shape, loss: MeanSquaredError(), examples: examples, batchSize: 8,
        shuffle: .everyEpoch, dropsLast: false, optimizer: isDropout ? Momentum() : Adam(),
        learningRate: isDropout ? 0.05 : 0.01, seed: 4)
      let rows = run["rows"].elements.map(\.numbers)
      #expect(rows.count == 50)
      for (step, row) in rows.enumerated() {
        training.step()
        let evaluation = training.evaluationLoss()
        let ours = [training.learners[0].loss, try #require(evaluation)]
        let error = largestError(ours, row, floor: 0.1)
        #expect(error < 1e-12, "\(run["name"].text), step \(step + 1): \(error)")
      }
      try expectEqual(training.learners[0], run["final"])
    }
  }

  @Test("takes PyTorch's fifty steps in a GAN with convolutions and dropout")
  func adversarial() throws {
    let root = try Self.root()["gan"]
    let settings = AdversarialTraining<Double>.Settings(
      latent: 3,
      generator: [Linear(units: 6), ReLU(), Dropout(p: 0.2), Linear(units: 20), Tanh()],
      discriminator: [
        Conv2d(outputs: 3, window: Window(kernel: Extents(3), padding: Extents(1))),
        LeakyReLU(negativeSlope: 0.1), Dropout(p: 0.3),
        Conv2d(outputs: 2, window: Window(kernel: Extents(2), stride: Extents(2))), Flatten(),
        Linear(units: 1), Sigmoid(),
      ], fixedNoiseRows: 8, shape: [1, 4, 5])
    var training = AdversarialTraining<Double>(
      settings, examples: Examples(features: root["images"].numbers.map { Float($0) }, width: 20),
      batchSize: 8, shuffle: .everyEpoch, dropsLast: false, optimizer: Momentum(),
      learningRate: 0.05, seed: 7)
    let rows = root["rows"].elements.map(\.numbers)
    #expect(rows.count == 50)
    for (step, row) in rows.enumerated() {
      training.step()
      let (one, other) = (training.learners[0], training.learners[1])
      let ours = [one.loss, other.loss, one.realScore, one.fakeScore, other.fakeScore]
      let error = largestError(ours, row, floor: 0.1)
      #expect(error < 1e-12, "step \(step + 1): \(error)")
    }
    try expectEqual(training.learners[0], root["discriminator"])
    try expectEqual(training.learners[1], root["generator"])
  }
}
