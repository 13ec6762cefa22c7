internal import Dispatch
internal import Glibc
internal import OptimizerLab
internal import SpecLanguage
internal import Synchronization

/// The far end of a worker: a process that trains one trial after another for a run, and dies with
/// it.
package final class Worker: Sendable {
  private let commands = Descriptor(0)
  private let reports = Descriptor(1)
  private let stop = StopFlag()
  private let inbox = Mutex<[WorkerCommand]>([])
  private let arrivals = DispatchSemaphore(value: 0)

  package init() {}

  /// Trains what comes through standard input, until that ends.
  package func run() -> Never {
    // Where memory runs out, the kernel had better take a worker than the run, or another's work.
    try? OutputFile.overwrite("/proc/self/oom_score_adj", with: "500")
    DetachedThread.start { [self] in
      while let command = nextCommand() {
        // At once, and not when its turn comes: a trial is being trained.
        if case .stop = command { stop.set() }
        inbox.withLock { $0.append(command) }
        arrivals.signal()
      }
      // The run is gone, or needs this worker no more.
      _exit(0)
    }
    var state: WorkerState?
    while true {
      arrivals.wait()
      guard let command = inbox.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { continue }
      switch command {
      case .begin(let experiment, let output, let interval):
        if experiment.hasSameBits { SameBits.begin() }
        state = WorkerState(
          experiment: experiment, output: output,
          checkpointInterval: interval.map { .seconds($0) })
      case .data(let problem, let input): state?.inputs[problem] = input
      case .train(let order):
        guard let state else { fail("a trial before the spec") }
        train(order, in: state)
      case .stop: continue
      }
    }
  }

  /// What a worker keeps from one trial to the next.
  private struct WorkerState {
    var experiment: Experiment
    var output: String
    var checkpointInterval: Duration?
    var inputs: [Int: ProblemInput] = [:]
  }

  private func train(_ order: TrialOrder, in state: WorkerState) {
    guard let input = state.inputs[order.problem],
      let trial = order.trial(of: state.experiment, weights: input.weights)
    else { fail("a trial without its data") }
    let execution = TrialExecution(
      experiment: state.experiment, output: state.output,
      checkpointInterval: state.checkpointInterval, stop: stop,
      report: { [self] in send(.advanced($0)) }, warn: { [self] in send(.warned($0)) })
    do throws(OutputError) {
      let result = try execution.run(trial, input: input)
      send(result.failure.map { .gaveUp($0) } ?? .ended(result.status))
    } catch {
      send(.failed(error))
    }
  }

  private func nextCommand() -> WorkerCommand? {
    do throws(WorkerCommand.Fault) {
      return try WorkerCommand.next(from: commands)
    } catch {
      fail(error.description)
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
    Descriptor.writeError("a fault in the protocol: \(reason)\n")
    _exit(70)
  }
}
