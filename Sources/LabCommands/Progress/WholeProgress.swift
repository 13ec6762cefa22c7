package import ExperimentRunner

/// How far a whole run is: the trials that are over and those that are under way.
package struct WholeProgress: Sendable {
  private var trialCount = 0
  /// Updates of all trials that are to be trained.
  private var stepCount = 0
  private var endedSteps = 0
  private var running: [Int: Int] = [:]
  package private(set) var endedCount = 0

  /// - Parameter trials: those that are to be trained.
  package init(_ trials: [Trial] = []) { plan(trials) }

  /// Whether nothing is to be trained, so far.
  package var isEmpty: Bool { trialCount == 0 }

  /// Sets what is to be trained after all that is over.
  /// - Parameter later: updates of the trials that will come after these, one number a trial.
  package mutating func plan(_ trials: [Trial], later: [Int] = []) {
    trialCount = endedCount + trials.count + later.count
    stepCount = endedSteps + trials.map(\.stepCount).reduce(0, +) + later.reduce(0, +)
  }

  package mutating func advanced(_ trial: Trial, to step: Int) { running[trial.index] = step }

  package mutating func ended(_ trial: Trial) {
    running[trial.index] = nil
    endedSteps += trial.stepCount
    endedCount += 1
  }

  /// `[3/24]`
  package var count: String { "[\(endedCount)/\(trialCount)]" }

  /// `[3/24]  about 2 min 10 s left in all`: as long for the steps that are left as for those that are
  /// done, although trials differ in what a step costs.
  /// - Parameter seconds: how long it has been going on.
  package func text(after seconds: Double) -> String {
    let done = endedSteps + running.values.reduce(0, +)
    guard done > 0, stepCount > 0 else { return count }
    let left = seconds * Double(stepCount - done) / Double(done)
    return "\(count)  about \(DurationText.text(left)) left in all"
  }
}
