import ArgumentParser
import ExperimentRunner
import Foundation
import OptimizerLab

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train what a spec asks for, and draw the figures.",
    discussion: """
      A second run of an unchanged spec finds its trials done and only draws; a changed spec \
      trains only the trials that changed.
      """)

  @OptionGroup var arguments: SpecArguments

  @Option(
    name: .customLong("out"),
    help: ArgumentHelp("The folder to write; plots/NAME without it.", valueName: "DIR"))
  var output: String?

  @Option(
    help: ArgumentHelp("Trials that run side by side; as many as cores without it.", valueName: "N")
  )
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Train everything again.")
  var fresh = false

  @Flag(help: "Say nothing but errors and where the results are.")
  var quiet = false

  @Flag(help: "Plot the losses while they come: in a window, or in the terminal.")
  var live = false

  func validate() throws {
    guard (1...1024).contains(jobs) else {
      throw ValidationError("--jobs is a number of trials from 1 to 1024, not \(jobs)")
    }
  }

  func run() throws {
    let (file, experiment) = try arguments.read()
    let stop = StopFlag()
    let signals = SignalWatch(stop)
    let inputs = try experiment.loadInputs(from: file.folder)
    let fitting = try experiment.trialsThatFit(inputs: inputs)
    if fitting < jobs {
      Streams.error(
        "optlab: runs \(fitting) instead of \(jobs) trials side by side: more do not fit into the "
          + "memory of this machine\n")
    }
    let run = ExperimentRun(
      experiment, specFolder: file.folder, output: output ?? "plots/\(experiment.name)",
      jobs: min(jobs, fitting), startsOver: fresh, stop: stop)
    let trials = experiment.trials(inputs: inputs)
    let progress = ProgressDisplay(trialCount: trials.count, isQuiet: quiet, isLive: live)
    let outcome = try run.run(trials, inputs: inputs, report: progress)
    progress.close()
    Streams.output(RunSummary(outcome, isQuiet: quiet).text)
    // What a run that was stopped could not draw is no news.
    if let status = signals.status { throw status }
    if let drawing = outcome.drawing { throw drawing }
    if outcome.folder.results.values.contains(where: { $0.status == .failed }) {
      throw ExitStatus.someTrialFailed
    }
  }
}
