package import Foundation

/// One call of a program, without input and not for ever, whatever it prints.
package struct TimedProcess: Sendable {
  package var program: URL
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

  package init(_ program: URL, _ arguments: [String]) {
    (self.program, self.arguments) = (program, arguments)
  }

  /// - Parameter mergesErrors: whether errors stand in the output, where they were printed.
  package func run(
    secondsAllowed: Int, mergesErrors: Bool = false
  ) throws(Failure) -> Outcome {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    if let environment { process.environment = environment }
    let output = Pipe()
    let errors = mergesErrors ? output : Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    let done = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in done.signal() }
    do {
      try process.run()
    } catch {
      throw .unstartable(error.localizedDescription)
    }
    let printed = PipeText(output.fileHandleForReading)
    let complained = mergesErrors ? nil : PipeText(errors.fileHandleForReading)
    if done.wait(timeout: .now() + .seconds(secondsAllowed)) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      done.wait()
      throw .timedOut
    }
    return Outcome(
      status: process.terminationStatus, isExit: process.terminationReason == .exit,
      output: printed.text, errors: complained?.text ?? "")
  }
}
