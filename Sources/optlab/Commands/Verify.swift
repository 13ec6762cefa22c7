import ArgumentParser
import ExperimentRunner
import Foundation

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train again what a folder holds, and compare every recorded number.")

  @Argument(help: "The folder that a run left.")
  var folder: String

  @Option(
    help: ArgumentHelp("Trials that run side by side; as many as cores without it.", valueName: "N")
  )
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard (1...1024).contains(jobs) else {
      throw ValidationError("--jobs is a number of trials from 1 to 1024, not \(jobs)")
    }
  }

  func run() throws {
    let verification = try Verification(folder)
    let stop = StopFlag()
    let signals = SignalWatch(stop)
    let progress = ProgressDisplay(trialCount: verification.count, isQuiet: false, isLive: false)
    let differences = verification.differences(jobs: jobs, stop: stop, report: progress)
    progress.close()
    if let status = signals.status { throw status }
    let how =
      verification.isSameMachine
      ? "bit for bit"
      : "within \(Verification.tolerance), on another processor or with other matrix libraries"
    for difference in differences {
      Streams.output("trial \(difference.trial), \(difference.description)\n")
    }
    let good = verification.count - differences.count
    Streams.output("\(good) of \(verification.count) trials agree \(how)\n")
    if !differences.isEmpty { throw ExitStatus.someTrialFailed }
  }
}
