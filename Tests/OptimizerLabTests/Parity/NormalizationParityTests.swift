import OptimizerLab
internal import SpecLanguage
import TestSupport
import Testing

@Suite("Against PyTorch, normalization")
struct NormalizationParityTests {
  @Test("takes PyTorch's fifty steps in a regression, and evaluates as it does")
  func regression() throws {
    let runs = try TorchFixture.read("norms")["regression"].elements
    #expect(runs.count == 4)
    for run in runs {
      let examples = Examples(
        features: run["x"].numbers.map { Float($0) }, width: 3,
        targets: run["y"].numbers.map { Float($0) }, targetWidth: 2)
      var training = SupervisedTraining<Double>(
        layers: [
          Linear(units: 6), try layer(LayerNorm.self, run["layer_norm"]), Tanh(),
          Linear(units: 5, bias: false), try layer(BatchNorm.self, run["batch_norm"]),
          LeakyReLU(negativeSlope: 0.1), Linear(units: 2),
        ], loss: MeanSquaredError(), examples: examples, batchSize: 8, shuffle: .everyEpoch,
        dropsLast: false, optimizer: Adam(), learningRate: 0.01, seed: 4)
      let rows = run["rows"].elements.map(\.numbers)
      #expect(rows.count == 50)
      for (step, row) in rows.enumerated() {
        training.step()
        let evaluation = training.evaluationLoss()
        let ours = [training.learners[0].loss, try #require(evaluation)]
        let error = largestError(ours, row, floor: 0.1)
        #expect(error < 1e-12, "\(run["batch_norm"].node), step \(step + 1): \(error)")
      }
      try expectEqual(training.learners[0], run["final"])
    }
  }

  @Test("takes PyTorch's fifty steps in a GAN, and makes its pictures")
  func adversarial() throws {
    let root = try TorchFixture.read("norms")["gan"]
    let settings = AdversarialTraining<Double>.Settings(
      latent: 3,
      generator: [
        Linear(units: 4, bias: false), BatchNorm(), LeakyReLU(negativeSlope: 0.1), Linear(units: 6),
        Tanh(),
      ],
      discriminator: [
        Linear(units: 5, bias: false), BatchNorm(), LeakyReLU(negativeSlope: 0.1), Linear(units: 1),
        Sigmoid(),
      ], fixedNoiseRows: 8)
    var training = AdversarialTraining<Double>(
      settings, examples: Examples(features: root["images"].numbers.map { Float($0) }, width: 6),
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
    let generator = training.learners[1]
    let network = try #require(generator.network)
    let workspace = Workspace<Double>(network, rows: 5, buffers: generator.buffers)
    workspace.take(root["noise"].numbers)
    network.forward(
      workspace, rows: 5, parameters: generator.optimization.parameters, mode: .evaluation)
    #expect(largestError(workspace.outputs, root["pictures"].numbers, floor: 0.1) < 1e-12)
  }
}
