internal import Foundation
internal import OptimizerLab
internal import SpecLanguage
internal import Synchronization

/// The far end of a worker: a process that trains one trial after another for a run, and dies with
/// it.
package final class Worker: Sendable {
  private let commands = Descriptor(0)
  private let reports = Descriptor(1)
  private let stop = StopFlag()
  private let inbox = Mutex<[Order]>([])
  private let arrivals = DispatchSemaphore(value: 0)

  /// What the main thread has to do.
  private enum Order: Sendable {
    case begin(Experiment, output: String, checkpointInterval: Double?)
    case data(problem: Int, ProblemInput)
    case train(TrialOrder)
  }

  package init() {}

  /// Trains what comes through standard input, until that ends.
  package func run() -> Never {
    // Where memory runs out, the kernel had better take a worker than the run, or another's work.
    try? OutputFile.overwrite("/proc/self/oom_score_adj", with: "500")
    Thread.detachNewThread { [self] in
      while let order = nextFrame() {
        if let order { inbox.withLock { $0.append(order) } }
        arrivals.signal()
      }
      // The run is gone, or needs this worker no more.
      _exit(0)
    }
    var state: WorkerState?
    while true {
      arrivals.wait()
      guard let order = inbox.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { continue }
      switch order {
      case .begin(let experiment, let output, let interval):
        state = WorkerState(
          experiment: experiment, files: TrialFile(ofRun: output),
          checkpointInterval: interval.map { .seconds($0) })
      case .data(let problem, let input): state?.inputs[problem] = input
      case .train(let order):
        guard let state else { fail("a trial before the spec") }
        train(order, in: state)
      }
    }
  }

  /// What a worker keeps from one trial to the next.
  private struct WorkerState {
    var experiment: Experiment
    var files: TrialFile
    var checkpointInterval: Duration?
    var inputs: [Int: ProblemInput] = [:]
  }

  private func train(_ order: TrialOrder, in state: WorkerState) {
    guard let input = state.inputs[order.problem],
      let trial = order.trial(of: state.experiment, weights: input.weights)
    else { fail("a trial without its data") }
    let execution = TrialExecution(
      experiment: state.experiment, files: state.files,
      checkpointInterval: state.checkpointInterval, stop: stop,
      report: { [self] in send(.advanced($0)) }, warn: { [self] in send(.warned($0)) })
    do throws(OutputError) {
      send(.ended(try execution.run(trial, examples: input.examples).status))
    } catch {
      send(.failed(error))
    }
  }

  private func send(_ report: WorkerReport) {
    let line = report.line
    var sent = 0
    while sent < line.count {
      guard let count = reports.writeSome(line, from: sent) else { _exit(0) }
      sent += count
    }
  }

  /// Ends the process where the two ends do not understand each other.
  private func fail(_ reason: String) -> Never {
    FileHandle.standardError.write(Data("a fault in the protocol: \(reason)\n".utf8))
    _exit(70)
  }
}

// Reading what comes.
extension Worker {
  /// Waits for the next frame; `nil` at the end, an inner `nil` for one that is carried out already.
  private func nextFrame() -> Order?? {
    var length: [UInt32] = [0]
    guard commands.fill(&length) else { return nil }
    guard let text: [UInt8] = numbers(Int(length[0]), 0), let root = try? JSONParser.parse(text)
    else { fail("a broken frame") }
    if root["stop"] != nil {
      stop.set()
      return .some(nil)
    }
    if let spec = root["begin"] {
      let reading = Reading<Experiment>(
        SpecSource(name: "experiment.json", bytes: Array(JSONText.compact(spec).utf8)))
      guard reading.diagnostics.isEmpty, let output = root["output"]?.text else {
        fail("a broken spec")
      }
      return .begin(
        reading.value, output: output, checkpointInterval: root["checkpoint_interval"]?.number)
    }
    if let problem = root["data"]?.integer {
      guard let input = input(root) else { fail("broken data") }
      return .data(problem: problem, input)
    }
    guard let order = TrialOrder(root) else { fail("an unknown frame") }
    return .train(order)
  }

  private func input(_ root: JSONNode) -> ProblemInput? {
    var input = ProblemInput(examples: nil, weights: [])
    if let width = root["width"]?.integer {
      guard let features: [Float] = numbers(root["features"]?.integer, 0),
        let targets: [Float] = numbers(root["targets"]?.integer, 0),
        let unrounded: [Double] = numbers(root["unrounded"]?.integer, 0),
        let examples = Examples(
          (features, targets, unrounded), width: width,
          targetWidth: root["target_width"]?.integer ?? 0)
      else { return nil }
      input.examples = examples
    }
    for node in root["weights"]?.elements ?? [] {
      guard let network = node["network"]?.text,
        let parameters: [Double] = numbers(node["count"]?.integer, 0)
      else { return nil }
      input.weights.append(LoadedWeights(network: network, parameters: parameters))
    }
    return input
  }

  private func numbers<Value: BitwiseCopyable>(_ count: Int?, _ zero: Value) -> [Value]? {
    guard let count else { return nil }
    var values = [Value](repeating: zero, count: count)
    return commands.fill(&values) ? values : nil
  }
}

/// A trial as it comes through the pipe.
struct TrialOrder: Sendable {
  var index: Int
  var problem: Int
  var optimizer: Int
  var learningRate: Double
  var batchSize: Int
  var seed: UInt64
  var stepCount: Int
  var identity: String

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
    let settings = TrialSettings(
      optimizer: experiment.optimizers[optimizer].optimizer, learningRate: learningRate,
      batchSize: batchSize, seed: seed, weights: weights)
    return Trial(
      index: index, problem: problem, optimizer: optimizer, settings: settings,
      stepCount: stepCount, identity: TrialIdentity(text: identity))
  }
}
