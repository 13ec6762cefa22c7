internal import CWorkerSpawn
internal import FoundationEssentials
internal import Glibc
internal import OptimizerLab
internal import SpecLanguage

/// How a worker is started: this program again, as another process.
package struct WorkerProgram: Sendable {
  package var path: String
  package var subcommand: String

  package init(path: String, subcommand: String) {
    self.path = path
    self.subcommand = subcommand
  }
}

/// The near end of a worker: its process, and the pipes to it.
final class WorkerProcess {
  let identifier: pid_t
  private let commands: Descriptor
  private let reports: Descriptor
  private let errors: Descriptor
  private var outgoing: [WorkerChunk] = []
  private var sentOfFirst = 0
  private var incoming: [UInt8] = []
  /// The end of what it wrote to its standard error.
  private var errorTail: [UInt8] = []
  private var isWaitedFor = false

  /// - Throws: the system's reason, where no process can be had.
  init(_ program: WorkerProgram) throws(WorkerFailure) {
    guard let input = Descriptor.pipe(), let output = Descriptor.pipe(),
      let error = Descriptor.pipe()
    else { throw .notStarted(OutputError.systemReason(errno)) }
    (commands, reports, errors) = (input.writing, output.reading, error.reading)
    for own in [commands, reports, errors] { own.neverBlock() }
    var identifier: pid_t = 0
    // unsafe: the texts live for the call, which fills in the number.
    let failure = unsafe worker_spawn(
      program.path, "optlab", program.subcommand, input.reading.number, output.writing.number,
      error.writing.number, &identifier)
    guard failure == 0 else { throw .notStarted(OutputError.systemReason(failure)) }
    self.identifier = identifier
  }

  deinit {
    if !isWaitedFor {
      Glibc.kill(identifier, SIGKILL)
      var status: Int32 = 0
      // unsafe: the call fills in the number.
      while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    }
  }

  /// Takes a command; it goes out while the run waits for reports.
  func send(_ command: WorkerCommand) { outgoing += command.frame }

  /// Waits a little, sends what can be sent and reads what there is.
  /// - Returns: what the worker told; `nil` where it is gone.
  func exchange() -> [WorkerReport]? {
    var files = [pollfd(fd: reports.number, events: Int16(POLLIN), revents: 0)]
    files.append(pollfd(fd: errors.number, events: Int16(POLLIN), revents: 0))
    if !outgoing.isEmpty {
      files.append(pollfd(fd: commands.number, events: Int16(POLLOUT), revents: 0))
    }
    // unsafe: the call fills in what happened to each of our files.
    guard unsafe poll(&files, nfds_t(files.count), 20) > 0 else { return [] }
    if files[1].revents != 0 { readErrors() }
    if files.count > 2, files[2].revents != 0 { sendSome() }
    guard files[0].revents != 0, let bytes = reports.readSome() else { return [] }
    if bytes.isEmpty { return nil }
    incoming += bytes
    var told: [WorkerReport] = []
    while let end = incoming.firstIndex(of: UInt8(ascii: "\n")) {
      if let report = WorkerReport(line: incoming[..<end]) { told.append(report) }
      incoming.removeSubrange(...end)
    }
    return told
  }

  private func sendSome() {
    while let chunk = outgoing.first {
      if sentOfFirst == chunk.byteCount {
        outgoing.removeFirst()
        sentOfFirst = 0
        continue
      }
      // One that is gone is noticed by its reports.
      guard let count = chunk.write(to: commands, from: sentOfFirst) else {
        outgoing = []
        return
      }
      if count == 0 { return }
      sentOfFirst += count
    }
  }

  private func readErrors() {
    while let bytes = errors.readSome(), !bytes.isEmpty {
      errorTail += bytes
      errorTail.removeFirst(max(0, errorTail.count - 8192))
    }
  }

  /// Ends it for good, and says how it ended.
  func kill() -> WorkerFailure {
    if !isWaitedFor { Glibc.kill(identifier, SIGKILL) }
    return ending()
  }

  /// How it ended, now that it has closed its reports.
  func ending() -> WorkerFailure {
    var status: Int32 = 0
    // unsafe: the call fills in the number.
    while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    isWaitedFor = true
    readErrors()
    let signal = status & 0x7f
    return signal != 0
      ? .killed(signal: signal, errorTail: lastLine) : .ended(code: status >> 8 & 0xff, lastLine)
  }

  /// Of a trap's message the line that says what happened, made fit for one line.
  private var lastLine: String {
    let text = String(decoding: errorTail, as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline).map { CSVTable.plain(String($0)) }
    let line = lines.last { $0.contains("rror") } ?? lines.last ?? ""
    return String(line.prefix(300))
  }
}

/// Why a worker did not do what it was told.
enum WorkerFailure: Error {
  case notStarted(String)
  case killed(signal: Int32, errorTail: String)
  case ended(code: Int32, String)
  case tookTooLong(seconds: Double)

  var reason: String {
    switch self {
    case .notStarted(let reason): return "its process could not be started: \(reason)"
    case .killed(let signal, let words):
      // unsafe: the C library's own text, copied at once.
      let name = unsafe strsignal(signal).map { unsafe String(cString: $0) } ?? "unknown"
      let hint = signal == SIGKILL ? "; was the memory exhausted?" : ""
      return "its process was ended by signal \(signal) (\(name))\(hint)"
        + (words.isEmpty ? "" : ": \(words)")
    case .ended(let code, let words):
      return "its process ended with code \(code)" + (words.isEmpty ? "" : ": \(words)")
    case .tookTooLong(let seconds):
      return "it took longer than the \(JSONNode.shortestText(of: seconds)) s of --trial-timeout"
    }
  }
}
