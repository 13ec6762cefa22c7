import ExperimentRunner
import OptimizerLab
internal import SpecLanguage
import TestSupport
import Testing

extension FixtureImages {
  fileprivate static let rounded = Examples(images: bytes, width: 784)
  /// The script of the double-precision runs scales its images in double precision.
  fileprivate static let unrounded = Examples(
    unrounded: bytes.map { (Double($0) / 255 - 0.5) / 0.5 }, width: 784)
}

private func optimizer(_ kind: String) throws -> any Optimizer {
  try #require(Catalog.optimizers.first { $0.kind == kind }).init()
}

@Suite("Against PyTorch, whole trajectories")
struct TrajectoryTests {
  @Test("the GAN's twenty steps agree, under every optimizer and seed, in both precisions")
  func adversarial() throws {
    let root = try ParityFixture.read("gan")
    #expect(SHA256.digits(FixtureImages.bytes) == root["data"]["bytes_sha"].text)
    #expect(SHA256.digits(FixtureImages.rounded.features) == root["data"]["float_sha"].text)
    var worst = [String: Double]()
    for run in root["runs"].elements where ["f32", "f64cast"].contains(run["mode"].text) {
      let kind = run["optimizer"].text
      let settings = root["optimizers"][kind]
      let isDouble = run["mode"].text == "f64cast"
      let expected = run["rows"].elements.map(\.numbers)
      let trial = AdversarialTrial(
        kind: kind, batchSize: Int(settings["batch"].number),
        learningRate: settings["args"]["lr"].number, seed: UInt64(run["seed"].number))
      let ours =
        isDouble
        ? try trial.run(expected.count, FixtureImages.unrounded, in: Double.self)
        : try trial.run(expected.count, FixtureImages.rounded, in: Float.self)
      let margin = run["kink_margin"].numbers
      #expect(ours.rows.count == 20)
      for (step, (a, b)) in zip(ours.rows, expected).enumerated() {
        // After a unit has taken the other slope, single precision may be anywhere near.
        let isNear = margin[0] < 3e-7 && Double(step + 1) >= margin[1]
        let bound = isDouble ? 1e-12 : isNear ? 5e-2 : 1e-5
        let error = largestError(a, b, floor: 0.01)
        worst[run["mode"].text, default: 0] = max(
          worst[run["mode"].text, default: 0], isNear ? 0 : error)
        #expect(
          error <= bound,
          "\(kind), seed \(run["seed"].number), \(run["mode"].text), step \(step + 1): \(error)")
      }
      // Given for one of the seeds.
      let bound = isDouble ? 1e-12 : margin[0] < 3e-7 ? 5e-2 : 1e-5
      for (name, tensor) in run["final"].members {
        let values = try #require(ours.parameters[name])
        let norm = sumOfSquares(values.span).squareRoot()
        let first = tensor["first"].numbers
        let place = "\(kind), \(run["mode"].text), \(name)"
        #expect(largestError([norm], [tensor["norm"].number], floor: 0.1) <= bound, "\(place)")
        #expect(
          largestError(Array(values.prefix(first.count)), first, floor: 0.1) <= bound, "\(place)")
      }
      let sample = run["sample_first"].numbers
      if !sample.isEmpty {
        #expect(largestError(Array(ours.sample[400..<404]), sample, floor: 0.1) <= bound, "\(kind)")
      }
    }
    print("GAN, worst relative differences: \(worst)")
  }

  /// A GAN of the course on the fixture's images.
  private struct AdversarialTrial {
    var kind: String
    var batchSize: Int
    var learningRate: Double
    var seed: UInt64

    struct Outcome {
      var rows: [[Double]] = []
      /// In PyTorch's layout, under the names of the fixture.
      var parameters: [String: [Double]] = [:]
      /// What the generator makes of the fixed noise.
      var sample: [Double] = []
    }

    func run<Number: Scalar>(
      _ count: Int, _ examples: Examples, in type: Number.Type
    ) throws -> Outcome {
      let settings = AdversarialTraining<Number>.Settings(
        latent: 64,
        generator: [
          Linear(units: 256), LeakyReLU(negativeSlope: 0.1), Linear(units: 784), Tanh(),
        ],
        discriminator: [
          Linear(units: 128), LeakyReLU(negativeSlope: 0.1), Linear(units: 1), Sigmoid(),
        ], fixedNoiseRows: 32)
      var training = AdversarialTraining<Number>(
        settings, examples: examples, batchSize: batchSize, shuffle: .everyEpoch,
        dropsLast: false, optimizer: try optimizer(kind), learningRate: learningRate, seed: seed)
      var outcome = Outcome()
      for _ in 0..<count {
        training.step()
        let (judge, forger) = (training.learners[0], training.learners[1])
        outcome.rows.append([judge.loss, forger.loss, judge.realScore, judge.fakeScore])
      }
      for (letter, learner) in zip(["D", "G"], training.learners) {
        let network = try #require(learner.network)
        for (name, values) in torchTensors(of: network, learner.optimization.parameters) {
          outcome.parameters["\(letter).\(name)"] = values.map { Double($0) }
        }
      }
      let generator = try #require(training.learners[1].network)
      let workspace = Workspace<Number>(generator, rows: 32)
      workspace.take(try #require(training.fixedNoise).map { Number($0) })
      generator.forward(
        workspace, rows: 32, parameters: training.learners[1].optimization.parameters)
      outcome.sample = workspace.outputs.map { Double($0) }
      return outcome
    }
  }

  @Test("the regression's two hundred steps agree: losses, gradients by layer, dead units")
  func supervised() throws {
    let root = try ParityFixture.read("regression")
    let x = (0..<256).map { (Float($0) - 128) / 64 }
    let examples = Examples(
      features: x, width: 1, targets: root["y_float32"].numbers.map { Float($0) }, targetWidth: 1)
    var worst = [String: Double]()
    for run in root["runs"].elements {
      let name = run["name"].text
      let settings = root["runs_args"][name]
      let isDouble = run["mode"].text == "f64cast"
      let expected = run["rows"].elements.map(\.numbers)
      let batch = settings["batch"].number
      let trial = SupervisedTrial(
        kind: name == "gd dying relu" ? "gd" : name, batchSize: batch.isNaN ? 256 : Int(batch),
        learningRate: settings["args"]["lr"].number, seed: UInt64(root["seed"].number),
        isWhole: batch.isNaN)
      let ours =
        isDouble
        ? try trial.run(expected.count, examples, in: Double.self)
        : try trial.run(expected.count, examples, in: Float.self)
      #expect(ours.rows.count == 200)
      for (step, (a, b)) in zip(ours.rows, expected).enumerated() {
        let losses = isDouble ? 1e-11 : step < 100 ? 1e-4 : 5e-4
        let norms = isDouble ? 1e-10 : step < 10 ? 1e-5 : 1e-2
        let absolute = isDouble ? 1e-12 : 1e-6
        let place = "\(name), \(run["mode"].text), step \(step + 1): \(a) for \(b)"
        #expect(abs(a[0] - b[0]) <= losses * abs(b[0]), "\(place)")
        for k in 1...3 { #expect(abs(a[k] - b[k]) <= norms * abs(b[k]) + absolute, "\(place)") }
        for k in 4...5 { #expect(abs(a[k] - b[k]) <= (isDouble ? 0 : 1), "\(place)") }
        worst[run["mode"].text, default: 0] = max(
          worst[run["mode"].text, default: 0], abs(a[0] - b[0]) / abs(b[0]))
      }
      let bound = isDouble ? 1e-11 : 1e-3
      let loss = run["full_loss_after"].number
      #expect(abs(ours.loss - loss) <= bound * loss, "\(name), \(run["mode"].text)")
      let first = run["final_first"].elements.map(\.numbers)
      #expect(first.count == ours.parameters.count)
      for (values, expected) in zip(ours.parameters, first) {
        let own = Array(values.prefix(expected.count))
        #expect(largestError(own, expected, floor: 0.1) <= bound, "\(name), \(run["mode"].text)")
      }
      if !run["order_sha"].text.isEmpty {
        #expect(ours.orderDigits == run["order_sha"].text, "\(name)")
      }
    }
    print("Regression, worst relative differences of the loss: \(worst)")
  }

  private struct SupervisedTrial {
    var kind: String
    var batchSize: Int
    var learningRate: Double
    var seed: UInt64
    /// Whether the script passed the whole set without a DataLoader, which draws nothing.
    var isWhole: Bool

    struct Outcome {
      var rows: [[Double]] = []
      /// In PyTorch's layout, in its order.
      var parameters: [[Double]] = []
      /// The mean over all examples in the end.
      var loss = 0.0
      /// Of the examples in the order in which they were met.
      var orderDigits = ""
    }

    func run<Number: Scalar>(
      _ count: Int, _ examples: Examples, in type: Number.Type
    ) throws -> Outcome {
      let layers: [any Layer] = [
        Linear(units: 64), ReLU(), Linear(units: 64), ReLU(), Linear(units: 1),
      ]
      // With all examples in one batch, their order is a matter of rounding only.
      let shuffle = isWhole ? Shuffle.never : .everyEpoch
      var training = SupervisedTraining<Number>(
        layers: layers, loss: MeanSquaredError(), examples: examples, batchSize: batchSize,
        shuffle: shuffle, dropsLast: false, optimizer: try optimizer(kind),
        learningRate: learningRate, seed: seed)
      let network = try #require(training.learners[0].network)
      let all = Workspace<Number>(network, rows: examples.count)
      all.take(examples.features.map { Number($0) })
      var outcome = Outcome()
      for _ in 0..<count {
        let before = training.learners[0].optimization.parameters
        network.forward(all, rows: examples.count, parameters: before)
        let dead = [1, 3].map { layer in
          (0..<64).count { unit in
            (0..<examples.count).allSatisfy { all.output(of: layer)[$0 * 64 + unit] == 0 }
          }
        }
        training.step()
        let learner = training.learners[0]
        let norms = [0, 2, 4].map {
          sumOfSquares(learner.optimization.gradient.span.extracting(network.ranges[$0]))
            .squareRoot()
        }
        outcome.rows.append([learner.loss] + norms + dead.map(Double.init))
      }
      let parameters = training.learners[0].optimization.parameters
      outcome.parameters = torchTensors(of: network, parameters).map {
        $0.values.map { Double($0) }
      }
      let measured = training.evaluationLoss()
      outcome.loss = try #require(measured)
      var random = MersenneTwister(seed: seed)
      _ = network.initialParameters(of: Float.self, drawingFrom: &random)
      var batches = BatchOrder(
        exampleCount: examples.count, batchSize: batchSize, shuffle: shuffle, dropsLast: false,
        drawingFrom: &random)
      outcome.orderDigits = SHA256.digits(
        (0..<count).flatMap { _ in batches.next(drawingFrom: &random) })
      return outcome
    }
  }
}
