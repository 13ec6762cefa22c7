internal import Foundation
internal import OptimizerLab
internal import SpecLanguage

/// What a run tells a worker. Each goes as a frame: four bytes with the length of a JSON text, the
/// text, and the numbers that the text announces, as the machine has them in memory.
enum WorkerCommand {
  /// The first of all: the spec, and where results go. Checkpoints are `nil` seconds apart where
  /// their cost decides.
  case begin(experiment: Experiment, output: String, checkpointInterval: Double?)
  /// A problem's data, before the first trial of it.
  case data(problem: Int, ProblemInput)
  case train(Trial)
  /// Finish the step, keep the trial, and wait to be closed.
  case stop

  /// What goes through the pipe.
  var frame: [WorkerChunk] {
    switch self {
    case .begin(let experiment, let output, let interval):
      return Self.frame([
        .init("begin", Fields.writing(experiment)), .init("output", .string(output)),
        .init("checkpoint_interval", interval.map { .number($0) } ?? .null),
      ])
    case .data(let problem, let input):
      var members: [JSONNode.Member] = [.init("data", .integer(problem))]
      var chunks: [WorkerChunk] = []
      if let examples = input.examples {
        let numbers = examples.numbers
        members += [
          .init("width", .integer(examples.width)),
          .init("target_width", .integer(examples.targetWidth)),
          .init("features", .integer(numbers.features.count)),
          .init("targets", .integer(numbers.targets.count)),
          .init("unrounded", .integer(numbers.unrounded.count)),
        ]
        chunks = [
          .floats(numbers.features), .floats(numbers.targets), .doubles(numbers.unrounded),
        ]
      }
      members.append(
        .init(
          "weights",
          .array(
            input.weights.map {
              .object([
                .init("network", .string($0.network)),
                .init("count", .integer($0.parameters.count)),
              ])
            })))
      return Self.frame(members) + chunks + input.weights.map { .doubles($0.parameters) }
    case .train(let trial):
      return Self.frame([
        .init("train", .integer(trial.index)), .init("problem", .integer(trial.problem)),
        .init("optimizer", .integer(trial.optimizer)),
        .init("lr", .string("\(trial.settings.learningRate)")),
        .init("batch_size", .integer(trial.settings.batchSize)),
        .init("seed", .string("\(trial.settings.seed)")),
        .init("steps", .integer(trial.stepCount)), .init("identity", .string(trial.identity.text)),
      ])
    case .stop: return Self.frame([.init("stop", .bool(true))])
    }
  }

  private static func frame(_ members: [JSONNode.Member]) -> [WorkerChunk] {
    let text = Array(JSONText.compact(.object(members)).utf8)
    return [.words([UInt32(text.count)]), .bytes(text)]
  }
}

/// A part of a frame.
enum WorkerChunk {
  case bytes([UInt8])
  case words([UInt32])
  case floats([Float])
  case doubles([Double])

  var byteCount: Int {
    switch self {
    case .bytes(let values): values.count
    case .words(let values): 4 * values.count
    case .floats(let values): 4 * values.count
    case .doubles(let values): 8 * values.count
    }
  }

  func write(to descriptor: Descriptor, from offset: Int) -> Int? {
    switch self {
    case .bytes(let values): descriptor.writeSome(values, from: offset)
    case .words(let values): descriptor.writeSome(values, from: offset)
    case .floats(let values): descriptor.writeSome(values, from: offset)
    case .doubles(let values): descriptor.writeSome(values, from: offset)
    }
  }
}

/// What a worker tells the run: a line of JSON each.
enum WorkerReport {
  case advanced(TrialAdvance)
  case warned(String)
  /// The trial is over, and its result or its checkpoint on disk.
  case ended(TrialResult.Status)
  /// The trial could not be kept.
  case failed(OutputError)

  var line: [UInt8] {
    let members: [JSONNode.Member]
    switch self {
    case .advanced(let advance):
      members = [
        .init("step", .integer(advance.step)),
        .init("losses", .array(advance.losses.map { .string("\($0)") })),
        .init("dead_units", advance.deadUnits.map { .integer($0) } ?? .null),
        .init("seconds", .string("\(advance.seconds)")),
        .init("picture", advance.picture?.node ?? .null),
      ]
    case .warned(let text): members = [.init("warning", .string(text))]
    case .ended(let status): members = [.init("ended", .string(status.rawValue))]
    case .failed(let error):
      members = [
        .init("error", .string(error.reason)), .init("path", .string(error.path)),
        .init("action", .string(error.action.rawValue)),
      ]
    }
    return Array(JSONText.compact(.object(members)).utf8) + [UInt8(ascii: "\n")]
  }

  /// `nil` for what no worker writes.
  init?(line: some Sequence<UInt8>) {
    guard let root = try? JSONParser.parse(Array(line)) else { return nil }
    if let status = root["ended"]?.text.flatMap(TrialResult.Status.init(rawValue:)) {
      self = .ended(status)
    } else if let text = root["warning"]?.text {
      self = .warned(text)
    } else if let reason = root["error"]?.text, let path = root["path"]?.text,
      let action = root["action"]?.text.flatMap(OutputError.Action.init(rawValue:))
    {
      self = .failed(OutputError(path: path, reason: reason, action: action))
    } else if let step = root["step"]?.integer,
      let losses = root["losses"]?.elements?.compactMap({ $0.text.flatMap { Double($0) } }),
      let seconds = root["seconds"]?.text.flatMap({ Double($0) })
    {
      self = .advanced(
        TrialAdvance(
          step: step, losses: losses, deadUnits: root["dead_units"]?.integer, seconds: seconds,
          picture: root["picture"].flatMap { SampleGrid($0) }))
    } else {
      return nil
    }
  }
}

extension SampleGrid {
  fileprivate var node: JSONNode {
    .object([
      .init("step", .integer(step)), .init("width", .integer(width)),
      .init("height", .integer(height)),
      .init("pixels", .string(Data(pixels).base64EncodedString())),
    ])
  }

  fileprivate init?(_ node: JSONNode) {
    guard let step = node["step"]?.integer, let width = node["width"]?.integer,
      let height = node["height"]?.integer,
      let pixels = node["pixels"]?.text.flatMap({ Data(base64Encoded: $0) }),
      pixels.count == width * height
    else { return nil }
    self.init(step: step, width: width, height: height, pixels: Array(pixels))
  }
}
