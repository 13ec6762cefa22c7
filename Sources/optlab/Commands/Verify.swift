import ArgumentParser
import ExperimentRunner
import Foundation
import LabCommands

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train again what a folder holds, and compare every recorded number and table.")

  @Argument(help: "The folder that a run left.")
  var folder: String

  @Option(
    help: ArgumentHelp(
      "Trials that run side by side; without it, as many as cores that this process may use.",
      valueName: "N"))
  var jobs: Int = Allotment.own.cores

  @OptionGroup var external: ExternalOption

  func validate() throws {
    guard (1...1024).contains(jobs) else {
      throw ValidationError("--jobs is a number of trials from 1 to 1024, not \(jobs)")
    }
  }

  func run() throws {
    let verification = try Verification(folder)
    try verification.checkPermission(isGiven: external.isGiven)
    let stop = StopFlag()
    SignalWatch.begin(stop, advice: "nothing was changed; verify begins anew")
    let progress = ProgressDisplay(isQuiet: false)
    let differences = verification.differences(jobs: jobs, stop: stop, report: progress)
    progress.close()
    if let status = SignalWatch.status { throw status }
    for difference in differences {
      Streams.output("trial \(difference.trial), \(difference.description)\n")
    }
    let compared = verification.count + verification.damagedCount
    let how =
      verification.isSameMachine
      ? "bit for bit"
      : "as well as another processor or other matrix libraries let them (docs/pytorch.md)"
    Streams.output("\(compared - differences.count) of \(compared) trials agree \(how)\n")
    if verification.missing > 0 {
      Streams.output("\(verification.missing) more have no result yet; `optlab run` makes them\n")
    }
    if verification.hasOtherStages {
      Streams.output(
        "the trials that were chosen are not those that the results of the others decide; "
          + "`optlab run` trains the right ones\n")
    }
    if verification.toCome > 0 {
      Streams.output("\(verification.toCome) more are decided by these; `optlab run` makes them\n")
    }
    let files = try verification.compareFiles()
    for difference in files.differences { Streams.output("\(difference)\n") }
    if !files.differences.isEmpty {
      Streams.output(
        "these files are not what comes of the trials; `optlab plot` makes them anew\n")
    }
    Streams.remark(files.remarks)
    if !(differences.isEmpty && files.differences.isEmpty) || verification.hasOtherStages {
      throw ExitStatus.someTrialFailed
    }
  }
}
