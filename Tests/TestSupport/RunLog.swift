package import ExperimentRunner
internal import Synchronization

/// Takes down what a run tells.
package final class RunLog: ProgressReport {
  package struct Entries: Sendable {
    /// How many trials each queue was to train.
    package var planned: [Int] = []
    /// The labels of the trials that began, that came further, and that ended.
    package var began: [String] = []
    package var advanced: [String] = []
    package var ended: [String] = []
    package var warnings: [String] = []
  }

  private let told = Mutex(Entries())
  private let onAdvance: @Sendable (Trial, TrialAdvance) -> Void

  /// - Parameter onAdvance: called on the thread that trains.
  package init(onAdvance: @escaping @Sendable (Trial, TrialAdvance) -> Void = { _, _ in }) {
    self.onAdvance = onAdvance
  }

  package var entries: Entries { told.withLock { $0 } }

  package func planned(_ trials: [Trial], later: [Int]) {
    told.withLock { $0.planned.append(trials.count) }
  }

  package func began(_ trial: Trial, label: String) { told.withLock { $0.began.append(label) } }

  package func advanced(_ trial: Trial, label: String, _ advance: TrialAdvance) {
    told.withLock { $0.advanced.append(label) }
    onAdvance(trial, advance)
  }

  package func ended(_ trial: Trial, label: String, result: TrialResult) {
    told.withLock { $0.ended.append(label) }
  }

  package func warned(_ message: String) { told.withLock { $0.warnings.append(message) } }
}
