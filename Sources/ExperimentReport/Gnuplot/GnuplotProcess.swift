internal import ExperimentRunner
package import FoundationEssentials

/// One run of gnuplot: no shell, none of the user's own settings, and not for ever.
package struct GnuplotProcess {
  var program: URL
  package var arguments: [String]
  /// Where it runs; the current directory without it.
  var folder: String?
  var secondsAllowed: Int

  package init(program: URL, arguments: [String], folder: String? = nil, secondsAllowed: Int) {
    self.program = program
    self.arguments = arguments
    self.folder = folder
    self.secondsAllowed = secondsAllowed
  }

  /// What gnuplot gets of this process' variables: none of its own, which would choose another terminal
  /// (GNUTERM), another library of scripts, and so forth, and a terminal that it knows; `-d` does the
  /// same for files.
  package static func environment(of variables: [String: String]) -> [String: String] {
    variables.filter { !$0.key.hasPrefix("GNUPLOT") && !own.contains($0.key) }
      // It warns of terminals that it does not know, although it draws into files.
      .merging(["TERM": "dumb"]) { _, own in own }
  }

  private static let own: Set<String> = [
    "GNUTERM", "GNUHELP", "GNUFITLOG", "FIT_LOG", "FIT_SCRIPT",
  ]

  /// - Parameter script: what errors call it.
  /// - Returns: what it printed.
  package func run(script: String) throws(GnuplotError) -> String {
    var process = TimedProcess(program.path, arguments)
    process.folder = folder
    process.environment = Self.environment(of: ProcessInfo.processInfo.environment)
    let outcome: TimedProcess.Outcome
    do throws(TimedProcess.Failure) {
      outcome = try process.run(secondsAllowed: secondsAllowed, mergesErrors: true)
    } catch {
      switch error {
      case .unstartable(let message): throw .failed(script: script, message: message)
      case .timedOut: throw .timedOut(script: script, seconds: secondsAllowed)
      }
    }
    let text = outcome.output.trimmed()
    guard outcome.isExit, outcome.status == 0 else {
      throw .failed(script: script, message: text.isEmpty ? "it gave no reason" : text)
    }
    return text
  }
}
