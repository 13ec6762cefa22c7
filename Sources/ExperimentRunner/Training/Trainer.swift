internal import OptimizerLab

/// What a trial's training is told: how long, when to stop, where to keep itself, whom to tell.
struct Trainer {
  let stepCount: Int
  /// A loss above it counts as diverged.
  let divergedAbove: Double?
  let stop: StopFlag
  /// `nil` where nothing is kept.
  let checkpoints: CheckpointPlan?
  /// Told now and then how far the trial is; called off the clock.
  let report: (TrialAdvance) -> Void
  /// Told of what is odd but stops nothing.
  let warn: (String) -> Void
  /// The trial's external optimizers; `nil` where it has none.
  var programs: TrialPrograms?

  /// Takes a trial from its first step, or its last checkpoint, to its last.
  /// - Parameter agreement: what trains the lab's own rule beside an external one; `nil` for none.
  func run<T: Training>(
    _ training: T, recorder: Recorder<T.Number>, agreement: AgreementWatch<T.Number>? = nil
  ) throws(OutputError) -> TrialResult {
    var trial = TrialInProgress(
      training, recorder: recorder, trainer: self, agreement: agreement)
    return try trial.run()
  }
}

/// One trial while it is being trained.
private struct TrialInProgress<T: Training> {
  private var training: T
  private var recorder: Recorder<T.Number>
  private var agreement: AgreementWatch<T.Number>?
  private let trainer: Trainer
  /// Where it began; shares its memory with the learners' initial parameters.
  private let start: TrainingState<T.Number>
  private var watch = StopWatch()
  /// Where this process took the trial up, and what all had taken until then.
  private let began = ContinuousClock.now
  private var earlierSeconds = 0.0
  private var clock = StepClock()
  private var nextReport = ContinuousClock.now
  private var nextCheckpoint = ContinuousClock.now
  private var keptStep = 0
  /// How many of the generator's sample grids have been told of, or have been passed over.
  private var toldPictures = 0
  /// The step of the last report.
  private var toldStep = -1

  /// Time between two reports at least.
  private static var reportInterval: Duration { .milliseconds(100) }

  /// Where those were that had it before this process.
  private var earlierPlaces: [TrainingPlace] = []
  /// What the programs remembered at the checkpoint that was taken up.
  private var keptPrograms: [[UInt8]]?

  private enum End {
    case finished, interrupted
    case diverged(at: Int)
    case failed(String)
  }

  init(
    _ training: T, recorder: Recorder<T.Number>, trainer: Trainer,
    agreement: AgreementWatch<T.Number>?
  ) {
    self.agreement = agreement
    self.training = training
    self.recorder = recorder
    self.trainer = trainer
    start = training.state
  }

  mutating func run() throws(OutputError) -> TrialResult {
    let isResumed = try resumes()
    if let programs = trainer.programs, !programs.begin(training.learners, states: keptPrograms) {
      return result(programsEnd ?? .failed("its program could not be started"))
    }
    let isGood = isResumed || begin()
    if let checkpoints = trainer.checkpoints {
      nextCheckpoint = .now + checkpoints.pause(after: .zero)
    }
    watch.start()
    let end = isGood ? try train() : .diverged(at: 0)
    watch.stop()
    if case .finished = end { recorder.ended(training.learners) }
    tell()
    return result(end)
  }

  /// How a program's end ended the trial; `nil` where none did.
  private var programsEnd: End? {
    guard let programs = trainer.programs else { return nil }
    return programs.failure.map { .failed($0) } ?? (programs.isInterrupted ? .interrupted : nil)
  }

  /// Steps until something ends it.
  @specialized(where T == SupervisedTraining<Float>)
  @specialized(where T == SupervisedTraining<Double>)
  @specialized(where T == AdversarialTraining<Float>)
  @specialized(where T == AdversarialTraining<Double>)
  @specialized(where T == SurfaceTraining<Float>)
  @specialized(where T == SurfaceTraining<Double>)
  @specialized(where T == PointTraining<BowlObjective<Float>>)
  @specialized(where T == PointTraining<BowlObjective<Double>>)
  @specialized(where T == PointTraining<SaddleObjective<Float>>)
  @specialized(where T == PointTraining<SaddleObjective<Double>>)
  private mutating func train() throws(OutputError) -> End {
    while training.progress.step < trainer.stepCount {
      // Where it was taken up, it may have come to its end already.
      if training.stopReason != nil { return .finished }
      if trainer.stop.isSet { return try keep() ? .interrupted : try findDivergence() }
      if let now = clock.look(before: training.progress.step), try !paused(at: now) {
        return try findDivergence()
      }
      let step = training.progress.step + 1
      var isDue = recorder.isDue(step)
      // What may be the last step is recorded if it is.
      let mayStop = training.mayStop(after: step)
      if mayStop || recorder.isWatched(step) {
        watch.stop()
        recorder.began(training.learners, step: step)
        watch.start()
      }
      training.step(keepsGradient: mayStop || recorder.needsGradient(step))
      if hasLostLearner { return try findDivergence() }
      if agreement != nil {
        watch.stop()
        agreement?.step(training.learners, step: step, isRecorded: isDue)
        watch.start()
      }
      if mayStop, training.stopReason != nil { isDue = true }
      let isSnapshotStep = recorder.isSnapshotStep(step)
      if isDue || isSnapshotStep {
        watch.stop()
        if isDue, !measure() { return try findDivergence() }
        if isSnapshotStep { recorder.takeSnapshot(training.learners, step: step) }
        watch.start()
      }
    }
    return .finished
  }

  /// Off the clock: tells where the trial stands and keeps it, where that is due.
  /// - Returns: whether its parameters were found to be numbers, or not looked at.
  private mutating func paused(at now: ContinuousClock.Instant) throws(OutputError) -> Bool {
    let reports = now >= nextReport
    let keeps = trainer.checkpoints != nil && now >= nextCheckpoint
    guard reports || keeps else { return true }
    watch.stop()
    defer { watch.start() }
    if reports {
      tell()
      nextReport = now + Self.reportInterval
    }
    return try keeps ? keep() : true
  }

  private var hasLostLearner: Bool {
    let limit = trainer.divergedAbove ?? .greatestFiniteMagnitude
    // By place: to hand each learner to a closure would copy it, at every step.
    let learners = training.learners.span
    for i in learners.indices where !(learners[i].loss.magnitude <= limit) { return true }
    return false
  }

  /// - Returns: whether all that was measured is a number, and no loss above the limit.
  private mutating func measure() -> Bool {
    Self.measure(&training, &recorder, limit: trainer.divergedAbove, seconds: watch.seconds)
  }

  private static func measure(
    _ training: inout T, _ recorder: inout Recorder<T.Number>, limit: Double?, seconds: Double
  ) -> Bool {
    let evaluation = training.evaluate { recorder.observeBatch($0, rows: $1) }
    let loss = evaluation.loss
    if let loss, let limit, loss.magnitude > limit { return false }
    let isFinite = loss?.isFinite ?? true
    return recorder.measured(
      training.learners, training.progress, evaluation: evaluation, seconds: seconds,
      curvature: isFinite && recorder.wantsCurvature(at: training.progress.step)
        ? training.curvature() : nil)
  }

  /// Before the first step; whether what there is to start from is numbers.
  private mutating func begin() -> Bool {
    guard measure() else { return false }
    recorder.takeSnapshot(training.learners, step: 0)
    return true
  }

  private mutating func tell() {
    let (curves, pictures) = (recorder.recordings.curves, recorder.recordings.pictures)
    // A row a network.
    let last = max(curves.count - training.learners.count, 0)..<curves.count
    let dead = last.compactMap { curves[$0, .deadUnits] }
    trainer.report(
      TrialAdvance(
        step: training.progress.step, losses: training.learners.map { $0.loss },
        deadUnits: dead.isEmpty ? nil : Int(dead.reduce(0, +)), seconds: watch.seconds,
        picture: pictures.count > toldPictures ? pictures.last : nil,
        distances: recorder.recordings.distances(after: toldStep)))
    toldPictures = pictures.count
    toldStep = training.progress.step
  }

  private func result(_ end: End) -> TrialResult {
    var result = recorded(.finished)
    switch end {
    case .finished: break
    case .interrupted: result.status = .interrupted
    case .failed(let reason):
      result = TrialResult(status: .failed)
      result.failure = reason
      return result
    case .diverged(let step):
      result.status = .diverged
      result.divergedAt = step
      result.recordings.end(before: step)
    }
    result.weights = training.learners.compactMap { NetworkWeights($0) }
    return result
  }

  /// The result so far, without the weights.
  private func recorded(_ status: TrialResult.Status) -> TrialResult {
    var result = TrialResult(status: status)
    result.steps = training.progress.step
    result.epochs = training.progress.epoch
    result.examples = training.progress.examples
    result.gradientEvaluations = training.progress.gradientEvaluations
    result.seconds = watch.seconds
    result.recordingSeconds = earlierSeconds + (.now - began).inSeconds - watch.seconds
    result.recordings = recorder.recordings
    result.recordings.agreement = agreement?.agreement
    result.places = earlierPlaces + (earlierPlaces.contains(.own) ? [] : [.own])
    if let reason = training.stopReason {
      (result.stoppedAt, result.stopReason) = (training.progress.step, reason)
    }
    return result
  }
}

// Checkpoints.
extension TrialInProgress {
  /// Takes up the last checkpoint that can be believed, if there is one.
  private mutating func resumes() throws(OutputError) -> Bool {
    guard let checkpoints = trainer.checkpoints else { return false }
    var copy = training
    let found = try checkpoints.files.read(
      like: start, warn: trainer.warn
    ) {
      copy.restore($0.state)
    }
    guard let found else { return false }
    training = copy
    keptPrograms = found.programs
    agreement?.resume(found.result.recordings.agreement, at: training.progress.step)
    recorder.resume(
      found.result.recordings, memory: found.recorderMemory,
      of: training.learners, at: training.progress.step)
    watch = StopWatch(seconds: found.result.seconds)
    earlierSeconds = found.result.seconds + found.result.recordingSeconds
    earlierPlaces = found.result.places
    keptStep = training.progress.step
    return true
  }

  /// Writes a checkpoint, unless a parameter is no number any more, or a program does not answer.
  /// - Returns: whether all is well.
  private mutating func keep() throws(OutputError) -> Bool {
    guard hasFiniteParameters else { return false }
    guard let checkpoints = trainer.checkpoints, training.progress.step > keptStep else {
      return true
    }
    let began = ContinuousClock.now
    var programs: [[UInt8]] = []
    if let own = trainer.programs {
      // Without them, nothing could go on from it.
      guard let states = own.save() else { return false }
      programs = states
    }
    try checkpoints.files.write(
      Checkpoint(
        state: training.state, result: recorded(.interrupted),
        recorderMemory: recorder.memory(at: training.progress.step), programs: programs))
    keptStep = training.progress.step
    nextCheckpoint = .now + checkpoints.pause(after: .now - began)
    return true
  }

  private var hasFiniteParameters: Bool {
    training.learners.allSatisfy { learner in
      sumOfSquares(learner.optimization.parameters.span).isFinite
    }
  }
}

// Divergence.
extension TrialInProgress {
  /// The step at which it happened, now that it has shown.
  ///
  /// A parameter that is no number shows in the next loss, or, where a ReLU hides it, not before the
  /// next recorded step. To look at every parameter after every step would cost as much as a tenth
  /// of the step. So the steps since the last checkpoint, which was sound, are taken again, this
  /// time looking at each.
  private mutating func findDivergence() throws(OutputError) -> End {
    if let end = programsEnd { return end }
    let seen = training.progress.step
    let kept = try trainer.checkpoints?.files.read(
      like: start, warn: trainer.warn
    ) { _ in true }
    guard kept.map({ training.restore($0.state) }) == true || training.restore(start) else {
      return .diverged(at: seen)
    }
    if let programs = trainer.programs {
      guard programs.begin(training.learners, states: kept?.programs) else {
        return programsEnd ?? .diverged(at: seen)
      }
    }
    while training.progress.step < seen {
      // The next run finds it again, from the checkpoint.
      if trainer.stop.isSet { return .interrupted }
      training.step(keepsGradient: false)
      if let end = programsEnd { return end }
      if hasLostLearner || !hasFiniteParameters { return .diverged(at: training.progress.step) }
    }
    return .diverged(at: seen)
  }
}
