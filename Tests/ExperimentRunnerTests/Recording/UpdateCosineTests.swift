import ExperimentRunner
import OptimizerLab
import Testing

@Suite("The cosine between successive updates")
struct UpdateCosineTests {
  private static let stepCount = 23

  private func training() -> SupervisedTraining<Float> {
    SupervisedTraining(
      layers: [Linear(units: 5), Tanh(), Linear(units: 1)], loss: MeanSquaredError(),
      examples: SampledFunction.sine.samples(count: 30, noise: 0.1, seed: 1), batchSize: 8,
      shuffle: .everyEpoch, dropsLast: false, optimizer: Momentum(), learningRate: 0.05, seed: 3)
  }

  private func recorder<T: Training>(_ training: T, every: Int) -> Recorder<T.Number> {
    var settings = RecordSettings()
    settings.every = every
    return Recorder(
      settings, probes: training.learners.map { _ in nil }, pictures: nil,
      learners: training.learners, stepCount: Self.stepCount)
  }

  /// Takes steps up to that one, as a trial does.
  private func advance<T: Training>(
    _ training: inout T, _ recorder: inout Recorder<T.Number>, to last: Int
  ) {
    while training.progress.step < last {
      let step = training.progress.step + 1
      if recorder.isWatched(step) { recorder.began(training.learners, step: step) }
      training.step()
      guard recorder.isDue(step) else { continue }
      let isGood = recorder.measured(
        training.learners, training.progress, evaluation: Evaluation(), seconds: 0)
      #expect(isGood)
    }
  }

  /// A row's step, its place among the layers (−1 of all parameters), and its cosine.
  private struct Cosine: Equatable {
    var step: Int
    var layer: Int
    var value: Double?
  }

  private func cosines(_ recordings: Recordings) -> [Cosine] {
    let (curves, layers) = (recordings.curves, recordings.layers)
    return (0..<curves.count).map {
      Cosine(step: Int(curves[$0, .step] ?? -1), layer: -1, value: curves[$0, .updateCosine])
    }
      + (0..<layers.count).map {
        Cosine(
          step: Int(layers[$0, .step] ?? -1), layer: Int(layers[$0, .layer] ?? -1),
          value: layers[$0, .updateCosine])
      }
  }

  /// The definition, from the positions after every step.
  private func cosine(_ positions: [[Float]], step: Int, in range: Range<Int>) -> Double? {
    guard step >= 2 else { return nil }
    func update(_ step: Int) -> [Double] {
      range.map { Double(positions[step][$0]) - Double(positions[step - 1][$0]) }
    }
    func product(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let (now, last) = (update(step), update(step - 1))
    let lengths = (product(now, now) * product(last, last)).squareRoot()
    return lengths > 0 ? product(now, last) / lengths : nil
  }

  @Test("is that of the definition, however many steps are recorded", arguments: [1, 2, 3, 10, 50])
  func definition(every: Int) throws {
    var training = training()
    var positions = [Array(training.learners[0].initial)]
    for _ in 0..<Self.stepCount {
      training.step()
      positions.append(Array(training.learners[0].optimization.parameters))
    }
    let network = try #require(training.learners[0].network)
    var recorded = self.training()
    var recorder = recorder(recorded, every: every)
    advance(&recorded, &recorder, to: Self.stepCount)
    let found = cosines(recorder.recordings)
    let due = (1...Self.stepCount).filter { $0 % every == 0 || $0 == Self.stepCount }
    #expect(found.filter { $0.layer < 0 }.map(\.step) == due)
    for own in found {
      let range = own.layer < 0 ? 0..<positions[0].count : network.ranges[own.layer]
      let expected = cosine(positions, step: own.step, in: range)
      #expect((own.value == nil) == (expected == nil), "step \(own.step), layer \(own.layer)")
      if let value = own.value, let expected {
        #expect(abs(value - expected) < 1e-12, "step \(own.step), layer \(own.layer)")
      }
    }
    #expect(found.contains { $0.value.map { abs($0) < 0.999 } ?? false })
  }

  @Test(
    "is the same where the trial was cut off, between any two steps", arguments: [1, 2, 3, 10])
  func resuming(every: Int) {
    var whole = training()
    var wholeRecorder = recorder(whole, every: every)
    advance(&whole, &wholeRecorder, to: Self.stepCount)
    for place in 0..<Self.stepCount {
      var first = training()
      var firstRecorder = recorder(first, every: every)
      advance(&first, &firstRecorder, to: place)
      var second = training()
      let isRestored = second.restore(first.state)
      #expect(isRestored)
      var secondRecorder = recorder(second, every: every)
      secondRecorder.resume(
        firstRecorder.recordings, memory: firstRecorder.memory(at: place),
        of: second.learners, at: place)
      advance(&second, &secondRecorder, to: Self.stepCount)
      #expect(
        cosines(secondRecorder.recordings) == cosines(wholeRecorder.recordings), "step \(place)")
    }
  }

  /// Walks down a bowl, a parabola in each direction.
  @Test(
    "is 1 straight on, −1 in a zigzag, and none where nothing moves",
    arguments: [(0.001, 1), (0.06, -1), (0, nil)] as [(Double, Double?)])
  func extremes(rate: Double, expected: Double?) {
    var walk = SurfaceTraining<Double>(
      Quadratic.self, start: (0, 1), optimizer: GradientDescent(), learningRate: rate)
    var recorder = recorder(walk, every: 1)
    advance(&walk, &recorder, to: 5)
    let last = cosines(recorder.recordings).last
    #expect(last?.step == 5)
    switch (last?.value, expected) {
    case (let value?, let expected?): #expect(abs(value - expected) < 1e-12)
    case (let value, let expected): #expect(value == nil && expected == nil)
    }
  }
}
