internal import Foundation

/// Why a figure was not drawn.
package enum GnuplotError: Error, Equatable, CustomStringConvertible {
  case missing
  case tooOld(version: String)
  case failed(script: String, message: String)
  case timedOut(script: String, seconds: Int)
  /// gnuplot ends well even where the disk was full; the picture shows it.
  case incomplete(script: String)

  package var description: String {
    switch self {
    case .missing:
      "gnuplot is not installed, so the figures are not drawn (their scripts and the CSV files are "
        + "complete); install it (Debian: gnuplot-nox) and draw with `optlab plot`"
    case .tooOld(let version):
      "gnuplot \(version) is too old to draw the figures; 5.4 or newer is needed"
    case .failed(let script, let message):
      "gnuplot could not draw \(script): \(message)"
    case .timedOut(let script, let seconds):
      "gnuplot took longer than \(seconds) s to draw \(script) and was stopped"
    case .incomplete(let script):
      "the picture of \(script) is not complete; is the disk full?"
    }
  }
}

/// Draws figures by running their scripts, each in a gnuplot process of its own.
package struct Gnuplot: Sendable {
  private let program: String
  private static let secondsAllowed = 120

  /// Finds gnuplot in `PATH` and asks for its version.
  package init() throws(GnuplotError) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let found = folders.map { "\($0)/gnuplot" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { throw .missing }
    program = found
    let answer = try run(["--version"], script: "--version")
    let words = answer.split(separator: " ")
    let numbers = (words.count > 1 ? words[1] : "").split(separator: ".").compactMap { Int($0) }
    guard numbers.count >= 2, (numbers[0], numbers[1]) >= (5, 4) else {
      throw .tooOld(version: words.count > 1 ? String(words[1]) : "of an unknown version")
    }
  }

  /// Draws `NAME.gp` of `folder` to `NAME.svg` beside it; what was there stays until the new
  /// picture is whole.
  func draw(_ name: String, in folder: String) throws(GnuplotError) {
    let script = "\(folder)/\(name).gp"
    let temporary = "\(folder)/.\(name).\(getpid()).svg"
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    _ = try run(["-c", script, "svg", temporary], script: script)
    guard let bytes = try? InputBytes.read(temporary),
      String(decoding: bytes.suffix(64), as: UTF8.self).contains("</svg>")
    else { throw .incomplete(script: script) }
    // The path of either lives for the call.
    guard unsafe rename(temporary, "\(folder)/\(name).svg") == 0 else {
      throw .failed(script: script, message: OutputError.systemReason(errno))
    }
  }

  /// Runs gnuplot without a shell and without the user's own settings.
  /// - Returns: what it printed.
  private func run(_ arguments: [String], script: String) throws(GnuplotError) -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .filter { !$0.key.hasPrefix("GNUPLOT") }
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    let done = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in done.signal() }
    do {
      try process.run()
    } catch {
      throw .failed(script: script, message: error.localizedDescription)
    }
    let printed = Collector(pipe.fileHandleForReading)
    if done.wait(timeout: .now() + .seconds(Self.secondsAllowed)) == .timedOut {
      process.terminate()
      throw .timedOut(script: script, seconds: Self.secondsAllowed)
    }
    let text = printed.text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw .failed(script: script, message: text.isEmpty ? "it gave no reason" : text)
    }
    return text
  }

  /// Reads a pipe to its end on a thread of its own, so that a talkative process never waits.
  private final class Collector: @unchecked Sendable {
    // Written by one thread before the group is left, read after.
    private var data = Data()
    private let group = DispatchGroup()

    init(_ handle: FileHandle) {
      group.enter()
      DispatchQueue.global().async { [self] in
        data = (try? handle.readToEnd()) ?? Data()
        group.leave()
      }
    }

    var text: String {
      group.wait()
      return String(decoding: data, as: UTF8.self)
    }
  }
}

/// Draws the figures of a folder, side by side on the cores.
package enum FigureDrawing {
  /// - Returns: the first failure; figures after it are drawn all the same.
  package static func draw(_ names: [String], in folder: String) -> GnuplotError? {
    guard !names.isEmpty else { return nil }
    let gnuplot: Gnuplot
    do throws(GnuplotError) {
      gnuplot = try Gnuplot()
    } catch {
      return error
    }
    let failures = Failures()
    DispatchQueue.concurrentPerform(iterations: names.count) { place in
      do throws(GnuplotError) {
        try gnuplot.draw(names[place], in: folder)
      } catch {
        failures.add(error, at: place)
      }
    }
    return failures.first
  }

  private final class Failures: @unchecked Sendable {
    // Every access is under the lock.
    private let lock = NSLock()
    private var all: [Int: GnuplotError] = [:]

    func add(_ error: GnuplotError, at place: Int) { lock.withLock { all[place] = error } }
    var first: GnuplotError? { lock.withLock { all.min { $0.key < $1.key }?.value } }
  }
}
