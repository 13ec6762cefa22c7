import ArgumentParser
import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train again what a folder holds, and compare every recorded number and table.",
    discussion: """
      Ends with 0 where all that is there agrees, with 1 where a folder does not, and, where one cannot \
      be verified at all, with the code of the first such; the others are verified all the same.
      """)

  @Argument(help: "Folders that runs left.", completion: .run)
  var folders: [String]

  @Option(
    help: ArgumentHelp(
      "Trials that run side by side; without it, as many as cores that this process may use.",
      valueName: "N"))
  var jobs: Int = Allotment.own.cores

  @Flag(help: "Print a JSON object a folder, each on a line of its own, for programs.")
  var json = false

  @OptionGroup var external: ExternalOption

  func validate() throws {
    guard (1...1024).contains(jobs) else {
      throw ValidationError("--jobs is a number of trials from 1 to 1024, not \(jobs)")
    }
  }

  func run() throws {
    let stop = StopFlag()
    SignalWatch.begin(stop, advice: "nothing was changed; verify begins anew")
    var (failure, differs): (ExitStatus?, Bool) = (nil, false)
    for folder in folders {
      do {
        if folders.count > 1, !json { Streams.output("\(TerminalText.escaped(folder)):\n") }
        let report = try verify(folder, stop: stop)
        Streams.output(json ? "\(JSONText.compact(report.json))\n" : report.text)
        if !json { Streams.remark(report.files.remarks) }
        differs = differs || !report.agrees
      } catch {
        guard let sentence = Failure(error) else { throw error }
        if json {
          Streams.output(
            "\(JSONText.compact(VerificationReport.failed(folder, sentence.message)))\n")
        }
        Streams.error(sentence.text)
        failure = failure ?? sentence.code
      }
    }
    if let failure { throw failure }
    if differs { throw ExitStatus.someTrialFailed }
  }

  private func verify(_ folder: String, stop: StopFlag) throws -> VerificationReport {
    let verification = try Verification(folder)
    try verification.checkPermission(isGiven: external.isGiven)
    let progress = ProgressDisplay(isQuiet: json)
    let differences = verification.differences(jobs: jobs, stop: stop, report: progress)
    progress.close()
    if let status = SignalWatch.status { throw status }
    return try VerificationReport(verification, of: folder, differences)
  }
}
