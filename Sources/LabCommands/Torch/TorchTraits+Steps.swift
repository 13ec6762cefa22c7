internal import ExperimentRunner
internal import OptimizerLab

// What of schedules, clipping, groups and the two players of a GAN a script needs lines for.
extension TorchTraits {
  private var steps: [StepFields] {
    experiment.optimizers.flatMap { entry in
      [entry.step] + (entry.discriminator.map { [$0.step] } ?? [])
    }
  }

  private var games: [AdversarialTask] {
    experiment.problems.compactMap { $0.task as? AdversarialTask }
  }

  var hasSchedules: Bool { steps.contains { $0.schedule != nil } }
  var hasClips: Bool { steps.contains { $0.clip != nil } }
  var hasGroups: Bool { steps.contains { !$0.decaysBiases || $0.layerScales != nil } }
  var hasSides: Bool { experiment.optimizers.contains { $0.discriminator != nil } }
  var hasAdversarialLosses: Bool { games.contains { !($0.loss is ClassicGANLoss) } }
  var clampsWeights: Bool { games.contains { $0.loss.weightClip != nil } }
  var hasDiscriminatorSteps: Bool { games.contains { $0.discriminatorSteps > 1 } }
  /// What schedules and early ends look at.
  private var watched: [Watched] {
    steps.compactMap { $0.schedule?.schedule.watched }
      + experiment.problems.compactMap { $0.task.earlyStopping?.monitor }
  }

  /// Whether some of them look at more than a loss over what is learned from.
  var watchesScores: Bool { watched.contains { $0.isShare || $0.isOfHeldOut } }

  /// Whether schedules have to say what they look at.
  var hasMonitors: Bool {
    steps.contains { $0.schedule?.schedule.watched.map { $0 != .evalLoss } ?? false }
  }

  var stopsEarly: Bool { experiment.problems.contains { $0.task.earlyStopping != nil } }

  /// Whether an entry says more than its optimizer, rate and batches.
  var hasSteps: Bool { hasSchedules || hasClips || hasGroups || hasSides }

  /// What an optimizer is given of a network.
  func parameters(of model: String, named name: String, entry: String) -> String {
    hasGroups ? "\(entry).groups(problem, \(model), \"\(name)\")" : "\(model).parameters()"
  }

  /// A line where there is something to clip; else none.
  func clipping(_ watch: String, _ model: String) -> String {
    clipping(watch, to: "\(model).parameters()")
  }

  func clipping(_ watch: String, to parameters: String) -> String {
    hasClips ? "\n        if \(watch).clip:\n            \(watch).clip(\(parameters))" : ""
  }

  /// The line that moves rates on, where some do.
  func stepped(_ rates: String, _ loss: String) -> String {
    hasSchedules ? "\n        \(rates).stepped(\(loss))" : ""
  }

  /// The line that gives a recorder the rule for an early end, where some problem has one.
  var stopping: String {
    stopsEarly
      ? "\n    if problem.stopping:\n        recorder.stopping = Stopping(**problem.stopping)" : ""
  }

  /// That rule among a problem's settings.
  func stopping(_ rule: EarlyStopping?) -> [String] {
    guard stopsEarly else { return [] }
    guard let rule else { return ["stopping=None"] }
    let settings = [
      (key: "monitor", value: rule.monitor.rawValue), (key: "mode", value: rule.mode.rawValue),
    ].map { (key: PythonText.string($0.key), value: PythonText.string($0.value)) }
    let numbers = [
      (key: PythonText.string("patience"), value: "\(rule.patience)"),
      (key: PythonText.string("min_delta"), value: PythonText.number(rule.minDelta)),
    ]
    return [
      "stopping=" + PythonText.dictionary(settings + numbers, depth: 2, after: "stopping=")
    ]
  }

  /// The argument of `take_step` that clips.
  func clipArgument(_ watch: String) -> String { hasClips ? ", \(watch).clip" : "" }

  /// The lines that give a watch what clips its network's gradients.
  func clip(_ watch: String, of entry: String) -> String {
    hasClips ? "\n    \(watch).clip = \(entry).clip and Clip(**\(entry).clip)" : ""
  }
}
