import ArgumentParser
import ExperimentReport
import ExperimentRunner
import FoundationEssentials
import LabCommands
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
    help: ArgumentHelp("The folder to write; plots/NAME without it.", valueName: "DIR"),
    completion: .directory)
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Trials that run side by side; without it, as many as cores that this process may use.",
      valueName: "N"))
  var jobs: Int = Allotment.own.cores

  @Flag(help: "Train everything again.")
  var fresh = false

  @Option(
    help: ArgumentHelp(
      "Seconds between two checkpoints of a trial, the work that a power cut may cost; 5 to 10 "
        + "without it, so that they take no more than a hundredth of the time.",
      valueName: "SECONDS"))
  var checkpointEvery: Double?

  @Option(
    help: ArgumentHelp(
      "Seconds that one trial may take in this run; one that takes longer has failed.",
      valueName: "SECONDS"))
  var trialTimeout: Double?

  @Option(
    help: ArgumentHelp(
      "Train one share of the trials, the second of eight for example; several may run at the same "
        + "time into one folder, and `optlab collect` ends them.", valueName: "I/N"),
    transform: { text in
      guard let shard = Shard(text) else {
        throw ValidationError("\"\(text)\" is no share such as 2/8")
      }
      return shard
    })
  var shard: Shard?

  @Option(
    help: ArgumentHelp(
      "Seconds that another process is waited for which has the same share, before what that does not hold "
        + "is trained beside it; 120 without it.",
      valueName: "SECONDS"))
  var waitForShare: Double?

  @Option(
    help: ArgumentHelp(
      "Keep in this file how far the run is, as lines NAME=VALUE, for scripts; `optlab submit` has its "
        + "tasks do so.", valueName: "FILE"), completion: .file())
  var state: String?

  @Flag(
    help:
      "Compute so that every processor with AVX2 and every glibc comes to the same bits, somewhat slower."
  )
  var sameBits = false

  @Flag(help: "Say nothing but errors and where the results are.")
  var quiet = false

  @Flag(help: "Write event files for TensorBoard too, into tensorboard/ of the output folder.")
  var tensorboard = false

  @OptionGroup var exports: ExportOptions

  @OptionGroup var external: ExternalOption

  @Flag(help: "Plot the losses while they come: in a window, or in the terminal.")
  var live = false

  func validate() throws {
    guard output != "" else { throw ValidationError("--out is a folder, not an empty text") }
    guard (1...1024).contains(jobs) else {
      throw ValidationError("--jobs is a number of trials from 1 to 1024, not \(jobs)")
    }
    for (name, value) in [
      ("--checkpoint-every", checkpointEvery), ("--trial-timeout", trialTimeout),
    ] {
      if let value, !(value > 0 && value <= 1e6) {
        throw ValidationError(
          "\(name) is a number of seconds above 0, at most a million, not \(value)")
      }
    }
    if let waitForShare, !(waitForShare >= 0 && waitForShare <= 1e6) {
      throw ValidationError(
        "--wait-for-share is a number of seconds up to a million, not \(waitForShare)")
    }
    guard state != "" else { throw ValidationError("--state is a file, not an empty text") }
    guard shard == nil || exports.names.isEmpty else {
      throw ValidationError("a share of a run exports nothing; give --export to optlab collect")
    }
  }

  func run() throws {
    let stop = StopFlag()
    let advice = "to go on: \(Self.commandToGoOn)"
    SignalWatch.begin(stop, advice: advice)
    // Before anything that may fail or take long; after the signals, whose threads come first.
    let task = state.map { TaskStateFile($0) }
    task?.begin()
    do {
      try train(stop: stop, advice: advice, task: task)
    } catch {
      let failure = Failure(error)
      let code = (error as? ExitStatus) ?? failure?.code ?? .software
      task?.end(code: Int(code.rawValue), reason: failure?.message)
      throw error
    }
    task?.end(code: 0, reason: nil)
  }

  private func train(stop: StopFlag, advice: String, task: TaskStateFile?) throws {
    var (file, experiment) = try arguments.read(isQuiet: quiet)
    try ExternalPermission.check(experiment, spec: file.path, isGiven: external.isGiven)
    if tensorboard { experiment.record.tensorboard = true }
    if sameBits { experiment.hasSameBits = true }
    let folder = file.folder(for: experiment)
    let inputs = try experiment.loadInputs(from: folder)
    experiment = experiment.adopting(inputs)
    if !quiet { Streams.remark(inputs.warnings + inputs.notes) }
    let fitting = try experiment.trialsThatFit(inputs: inputs)
    if fitting < jobs {
      Streams.error(
        "optlab: runs \(fitting) instead of \(jobs) trials side by side: more do not fit into the "
          + "memory of this machine\n")
    }
    let run = ExperimentRun(
      experiment, specFolder: folder, specFile: file.realPath,
      output: output ?? "plots/\(experiment.name)",
      options: options(atMost: fitting), stop: stop, executors: WorkerExecutors(Work.program))
    let trials = experiment.trials(inputs: inputs)
    let progress = ProgressDisplay(isQuiet: quiet, live: live ? experiment : nil)
    let watch: (any ProgressReport)? = task.map { TaskWatch($0, passingOnTo: progress) }
    let outcome = try run.runAndReport(
      trials, inputs: inputs, exports: exports.names, report: watch ?? progress)
    progress.close()
    Streams.output(RunSummary(outcome, isQuiet: quiet).text)
    // What a run that was stopped could not draw is no news.
    if let status = SignalWatch.status {
      Streams.error("optlab: stopped; \(advice)\n")
      throw status
    }
    if !quiet { Streams.remark(outcome.remarks) }
    let failures = outcome.trials.count { outcome.folder.results[$0.index]?.status == .failed }
    if failures > 0 {
      Streams.error(
        "optlab: \(failures) of \(outcome.trials.count) trials failed; the next run tries them again\n"
      )
    }
    // The tables are complete all the same, and so is the run; `optlab plot` draws.
    if let drawing = outcome.drawing { Streams.error("optlab: \(drawing)\n") }
    if failures > 0 { throw ExitStatus.someTrialFailed }
  }

  private func options(atMost fitting: Int) -> ExperimentRun.Options {
    var options = ExperimentRun.Options()
    options.jobs = min(jobs, fitting)
    options.startsOver = fresh
    options.checkpointInterval = checkpointEvery
    options.trialTimeout = trialTimeout
    options.shard = shard
    if let waitForShare { options.sharePatience.untilGivenUp = waitForShare }
    options.log = ProcessInfo.processInfo.environment["OPTLAB_LOG"].flatMap {
      $0.isEmpty ? nil : $0
    }
    return options
  }

  /// The same command for a shell, without what would begin anew.
  private static var commandToGoOn: String {
    // The wrapper stands before a program that its user never called.
    let called = ProcessInfo.processInfo.environment["OPTLAB_CALLED"]
    let words =
      (called.map { [$0] } ?? Array(CommandLine.arguments.prefix(1)))
      + CommandLine.arguments.dropFirst().filter { $0 != "--fresh" }
    return words.map { ShellText.quoted($0) }.joined(separator: " ")
  }
}
