internal import ExperimentRunner
internal import FoundationEssentials
internal import Glibc

/// The curl program, for one file at a time.
struct Curl: Sendable {
  private let program: String

  init() throws(FetchError) {
    guard let found = ProgramSearch.find("curl") else { throw .noClient }
    program = found
  }

  enum End: Equatable {
    case complete
    /// The server cannot begin anywhere but at the start.
    case cannotResume
    case failed(String)
    /// The reader had enough.
    case stopped
  }

  /// Asks for a file from the byte `offset` on.
  /// - Parameter receive: gets what arrives, and says whether to go on.
  func fetch(
    _ address: String, from offset: Int, protocols: String,
    receive: (Data) throws(OutputError) -> Bool
  ) throws(OutputError) -> End {
    let words =
      [
        // None of the user's own settings, and no pattern in an address.
        "--disable", "--globoff", "--silent", "--show-error", "--fail", "--location",
        "--max-redirs", "5", "--proto", protocols, "--proto-redir", "=https",
        "--connect-timeout", "30", "--speed-limit", "100", "--speed-time", "60",
      ] + (offset > 0 ? ["--continue-at", "\(offset)"] : []) + ["--url", address]
    let process: ChildProcess
    do throws(ChildProcess.NotStarted) {
      process = try ChildProcess(program, words)
    } catch {
      return .failed("curl cannot be started: \(error.reason)")
    }
    let complaint = process.errors.map(PipeText.init)
    var goesOn = true
    defer {
      if !goesOn { process.kill(SIGTERM) }
      _ = process.wait()
    }
    while let output = process.output {
      guard let piece = output.readSome() else { continue }
      if piece.isEmpty { break }
      goesOn = false
      goesOn = try receive(Data(piece))
      if !goesOn { return .stopped }
    }
    return Self.end(
      of: process.wait()?.status ?? -1, saying: complaint?.text ?? "", isResumed: offset > 0)
  }

  private static func end(of status: Int32, saying text: String, isResumed: Bool) -> End {
    if status == 0 { return .complete }
    // 33: no ranges. A range that the server's file does not have is an error 416.
    if isResumed, status == 33 || status == 22 && text.contains("416") { return .cannotResume }
    let words = text.trimmed()
    return .failed(words.isEmpty ? "curl ended with \(status)" : words)
  }
}
