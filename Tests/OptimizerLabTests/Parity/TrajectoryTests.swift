import OptimizerLab
import TestSupport
import Testing

/// The synthetic images of the GAN's fixture, from integers alone.
private enum FixtureImages {
  static func mix(_ x: UInt32) -> UInt32 {
    var x = x &* 2_654_435_761
    x ^= x >> 15
    x = x &* 2_246_822_519
    return x ^ (x >> 13)
  }

  /// The script of the double-precision runs scales its images in double precision.
  static func examples(inDouble isDouble: Bool) -> Examples {
    var bytes: [UInt8] = []
    for i in 0..<300 {
      let (cy, cx, q) = (9 + 5 * i % 11, 9 + 7 * i % 11, 12 + 3 * i % 30)
      for r in 0..<28 {
        for c in 0..<28 {
          let distance = (r - cy) * (r - cy) + (c - cx) * (c - cx)
          var v = 255 - abs(distance - q) * 255 / (q + 8)
          if v > 0 { v += Int(mix(UInt32(784 * i + 28 * r + c)) % 17) - 8 }
          bytes.append(UInt8(min(max(v, 0), 255)))
        }
      }
    }
    return isDouble
      ? Examples(unrounded: bytes.map { (Double($0) / 255 - 0.5) / 0.5 }, width: 784)
      : Examples(images: bytes, width: 784)
  }
}

private func optimizer(_ kind: String) throws -> any Optimizer {
  try #require(Catalog.optimizers.first { $0.kind == kind }).init()
}

@Suite(
  "Against PyTorch, whole trajectories",
  .enabled(if: ParityFixture.isThere, Comment(rawValue: ParityFixture.absence)))
struct TrajectoryTests {
  @Test("the GAN's twenty steps agree, under every optimizer and seed, in both precisions")
  func adversarial() throws {
    let root = try ParityFixture.read("gan")
    let (single, double) = (
      FixtureImages.examples(inDouble: false), FixtureImages.examples(inDouble: true)
    )
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
        ? try trial.rows(expected.count, double, in: Double.self)
        : try trial.rows(expected.count, single, in: Float.self)
      let margin = run["kink_margin"].numbers
      for (step, (a, b)) in zip(ours, expected).enumerated() {
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
    }
    print("GAN, worst relative differences: \(worst)")
  }

  /// A GAN of the course on the fixture's images.
  private struct AdversarialTrial {
    var kind: String
    var batchSize: Int
    var learningRate: Double
    var seed: UInt64

    func rows<Number: Scalar>(
      _ count: Int, _ examples: Examples, in type: Number.Type
    ) throws -> [[Double]] {
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
      return (0..<count).map { _ in
        training.step()
        let (judge, forger) = (training.players[0], training.players[1])
        return [judge.loss, forger.loss, judge.realScore, judge.fakeScore]
      }
    }
  }

  @Test("the regression's two hundred steps agree: losses, gradients by layer, dead units")
  func supervised() throws {
    let root = try ParityFixture.read("regression")
    let x = (0..<256).map { (Float($0) - 128) / 64 }
    let examples = Examples(
      features: x, width: 1, targets: root["y_float32"].numbers.map { Float($0) }, targetWidth: 1)
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
        ? try trial.rows(expected.count, examples, in: Double.self)
        : try trial.rows(expected.count, examples, in: Float.self)
      for (step, (a, b)) in zip(ours, expected).enumerated() {
        let losses = isDouble ? 1e-11 : step < 100 ? 1e-4 : 5e-4
        let norms = isDouble ? 1e-10 : step < 10 ? 1e-5 : 1e-2
        let absolute = isDouble ? 1e-12 : 1e-6
        let place = "\(name), \(run["mode"].text), step \(step + 1): \(a) for \(b)"
        #expect(abs(a[0] - b[0]) <= losses * abs(b[0]), "\(place)")
        for k in 1...3 { #expect(abs(a[k] - b[k]) <= norms * abs(b[k]) + absolute, "\(place)") }
        for k in 4...5 { #expect(abs(a[k] - b[k]) <= (isDouble ? 0 : 1), "\(place)") }
      }
    }
  }

  private struct SupervisedTrial {
    var kind: String
    var batchSize: Int
    var learningRate: Double
    var seed: UInt64
    /// Whether the script passed the whole set without a DataLoader, which draws nothing.
    var isWhole: Bool

    func rows<Number: Scalar>(
      _ count: Int, _ examples: Examples, in type: Number.Type
    ) throws -> [[Double]] {
      let layers: [any Layer] = [
        Linear(units: 64), ReLU(), Linear(units: 64), ReLU(), Linear(units: 1),
      ]
      var training = SupervisedTraining<Number>(
        layers: layers, loss: MeanSquaredError(), examples: examples, batchSize: batchSize,
        shuffle: isWhole ? .never : .everyEpoch, dropsLast: false,
        optimizer: try optimizer(kind), learningRate: learningRate, seed: seed)
      let network = try #require(training.players[0].network)
      let all = Workspace<Number>(network, rows: examples.count)
      for i in all.input.indices { all.input[i] = Number(examples.features[i]) }
      return (0..<count).map { _ in
        let before = training.players[0].iterate.parameters
        network.forward(all, rows: examples.count, parameters: before)
        let dead = [1, 3].map { layer in
          (0..<64).count { unit in
            (0..<examples.count).allSatisfy { all.layers[layer].output[$0 * 64 + unit] == 0 }
          }
        }
        training.step()
        let player = training.players[0]
        let norms = [0, 2, 4].map {
          sumOfSquares(player.iterate.gradient, in: network.ranges[$0]).squareRoot()
        }
        return [player.loss] + norms + dead.map(Double.init)
      }
    }
  }
}
