internal import OptimizerLab

/// Takes one trial from its first step to its last.
struct Trainer {
  let stepCount: Int
  let stop: StopFlag
  /// Told now and then how far the trial is; called off the clock.
  let report: (_ step: Int, _ loss: Double, _ deadUnits: Int?, _ seconds: Double) -> Void

  /// Steps between two reports at most, and seconds at least.
  private static let reportInterval = Duration.milliseconds(100)

  func run<Number: Scalar>(
    _ training: inout some Training<Number>, recorder: inout Recorder<Number>
  ) -> TrialResult {
    var watch = StopWatch()
    var status = TrialResult.Status.finished
    var divergedAt: Int?
    var nextReport = ContinuousClock.now
    let began = ContinuousClock.now
    measure(&training, &recorder, watch.seconds)
    recorder.looked(training.players, step: 0)
    watch.start()
    while training.progress.step < stepCount {
      if stop.isSet {
        status = .interrupted
        break
      }
      let step = training.progress.step + 1
      let isDue = recorder.isDue(step)
      if isDue {
        watch.stop()
        recorder.began(training.players)
        watch.start()
      }
      training.step()
      if training.players.contains(where: { !$0.loss.isFinite }) {
        status = .diverged
        divergedAt = step
        break
      }
      let isMoment = recorder.isMoment(step)
      if isDue || isMoment {
        watch.stop()
        if isDue { measure(&training, &recorder, watch.seconds) }
        if isMoment { recorder.looked(training.players, step: step) }
        if ContinuousClock.now >= nextReport {
          tell(training, recorder, watch.seconds)
          nextReport = .now + Self.reportInterval
        }
        watch.start()
      }
    }
    watch.stop()
    if status == .finished, !isFinite(training.players) {
      status = .diverged
      divergedAt = training.progress.step
    }
    tell(training, recorder, watch.seconds)

    var result = TrialResult(status: status)
    result.steps = training.progress.step
    result.epochs = training.progress.epoch
    result.examples = training.progress.examples
    result.gradientEvaluations = training.progress.gradientEvaluations
    result.seconds = watch.seconds
    result.recordingSeconds = StopWatch.seconds(in: .now - began) - watch.seconds
    result.divergedAt = divergedAt
    result.curves = recorder.curves
    result.layers = recorder.layers
    result.path = recorder.path
    result.pictures = recorder.sheets
    result.units = recorder.units
    result.histograms = recorder.histograms
    result.weights = training.players.compactMap { NetworkWeights($0) }
    return result
  }

  private func measure<Number: Scalar>(
    _ training: inout some Training<Number>, _ recorder: inout Recorder<Number>, _ seconds: Double
  ) {
    let loss = training.evaluationLoss { recorder.saw($0, rows: $1) }
    recorder.measured(
      training.players, training.progress, evaluationLoss: loss, seconds: seconds)
  }

  private func isFinite<Number: Scalar>(_ players: [Player<Number>]) -> Bool {
    players.allSatisfy { player in
      let parameters = player.iterate.parameters
      return sumOfSquares(parameters, in: 0..<parameters.count).isFinite
    }
  }

  private func tell<Number: Scalar>(
    _ training: some Training<Number>, _ recorder: Recorder<Number>, _ seconds: Double
  ) {
    let last = recorder.curves.count - 1
    let dead = last >= 0 ? recorder.curves[last, .deadUnits].map { Int($0) } : nil
    report(training.progress.step, training.players[0].loss, dead, seconds)
  }
}

/// Adds up the time between `start` and `stop`.
private struct StopWatch {
  private var total = Duration.zero
  private var started: ContinuousClock.Instant?

  mutating func start() { started = .now }

  mutating func stop() {
    if let started { total += .now - started }
    started = nil
  }

  /// Seconds added up so far.
  var seconds: Double { Self.seconds(in: total) }

  static func seconds(in duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}
