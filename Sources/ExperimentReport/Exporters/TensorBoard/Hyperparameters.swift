internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// What TensorBoard's table of hyperparameters shows of the trials: the settings of each, and its
/// final numbers.
struct Hyperparameters {
  enum Value: Equatable {
    case text(String)
    case number(Double)
    case flag(Bool)

    /// A `google.protobuf.Value`.
    fileprivate var message: ProtobufMessage {
      var message = ProtobufMessage()
      switch self {
      case .number(let number): message.add(2, double: number)
      case .text(let text): message.add(3, text: text)
      case .flag(let flag): message.add(4, flag: flag)
      }
      return message
    }

    /// The number of its type among TensorBoard's.
    fileprivate var type: Int {
      switch self {
      case .text: 1
      case .flag: 2
      case .number: 3
      }
    }
  }

  /// The metrics, each a scalar of the same tag.
  static let metrics = ["final/loss", "final/eval_loss", "final/steps"]

  private static let plugin = "hparams"

  /// Of all trials: each setting's values, in the order in which they first come.
  private let settings: [(name: String, values: [Value])]

  init(_ experiment: Experiment, _ trials: [Trial]) {
    var settings: [(name: String, values: [Value])] = []
    for trial in trials {
      for (name, value) in Self.values(of: trial, experiment) {
        let place = settings.firstIndex { $0.name == name }
        if let place {
          if !settings[place].values.contains(value) { settings[place].values.append(value) }
        } else {
          settings.append((name, [value]))
        }
      }
    }
    self.settings = settings
  }

  /// The settings of a trial, the optimizer's own among them: `betas` are two numbers.
  static func values(of trial: Trial, _ experiment: Experiment) -> [(name: String, value: Value)] {
    var values: [(name: String, value: Value)] = [
      ("problem", .text(experiment.problems[trial.problem].name)),
      ("optimizer", .text(experiment.optimizers[trial.optimizer].name)),
      ("kind", .text(trial.settings.kind)),
      ("lr", .number(trial.settings.learningRate)),
      ("seed", .text(String(trial.settings.seed))),
    ]
    if trial.settings.batchSize > 0 {
      values.append(("batch_size", .number(Double(trial.settings.batchSize))))
    }
    guard case .object(let members) = Fields.writing(trial.settings.optimizer).value else {
      return values
    }
    return values + members.flatMap { Self.values(of: $0.node, named: $0.key) }
  }

  private static func values(of node: JSONNode, named name: String) -> [(String, Value)] {
    switch node.value {
    case .number(let text): Double(text).map { [(name, .number($0))] } ?? []
    case .bool(let flag): [(name, .flag(flag))]
    case .string(let text): [(name, .text(text))]
    case .array(let nodes):
      nodes.enumerated().flatMap { values(of: $1, named: "\(name).\($0)") }
    case .object, .null: []
    }
  }

  /// Of the whole experiment: which settings and metrics there are.
  var experiment: EventSummary {
    var message = ProtobufMessage()
    for (name, values) in settings {
      var info = ProtobufMessage()
      info.add(1, text: name)
      info.add(4, integer: values[0].type)
      var domain = ProtobufMessage()
      for value in values { domain.add(1, message: value.message) }
      info.add(5, message: domain)
      message.add(4, message: info)
    }
    for tag in Self.metrics {
      var name = ProtobufMessage()
      name.add(2, text: tag)
      var info = ProtobufMessage()
      info.add(1, message: name)
      message.add(5, message: info)
    }
    return summary("experiment", field: 2, message)
  }

  /// Of one trial: its settings. Each is a group of its own, and so a row of the table.
  func start(of trial: Trial, _ experiment: Experiment, named name: String, time: Double)
    -> EventSummary
  {
    var message = ProtobufMessage()
    for (name, value) in Self.values(of: trial, experiment) {
      var entry = ProtobufMessage()
      entry.add(1, text: name)
      entry.add(2, message: value.message)
      message.add(1, message: entry)
    }
    message.add(4, text: name)
    message.add(5, double: time)
    return summary("session_start_info", field: 3, message)
  }

  /// Of one trial: how it ended.
  func end(_ status: TrialResult.Status, time: Double) -> EventSummary {
    var message = ProtobufMessage()
    // Success, failure, running.
    let number =
      switch status {
      case .finished: 1
      case .diverged, .failed: 2
      case .interrupted: 3
      }
    message.add(1, integer: number)
    message.add(2, double: time)
    return summary("session_end_info", field: 4, message)
  }

  private func summary(_ name: String, field: Int, _ content: ProtobufMessage) -> EventSummary {
    var data = ProtobufMessage()
    data.add(1, integer: 0)
    data.add(field, message: content)
    return .plugin(Self.plugin, "_\(Self.plugin)_/\(name)", data)
  }
}
