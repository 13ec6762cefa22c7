internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// What of an experiment decides which lines its script needs.
struct TorchTraits {
  let experiment: Experiment

  init(_ experiment: Experiment) { self.experiment = experiment }

  private var schedules: [TrainingLength] {
    experiment.problems.filter { $0.task.traits.hasExamples }.map(\.task.trainingLength)
  }

  /// Whether some optimizer takes its gradient elsewhere than where it stands.
  private var looksAhead: Bool {
    experiment.optimizers.contains {
      $0.optimizers.contains { $0.looksElsewhere && !($0 is WrittenRule) }
    }
  }

  /// The lines that lead that optimizer ahead, two levels in; none where no optimizer looks ahead.
  func lookAhead(_ optimizer: String, then more: String? = nil) -> String {
    guard looksAhead else { return "" }
    let lines = [
      "if isinstance(\(optimizer), LookaheadNesterov):", "    \(optimizer).look_ahead()",
    ]
    return (lines + (more.map { ["    \($0)"] } ?? [])).map { "\n        \($0)" }.joined()
  }

  /// Whether some optimizer asks for its gradients itself: several an update, or elsewhere.
  var evaluatesOften: Bool {
    asksByRule
      || experiment.optimizers.contains { $0.optimizers.contains(where: \.evaluatesOften) }
  }

  /// Whether some rule asks for gradients elsewhere.
  var asksByRule: Bool {
    experiment.optimizers.contains {
      $0.optimizers.contains { $0 is WrittenRule && $0.looksElsewhere }
    }
  }

  private var layers: [any Layer] {
    experiment.problems.flatMap { $0.task.layerLists.flatMap(\.layers) }
  }

  /// The classes of layers that have no units that can die, but for linear ones.
  var passedLayers: [String] {
    let own = Catalog.layers.map { $0.init() }.filter { layer in
      !(layer is any Nonlinearity) && !(layer is Linear)
        && layers.contains { type(of: $0) == type(of: layer) }
    }
    return own.compactMap { TorchSpelling.className(of: $0) }
      + (takesMaps ? ["nn.Unflatten"] : [])
  }

  /// The classes of weighted layers, as `isinstance` takes them: more than one under a name.
  var weightedLayers: String { takesMaps ? "weighted" : "nn.Linear" }

  /// Whether some network's examples come in as maps.
  var takesMaps: Bool { layers.contains { $0.takesMaps } }

  /// Whether some layer does something else in training than in evaluation.
  var hasModes: Bool { layers.contains { $0.mixesRows(in: .training) || $0.drawsInTraining } }

  private var supervised: [any SupervisedTask] {
    experiment.problems.compactMap { $0.task as? any SupervisedTask }
  }

  /// Whether some problem holds a part of its data out.
  var hasHeldOut: Bool { supervised.contains { $0.data.holdsOut } }

  /// Whether some problem's examples have classes.
  var hasClasses: Bool { supervised.contains { type(of: $0).use == .classes } }

  /// Whether some network is judged by more than its loss over what it learns from.
  var hasScores: Bool { hasHeldOut || hasClasses }

  /// Whether a generator's pictures are measured.
  var measuresPictures: Bool {
    experiment.record.samples > 0 && experiment.problems.contains { $0.task.pictureSize != nil }
  }

  /// Whether some trial could be so long that not every so many of its steps are recorded.
  var limitsRecords: Bool {
    let record = experiment.record
    return experiment.problems.contains { problem in
      experiment.optimizers.contains { entry in
        // Of data in a file the number of steps is not known here.
        entry.stepCount(on: problem).map {
          record.recordedSteps(of: $0).interval != record.every
        } ?? (record.points != nil)
      }
    }
  }

  private var grounds: [SurfaceSource] { experiment.problems.compactMap { $0.task.surface } }

  /// Whether some problem is a point that goes down a function, and some a game of two players.
  var walks: Bool { grounds.contains { $0.updates == nil } }
  var hasSaddles: Bool { grounds.contains { $0.updates != nil } }

  /// Whether noise is added to some surface's gradients.
  var hasNoise: Bool { grounds.contains { $0.noise != nil } }

  /// Whether some problem shuffles once.
  var shufflesOnce: Bool { schedules.contains { $0.shuffle == .once } }

  /// Whether some problem leaves out an epoch's last batch if it is smaller.
  var dropsLast: Bool { schedules.contains(where: \.dropsLast) }

  /// Whether some GAN computes in double precision, and has to cast its noise.
  var castsNoise: Bool {
    experiment.problems.contains {
      $0.task.precision == .float64
        && ((try? $0.task.shape().get()) ?? []).contains { $0.role == .generator }
    }
  }

  /// Whether some optimizer has learning rates by problem, and there is more than one.
  var hasRatesByProblem: Bool {
    experiment.problems.count > 1
      && experiment.optimizers.contains {
        if case .byProblem? = $0.learningRate { return true }
        if case .byProblem? = $0.discriminator?.learningRate { return true }
        return false
      }
  }

  /// Whether some optimizer is tried with several learning rates.
  var sweeps: Bool {
    experiment.problems.contains { problem in
      experiment.optimizers.contains { $0.rates(for: problem.name).count > 1 }
    }
  }

  /// Whether some optimizer has batches of its own.
  var hasOwnBatches: Bool { experiment.optimizers.contains { $0.torchBatchSize != nil } }

  private var hasEpochs: Bool { schedules.contains { $0.steps == nil } }
  private var hasLengths: Bool { schedules.contains { $0.steps != nil } }

  /// How many updates a problem with a loader asks for.
  /// - Parameter share: what becomes of the batches where an update takes several.
  func stepCount(of share: String = "") -> String {
    let batches = "problem.epochs * len(loader)\(share)"
    let ofEpochs = share.isEmpty ? batches : "max(\(batches), 1)"
    return hasEpochs && hasLengths
      ? "problem.steps or \(ofEpochs)" : hasLengths ? "problem.steps" : ofEpochs
  }

  /// The settings of a training's length in the table of problems.
  func settings(of trainingLength: TrainingLength) -> [String] {
    var settings: [String] = []
    if hasEpochs {
      settings.append(
        "epochs=\(trainingLength.steps == nil ? "\(trainingLength.epochs ?? 1)" : "None")")
    }
    if hasLengths { settings.append("steps=\(trainingLength.steps.map { "\($0)" } ?? "None")") }
    settings.append("batch_size=\(trainingLength.batchSize)")
    switch trainingLength.shuffle {
    case .everyEpoch: settings.append("shuffle=True")
    case .once: settings.append("shuffle=\"once\"")
    case .never: settings.append("shuffle=False")
    }
    if dropsLast { settings.append("drop_last=\(trainingLength.dropsLast ? "True" : "False")") }
    return settings
  }
}

extension OptimizerEntry {
  /// The entry's batches where they are not the problem's: a number, or `"all"`.
  var torchBatchSize: String? {
    switch batchSize {
    case .count(let count)?: return "\(count)"
    case .all?: return "\"all\""
    case nil: break
    }
    switch type(of: optimizer).defaultBatch {
    case .problem: return nil
    case .count(let count): return "\(count)"
    case .all: return "\"all\""
    }
  }
}
