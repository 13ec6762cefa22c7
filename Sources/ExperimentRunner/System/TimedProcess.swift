internal import Glibc

/// One call of a program, without input and not for ever, whatever it prints.
package struct TimedProcess: Sendable {
  package var program: String
  package var arguments: [String]
  /// Where it runs; the current directory without it.
  package var folder: String?
  /// Its variables; this process' own without them.
  package var environment: [String: String]?

  package enum Failure: Error {
    /// It could not be started, and why.
    case unstartable(String)
    /// It was ended, for it had not done so by itself.
    case timedOut
  }

  package struct Outcome: Sendable {
    /// The exit code, or the signal.
    package var status: Int32
    package var isExit: Bool
    package var output: String
    /// Empty where errors go into the output.
    package var errors: String
  }

  package init(_ program: String, _ arguments: [String]) {
    (self.program, self.arguments) = (program, arguments)
  }

  /// - Parameter mergesErrors: whether errors stand in the output, where they were printed.
  package func run(
    secondsAllowed: Int, mergesErrors: Bool = false
  ) throws(Failure) -> Outcome {
    let process: ChildProcess
    do throws(ChildProcess.NotStarted) {
      process = try ChildProcess(
        program, arguments, folder: folder, environment: environment,
        reading: mergesErrors ? .errorsInOutput : .outputAndErrors)
    } catch {
      throw .unstartable(error.reason)
    }
    let printed = process.output.map(PipeText.init)
    let complained = process.errors.map(PipeText.init)
    guard let ending = process.wait(seconds: Double(secondsAllowed)) else {
      process.kill(SIGKILL)
      _ = process.wait()
      throw .timedOut
    }
    return Outcome(
      status: ending.status, isExit: ending.isExit, output: printed?.text ?? "",
      errors: complained?.text ?? "")
  }
}
