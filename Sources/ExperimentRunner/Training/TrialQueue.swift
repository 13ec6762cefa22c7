internal import Foundation
internal import OptimizerLab

/// Runs trials side by side, one thread each.
///
/// The order in which they run decides nothing: each owns all that it changes, and its result is
/// written under its own name.
struct TrialQueue {
  let experiment: Experiment
  let inputs: [ProblemInput]
  let stop: StopFlag
  let report: any ProgressReport
  /// Told of each result as soon as it is there, on the thread that made it.
  let store: @Sendable (TrialResult, Trial) throws(OutputError) -> Void

  /// Trains the trials on `jobs` threads and hands on each result as soon as it is there.
  /// - Returns: what became of each trial, by its place in the spec; a first failure to store one
  ///   stops all.
  func run(_ trials: [Trial], jobs: Int) -> (results: [Int: TrialResult], failure: OutputError?) {
    let state = State(longestFirst(trials))
    let threads = min(jobs, trials.count)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while !stop.isSet, let trial = state.next() {
        let label = experiment.label(of: trial)
        report.began(trial, label: label)
        let result = TrialRunner(
          experiment: experiment, trial: trial, examples: inputs[trial.problem].examples,
          trainer: trainer(for: trial, label: label)
        ).run()
        do throws(OutputError) {
          try store(result, trial)
          state.add(result, of: trial)
        } catch {
          state.fail(error)
          stop.set()
        }
        report.ended(trial, label: label, result: result)
      }
    }
    return state.outcome
  }

  private func trainer(for trial: Trial, label: String) -> Trainer {
    Trainer(stepCount: trial.stepCount, stop: stop) { step, loss, deadUnits, seconds in
      report.advanced(
        trial, label: label, step: step, loss: loss, deadUnits: deadUnits, seconds: seconds)
    }
  }

  /// So that the last thread to finish is not left alone with a long trial.
  private func longestFirst(_ trials: [Trial]) -> [Trial] {
    trials.sorted { a, b in
      let (costA, costB) = (experiment.cost(of: a), experiment.cost(of: b))
      return costA != costB ? costA > costB : a.index < b.index
    }
  }

  /// What the threads share.
  private final class State: @unchecked Sendable {
    // Every access is under the lock.
    private let lock = NSLock()
    private var waiting: ArraySlice<Trial>
    private var results: [Int: TrialResult] = [:]
    private var failure: OutputError?

    init(_ trials: [Trial]) { waiting = trials[...] }

    func next() -> Trial? { lock.withLock { waiting.popFirst() } }
    func add(_ result: TrialResult, of trial: Trial) {
      lock.withLock { results[trial.index] = result }
    }
    func fail(_ error: OutputError) { lock.withLock { failure = failure ?? error } }
    var outcome: (results: [Int: TrialResult], failure: OutputError?) {
      lock.withLock { (results, failure) }
    }
  }
}

extension Experiment {
  /// The trial in a few words, for progress and messages.
  package func label(of trial: Trial) -> String {
    let parts = [
      problems.count > 1 ? problems[trial.problem].name : nil, optimizers[trial.optimizer].name,
      seeds.count > 1 ? "seed \(trial.settings.seed)" : nil,
    ]
    return parts.compactMap { $0.map(CSVTable.plain) }.joined(separator: " · ")
  }

  /// Roughly how long a trial takes, in a unit of its own.
  fileprivate func cost(of trial: Trial) -> Double {
    let networks = (try? problems[trial.problem].task.shape().get()) ?? []
    var parameters = 0.0
    for network in networks {
      for (layer, next) in zip(network.layers, network.layers.dropFirst()) {
        parameters += Double(layer.units * next.units)
      }
      parameters += Double(network.layers.first?.units ?? 0)
    }
    return Double(trial.stepCount) * (1 + Double(trial.settings.batchSize + 8) * parameters)
  }
}
