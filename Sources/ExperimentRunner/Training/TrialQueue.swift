internal import Dispatch
internal import OptimizerLab
internal import SpecLanguage

/// Runs trials side by side.
///
/// The order in which they run decides nothing: each owns all that it changes, and its result is
/// written under its own name.
package struct TrialQueue {
  let experiment: Experiment
  let stop: StopFlag
  let report: any ProgressReport
  /// Whether another process is at a trial now: that is left for later, as long as there are others.
  let isHeld: @Sendable (Trial) -> Bool
  /// Makes what trains one trial after another.
  let makeExecutor: @Sendable () -> any TrialExecutor

  package init(
    experiment: Experiment, stop: StopFlag, report: any ProgressReport,
    isHeld: @escaping @Sendable (Trial) -> Bool = { _ in false },
    makeExecutor: @escaping @Sendable () -> any TrialExecutor
  ) {
    self.experiment = experiment
    self.stop = stop
    self.report = report
    self.isHeld = isHeld
    self.makeExecutor = makeExecutor
  }

  /// Trains the trials on `jobs` executors.
  /// - Parameter later: updates of trials that will come after these, for the progress.
  /// - Returns: what became of each trial, by its place in the spec; a first failure to keep one
  ///   stops all.
  package func run(
    _ trials: [Trial], jobs: Int, later: [Int] = []
  ) -> (results: [Int: TrialResult], failure: OutputError?) {
    report.planned(trials, later: later)
    let state = State(longestFirst(trials))
    let threads = DispatchGroup()
    for _ in 0..<min(jobs, trials.count) {
      threads.enter()
      DetachedThread.start {
        work(state)
        threads.leave()
      }
    }
    threads.wait()
    return state.outcome
  }

  private func work(_ state: State) {
    let executor = makeExecutor()
    while !stop.isSet, let trial = state.next(butNot: isHeld) {
      let label = experiment.label(of: trial)
      report.began(trial, label: label)
      do throws(OutputError) {
        let result = try executor.train(trial, label: label)
        state.add(result, of: trial)
        report.ended(trial, label: label, result: result)
      } catch {
        state.fail(error)
        stop.set()
      }
    }
  }

  /// So that the last executor to finish is not left alone with a long trial.
  private func longestFirst(_ trials: [Trial]) -> [Trial] {
    TrialCost(experiment).longestFirst(trials).map(\.trial)
  }

  /// What the threads share.
  private final class State: @unchecked Sendable {
    // Every access is under the lock.
    private let lock = Lock()
    private var waiting: ArraySlice<Trial>
    private var results: [Int: TrialResult] = [:]
    private var failure: OutputError?

    init(_ trials: [Trial]) { waiting = trials[...] }

    /// The first that nobody holds; of those that all are held, the first.
    func next(butNot isHeld: (Trial) -> Bool) -> Trial? {
      lock.withLock {
        if let place = waiting.firstIndex(where: { !isHeld($0) }) {
          waiting.swapAt(waiting.startIndex, place)
        }
        return waiting.popFirst()
      }
    }
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
    let problem = problems[trial.problem].name
    let entry = optimizers[trial.optimizer]
    let parts = [
      problems.count > 1 ? problem : nil, entry.name,
      trial.isTuning ? "configuration \(trial.configuration ?? 0)" : nil,
      tuning == nil && entry.rates(for: problem).count > 1
        ? "lr \(JSONNode.shortestText(of: trial.settings.learningRate))" : nil,
      (trial.isTuning ? tuning?.seeds ?? [] : seeds).count > 1 || tuning != nil
        ? "seed \(trial.settings.seed)" : nil,
    ]
    return parts.compactMap { $0.map(CSVTable.plain) }.joined(separator: " · ")
  }
}
