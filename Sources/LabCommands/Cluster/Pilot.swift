internal import Dispatch
package import ExperimentRunner
internal import FoundationEssentials
internal import OptimizerLab

/// A measurement before trials are divided into tasks: the one that is thought to take longest, trained
/// here for some seconds, and thrown away.
package struct Pilot: Sendable {
  /// How many times as long as estimated the trials take.
  package let pace: Double
  /// What was measured.
  package let sentence: String

  /// More than this would be work that a login node is not for.
  package static let secondsAllowed = 10.0

  /// - Parameters:
  ///   - trials: at least one.
  ///   - folder: what the paths of the experiment are relative to.
  ///   - report: is told how far the trial is.
  package init(
    _ experiment: Experiment, _ trials: [Trial], inputs: [ProblemInput], folder: String,
    secondsAllowed: Double = Pilot.secondsAllowed, report: any ProgressReport
  ) {
    let cost = TrialCost(experiment)
    let trial = trials.max { cost.seconds(of: $0) < cost.seconds(of: $1) } ?? trials[0]
    let stop = StopFlag()
    let timer = DispatchWorkItem { stop.set() }
    DispatchQueue.global().asyncAfter(deadline: .now() + secondsAllowed, execute: timer)
    let queue = TrialQueue(experiment: experiment, stop: stop, report: report) {
      ThreadExecutor(
        experiment: experiment, inputs: inputs, folder: folder, stop: stop, report: report)
    }
    let result = queue.run([trial], jobs: 1).results[trial.index]
    timer.cancel()
    let (measured, words) = Self.pace(of: trial, result, estimate: cost.seconds(of: trial))
    pace = measured ?? 1
    sentence = "pilot: \(experiment.label(of: trial)): \(words)"
  }

  private static func pace(
    of trial: Trial, _ result: TrialResult?, estimate: Double
  ) -> (pace: Double?, words: String) {
    let nothing = "so the times are estimated from the spec alone"
    guard let result, result.status != .failed else {
      return (nil, "\(result?.failure ?? "it could not be trained"), \(nothing)")
    }
    let seconds = result.seconds + result.recordingSeconds
    guard result.steps > 0, seconds > 0 else { return (nil, "it made no step, \(nothing)") }
    let pace = seconds / (estimate * Double(result.steps) / Double(trial.stepCount))
    return (
      pace,
      "\(result.steps) of \(trial.stepCount) steps in \(NumberText.short(seconds)) s, "
        + "\(NumberText.short(pace)) times what the spec lets expect"
    )
  }
}
