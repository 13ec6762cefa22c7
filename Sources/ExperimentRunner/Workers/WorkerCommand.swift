internal import FoundationEssentials
internal import Glibc
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
  case train(TrialOrder)
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
      for (name, part) in [("examples", input.examples), ("held_out", input.heldOut)] {
        guard let part else { continue }
        members.append(.init(name, Self.announcement(of: part)))
        let numbers = part.numbers
        chunks += [
          .floats(numbers.features), .floats(numbers.targets), .doubles(numbers.unrounded),
          .bytes(numbers.labels),
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
        .init("configuration", trial.configuration.map { .integer($0) } ?? .null),
        .init("lr", .string("\(trial.learningRate)")),
        .init("batch_size", .integer(trial.batchSize)),
        .init("seed", .string("\(trial.seed)")),
        .init("steps", .integer(trial.stepCount)), .init("identity", .string(trial.identity)),
      ])
    case .stop: return Self.frame([.init("stop", .bool(true))])
    }
  }

  private static func announcement(of examples: Examples) -> JSONNode {
    let numbers = examples.numbers
    return .object([
      .init("width", .integer(examples.width)),
      .init("target_width", .integer(examples.targetWidth)),
      .init("features", .integer(numbers.features.count)),
      .init("targets", .integer(numbers.targets.count)),
      .init("unrounded", .integer(numbers.unrounded.count)),
      .init("labels", .integer(numbers.labels.count)),
      .init("classes", examples.classes.map { .array($0.map { .string($0) }) } ?? .null),
    ])
  }

  private static func frame(_ members: [JSONNode.Member]) -> [WorkerChunk] {
    let text = Array(JSONText.compact(.object(members)).utf8)
    return [.words([UInt32(text.count)]), .bytes(text)]
  }
}

// Reading what `frame` wrote.
extension WorkerCommand {
  /// What no run sends.
  struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  /// Waits for the next command; `nil` at the end of the pipe.
  static func next(from pipe: Descriptor) throws(Fault) -> WorkerCommand? {
    var length: [UInt32] = [0]
    guard pipe.fill(&length) else { return nil }
    guard let text: [UInt8] = numbers(Int(length[0]), 0, from: pipe),
      let root = try? JSONParser.parse(text, limit: InputFile.sizeLimit)
    else { throw Fault(description: "a broken frame") }
    if root["stop"] != nil { return .stop }
    if let spec = root["begin"] {
      let reading = Reading<Experiment>(
        SpecSource(
          name: "experiment.json", bytes: Array(JSONText.compact(spec).utf8),
          limit: InputFile.sizeLimit))
      guard reading.diagnostics.isEmpty, let output = root["output"]?.text else {
        throw Fault(description: "a broken spec")
      }
      return .begin(
        experiment: reading.value, output: output,
        checkpointInterval: root["checkpoint_interval"]?.number)
    }
    if let problem = root["data"]?.integer {
      guard let input = input(root, from: pipe) else { throw Fault(description: "broken data") }
      return .data(problem: problem, input)
    }
    guard let order = TrialOrder(root) else { throw Fault(description: "an unknown frame") }
    return .train(order)
  }

  private static func input(_ root: JSONNode, from pipe: Descriptor) -> ProblemInput? {
    var input = ProblemInput(examples: nil, weights: [])
    for (name, place) in [("examples", \ProblemInput.examples), ("held_out", \.heldOut)] {
      guard let announced = root[name] else { continue }
      guard let part = examples(announced, from: pipe) else { return nil }
      input[keyPath: place] = part
    }
    for node in root["weights"]?.elements ?? [] {
      guard let network = node["network"]?.text,
        let parameters: [Double] = numbers(node["count"]?.integer, 0, from: pipe)
      else { return nil }
      input.weights.append(LoadedWeights(network: network, parameters: parameters))
    }
    return input
  }

  private static func examples(_ announced: JSONNode, from pipe: Descriptor) -> Examples? {
    guard let width = announced["width"]?.integer,
      let features: [Float] = numbers(announced["features"]?.integer, 0, from: pipe),
      let targets: [Float] = numbers(announced["targets"]?.integer, 0, from: pipe),
      let unrounded: [Double] = numbers(announced["unrounded"]?.integer, 0, from: pipe),
      let labels: [UInt8] = numbers(announced["labels"]?.integer, 0, from: pipe)
    else { return nil }
    return Examples(
      (features, targets, unrounded, labels), width: width,
      targetWidth: announced["target_width"]?.integer ?? 0,
      classes: announced["classes"]?.elements?.compactMap(\.text))
  }

  private static func numbers<Value: BitwiseCopyable>(
    _ count: Int?, _ zero: Value, from pipe: Descriptor
  ) -> [Value]? {
    guard let count else { return nil }
    var values = [Value](repeating: zero, count: count)
    return pipe.fill(&values) ? values : nil
  }
}

/// A trial as it goes through the pipe.
struct TrialOrder: Sendable {
  var index: Int
  var problem: Int
  var optimizer: Int
  var configuration: Int?
  var learningRate: Double
  var batchSize: Int
  var seed: UInt64
  var stepCount: Int
  var identity: String

  init(_ trial: Trial) {
    index = trial.index
    problem = trial.problem
    optimizer = trial.optimizer
    configuration = trial.configuration
    learningRate = trial.settings.learningRate
    batchSize = trial.settings.batchSize
    seed = trial.settings.seed
    stepCount = trial.stepCount
    identity = trial.identity.text
  }

  init?(_ root: JSONNode) {
    guard let index = root["train"]?.integer, let problem = root["problem"]?.integer,
      let optimizer = root["optimizer"]?.integer,
      let learningRate = root["lr"]?.text.flatMap({ Double($0) }),
      let batchSize = root["batch_size"]?.integer,
      let seed = root["seed"]?.text.flatMap({ UInt64($0) }),
      let stepCount = root["steps"]?.integer, let identity = root["identity"]?.text
    else { return nil }
    self.index = index
    self.problem = problem
    self.optimizer = optimizer
    configuration = root["configuration"]?.integer
    self.learningRate = learningRate
    self.batchSize = batchSize
    self.seed = seed
    self.stepCount = stepCount
    self.identity = identity
  }

  func trial(of experiment: Experiment, weights: [LoadedWeights]) -> Trial? {
    guard experiment.problems.indices.contains(problem),
      experiment.optimizers.indices.contains(optimizer)
    else { return nil }
    var own = experiment.optimizers[optimizer].optimizer
    if let configuration {
      let all = experiment.configurations(of: optimizer)
      guard all.indices.contains(configuration) else { return nil }
      own = all[configuration].optimizer
    }
    var settings = TrialSettings(
      optimizer: own, learningRate: learningRate,
      batchSize: batchSize, seed: seed, weights: weights)
    settings.take(
      experiment.optimizers[optimizer], problem: experiment.problems[problem].name,
      stepCount: stepCount)
    return Trial(
      index: index, problem: problem, optimizer: optimizer, settings: settings,
      stepCount: stepCount, identity: TrialIdentity(text: identity), configuration: configuration)
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
