import OptimizerLab
import TestSupport
import Testing

private func crossEntropy(_ settings: LooseJSON) -> CrossEntropy {
  let smoothing = settings["label_smoothing"].number
  return CrossEntropy(
    labelSmoothing: smoothing.isNaN ? 0 : smoothing,
    classWeights: settings["class_weights"].numbers.map { Float($0) })
}

@Suite("Against PyTorch, classification")
struct ClassificationParityTests {
  @Test("gives PyTorch's loss of a batch, and its gradient, with weights and smoothing")
  func losses() throws {
    let fixture = try TorchFixture.read("classes")
    let cases = fixture["losses"].elements
    #expect(cases.count == 4)
    for own in cases {
      let (loss, gradient) = lossAndGradient(own, as: Double.self)
      #expect(largestError([loss], [own["loss"].number], floor: 1e-3) < 1e-12)
      #expect(largestError(gradient, own["gradient"].numbers, floor: 1e-3) < 1e-12)
    }
    for own in fixture["float32"].elements {
      let (loss, gradient) = lossAndGradient(own, as: Float.self)
      #expect(largestError([loss], [own["loss"].number], floor: 1e-3) < 1e-6)
      #expect(largestError(gradient, own["gradient"].numbers, floor: 1e-2) < 1e-5)
    }
  }

  private func lossAndGradient<S: Scalar>(
    _ own: LooseJSON, as type: S.Type
  ) -> (loss: Double, gradient: [Double]) {
    let loss = crossEntropy(own)
    let outputs = own["outputs"].numbers.map { S($0) }
    let targets = own["targets"].numbers.map { S($0) }
    var gradient = [S](repeating: .nan, count: outputs.count)
    let weight = loss.weight(of: targets.span)
    let sum = loss.sum(
      outputs, target: targets, scale: 1 / S(weight), gradient: &gradient)
    #expect(sum == loss.sum(outputs, target: targets))
    return (sum / weight, gradient.map { Double($0) })
  }

  @Test("takes PyTorch's steps, and evaluates what is learned from and what is held out as it does")
  func training() throws {
    let runs = try TorchFixture.read("classes")["training"].elements
    #expect(runs.count == 2)
    for run in runs {
      func examples(_ features: String, _ classes: String) -> Examples {
        Examples(
          features: run[features].numbers.map { Float($0) }, width: 3,
          classes: run[classes].numbers.map { Int($0) }, names: ["a", "b", "c"])
      }
      var training = SupervisedTraining<Double>(
        layers: [Linear(units: 8), ReLU(), Linear(units: 3)], loss: crossEntropy(run),
        examples: examples("x", "y"), heldOut: examples("held", "held_y"), batchSize: 8,
        shuffle: .everyEpoch, dropsLast: false, optimizer: Adam(), learningRate: 0.02, seed: 5)
      let rows = run["rows"].elements.map(\.numbers)
      #expect(rows.count == 40)
      for (step, row) in rows.enumerated() {
        training.step()
        let evaluation = training.evaluate { _, _ in }
        let ours = [
          training.learners[0].loss, try #require(evaluation.loss),
          try #require(evaluation.accuracy), try #require(evaluation.heldOutLoss),
          try #require(evaluation.heldOutAccuracy),
        ]
        let error = largestError(ours, row, floor: 0.1)
        #expect(error < 1e-12, "after step \(step + 1): \(ours), PyTorch has \(row)")
      }
    }
  }
}
