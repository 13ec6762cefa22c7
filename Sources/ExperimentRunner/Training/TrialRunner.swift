internal import OptimizerLab

/// Makes a trial's training and its recorder, and runs them, in the precision that the spec asks
/// for.
struct TrialRunner {
  let experiment: Experiment
  let trial: Trial
  let input: ProblemInput
  let trainer: Trainer
  /// What the paths of the experiment are relative to.
  let folder: String

  private let task: any LearningTask

  init(
    experiment: Experiment, trial: Trial, input: ProblemInput, trainer: Trainer, folder: String
  ) {
    self.folder = folder
    self.experiment = experiment
    self.trial = trial
    self.input = input
    self.trainer = trainer
    // A worker has the data, but has not read them.
    task = experiment.problems[trial.problem].task.adopting(input)
  }

  func run() throws(OutputError) -> TrialResult {
    switch task.precision {
    case .float32: try run(in: Float.self)
    case .float64: try run(in: Double.self)
    }
  }

  private func run<Number: Scalar>(in type: Number.Type) throws(OutputError) -> TrialResult {
    var settings = trial.settings
    settings.takeFolders(of: experiment.optimizers[trial.optimizer])
    let programs = TrialPrograms(
      &settings, dtype: Number.dtype, stepCount: trial.stepCount, in: folder, stop: trainer.stop)
    defer { programs?.end() }
    let training = task.makeTraining(type, trial: settings, input: input)
    let agreement = trial.settings.likened.map { like in
      AgreementWatch { task.makeTraining(type, trial: like, input: input) }
    }
    return try run(training, programs: programs, agreement: agreement)
  }

  private func run<T: Training>(
    _ training: T, programs: TrialPrograms?, agreement: AgreementWatch<T.Number>?
  ) throws(OutputError) -> TrialResult {
    typealias Number = T.Number
    let learners = training.learners
    let shapes = (try? task.shape().get()) ?? []
    let probes: [UnitProbe<Number>?] = zip(learners, shapes).map { learner, shape in
      learner.network.map { makeProbe($0, learner, shape.role) }
    }
    var pictures: PictureTaker<Number>?
    var meter: PictureMeter<Number>?
    if let size = task.pictureSize, let noise = training.fixedNoise,
      let generator = learners.last, let network = generator.network
    {
      pictures = PictureTaker(network, noise: noise, size: size, buffers: generator.buffers)
      meter = input.realPictures(samples: experiment.record.samples).map {
        PictureMeter(
          network, samples: experiment.record.samples, real: $0, buffers: generator.buffers)
      }
    }
    var recorder = Recorder(
      experiment.record, probes: probes, pictures: pictures, learners: learners,
      stepCount: trial.stepCount, meter: meter,
      classes: input.examples.flatMap { ClassMeter($0, heldOut: input.heldOut) })
    if let size = task.pictureSize, let examples = input.examples {
      recorder.recordings.realPictures = SampleGrid(examples.first(SampleGrid.most), size: size)
    }
    var trainer = trainer
    trainer.programs = programs
    return try trainer.run(training, recorder: recorder, agreement: agreement)
  }

  /// The first examples of the data, or, for a generator, noise of the probe's own.
  private func makeProbe<Number: Scalar>(
    _ network: Network, _ learner: Learner<Number>, _ role: NetworkShape.Role
  ) -> UnitProbe<Number> {
    let wanted = experiment.record.probe
    if role == .generator {
      var generator = MersenneTwister(seed: Self.probeSeed)
      let noise = generator.normals(wanted * network.inputs)
      return UnitProbe(network, inputs: noise, rows: wanted, buffers: learner.buffers)
    }
    let rows = min(wanted, input.examples?.count ?? 0)
    return UnitProbe(
      network, inputs: input.examples?.features ?? [], rows: rows, buffers: learner.buffers)
  }

  /// The same noise for every trial of every experiment.
  private static let probeSeed: UInt64 = 512
}

extension TrialSettings {
  /// The same trial with the rules of the lab's own that its external optimizers are to agree with; `nil`
  /// where one says none, or none is external.
  fileprivate var likened: TrialSettings? {
    var like = self
    guard let own = Self.likened(optimizer) else { return nil }
    like.optimizer = own.rule
    guard let discriminator else { return own.isExternal ? like : nil }
    guard let other = Self.likened(discriminator.optimizer) else { return nil }
    like.discriminator?.optimizer = other.rule
    return own.isExternal || other.isExternal ? like : nil
  }

  private static func likened(
    _ optimizer: any Optimizer
  ) -> (rule: any Optimizer, isExternal: Bool)? {
    guard let external = optimizer as? External else { return (optimizer, false) }
    return external.like.map { ($0.rule(settings: external.settings), true) }
  }
}
