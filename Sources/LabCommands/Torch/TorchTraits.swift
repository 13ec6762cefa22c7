internal import ExperimentRunner
internal import OptimizerLab

/// What of an experiment decides which lines its script needs.
struct TorchTraits {
  let experiment: Experiment

  init(_ experiment: Experiment) { self.experiment = experiment }

  private var schedules: [TrainingLength] {
    experiment.problems.filter { $0.task.traits.hasExamples }.map(\.task.trainingLength)
  }

  /// Whether some optimizer takes its gradient elsewhere than where it stands.
  private var looksAhead: Bool {
    experiment.optimizers.contains { $0.optimizers.contains(where: \.looksElsewhere) }
  }

  /// The lines that lead that optimizer ahead, two levels in; none where no optimizer looks ahead.
  func lookAhead(_ optimizer: String, then more: String? = nil) -> String {
    guard looksAhead else { return "" }
    let lines = [
      "if isinstance(\(optimizer), LookaheadNesterov):", "    \(optimizer).look_ahead()",
    ]
    return (lines + (more.map { ["    \($0)"] } ?? [])).map { "\n        \($0)" }.joined()
  }

  /// Whether some optimizer asks for several gradients an update.
  var evaluatesOften: Bool {
    experiment.optimizers.contains { $0.optimizers.contains(where: \.evaluatesOften) }
  }

  private var layers: [any Layer] {
    experiment.problems.flatMap { $0.task.layerLists.flatMap(\.layers) }
  }

  /// The classes of layers that are neither linear nor activations.
  var normalizations: [String] {
    (layers.contains { $0 is LayerNorm } ? ["nn.LayerNorm"] : [])
      + (layers.contains { $0 is BatchNorm } ? ["nn.BatchNorm1d"] : [])
  }

  /// Whether some layer does something else in training than in evaluation.
  var hasModes: Bool { layers.contains { $0.mixesRows(in: .training) } }

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
