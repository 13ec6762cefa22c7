import ExperimentRunner
import OptimizerLab
import TestSupport
import Testing

@Suite("A recorder")
struct DueStepsTests {
  /// What a walk down a surface records, asked at every step as a training asks.
  private func walk(_ settings: RecordSettings, stepCount: Int) -> (due: [Int], rows: [Int]) {
    var training = SurfaceTraining<Float>(
      Rosenbrock.self, start: (-1.5, 2), optimizer: GradientDescent(), learningRate: 1e-4)
    var recorder = Recorder<Float>(
      settings, probes: [nil], pictures: nil, learners: training.learners, stepCount: stepCount)
    func measure() {
      let loss = training.evaluationLoss { _, _ in }
      _ = recorder.measured(
        training.learners, training.progress, evaluation: Evaluation(loss: loss), seconds: 0)
    }
    measure()
    var due: [Int] = []
    for step in 1...stepCount {
      // Whatever was recorded before, an answer is the same.
      if recorder.isDue(step) { due.append(step) }
      if recorder.isWatched(step) { recorder.began(training.learners, step: step) }
      training.step()
      if recorder.isDue(step) { measure() }
      if recorder.isSnapshotStep(step) {
        recorder.takeSnapshot(training.learners, step: step)
      }
    }
    let curves = recorder.recordings.curves
    return (due, (0..<curves.count).map { Int(curves[$0, .step] ?? -1) })
  }

  @Test("writes down the steps that its settings ask for", arguments: [30, 3_190, 4_000, 20_000])
  func steps(stepCount: Int) {
    var settings = RecordSettings()
    for points in [320, 40, nil] {
      settings.points = points
      let wanted = settings.recordedSteps(of: stepCount).all
      let (due, rows) = walk(settings, stepCount: stepCount)
      #expect(due == Array(wanted.dropFirst()) && rows == wanted)
    }
  }

  @Test("looks more closely at the start, the middle and the end, recorded or not")
  func moments() {
    let settings = RecordSettings()
    let training = SurfaceTraining<Float>(
      Rosenbrock.self, start: (-1.5, 2), optimizer: GradientDescent(), learningRate: 1e-4)
    var recorder = Recorder<Float>(
      settings, probes: [nil], pictures: nil, learners: training.learners, stepCount: 45)
    _ = recorder.measured(
      training.learners, training.progress, evaluation: Evaluation(loss: 1), seconds: 0)
    recorder.takeSnapshot(training.learners, step: 0)
    #expect((1...45).filter(recorder.isSnapshotStep) == [1, 22, 45])
    #expect((1...45).filter(recorder.isWatched) == [9, 10, 19, 20, 29, 30, 39, 40, 44, 45])
  }
}
