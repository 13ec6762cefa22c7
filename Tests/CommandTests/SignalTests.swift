import Foundation
import OptimizerLab
import TestSupport
import Testing

@Suite("A run that is sent a signal")
struct SignalTests {
  /// The signals that stop a run, with its exit codes. Under nohup, nothing hangs up.
  private static var signals: [(Int32, code: Int32)] {
    get throws {
      let hangup = try isIgnored(SIGHUP) ? [] : [(SIGHUP, code: Int32(129))]
      return [(SIGINT, 130), (SIGTERM, 143)] + hangup
    }
  }

  /// Whether the tests, and so what they start until it listens, ignore a signal.
  private static func isIgnored(_ signal: Int32) throws -> Bool {
    let line = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      .split(separator: "\n").first { $0.hasPrefix("SigIgn:") }
    let mask = try #require(line?.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) })
    return mask >> UInt64(signal - 1) & 1 == 1
  }

  @Test("stops on a signal, says so by its exit code, and completes to the same bytes")
  func stops() throws {
    let scratch = try TestFolder()
    // What is drawn is not in question, and drawing and reading that many rows takes long.
    let more = [
      "--set", "problems.0.epochs=4000", "--set", "record.every=400", "--set", "figures=[]",
    ]
    try scratch.write(smallSpec, to: "small.json")
    func run(_ arguments: [String]) throws -> Program.Outcome {
      try Program.run(["run", "small.json"] + more + arguments, in: scratch.folder)
    }
    #expect(try run(["--out", "whole"]).code == 0)
    for (signal, code) in try Self.signals {
      let out = "cut-\(code)"
      let outcome = try Program.run(
        ["run", "small.json", "--out", out, "--jobs", "1", "--fresh"] + more, in: scratch.folder,
        // As the wrapper says how it was called.
        environment: ["OPTLAB_CALLED": "./optlab"],
        whileRunning: { process in
          // Once it listens.
          let trials = scratch.file("\(out)/trials").path
          Processes.wait { FileManager.default.fileExists(atPath: trials) }
          kill(process.processIdentifier, signal)
        })
      #expect(outcome.code == code, "\(outcome.errors)")
      #expect(
        outcome.errors.contains(
          "to go on: ./optlab run small.json --out \(out) --jobs 1 --set "), "\(outcome.errors)")
      #expect(try run(["--out", out]).code == 0)
      for name in tables {
        let second = try scratch.table("\(out)/\(name)")
        #expect(try scratch.table("whole/\(name)") == second, "\(name)")
      }
    }
  }

  @Test("is ended by it in every one of its first moments")
  func firstMoments() throws {
    let scratch = try TestFolder()
    try scratch.write(smallSpec, to: "small.json")
    // In the background of a shell without job control, SIGINT is not for the program until it asks.
    for (signal, code) in try Self.signals.filter({ try !Self.isIgnored($0.0) }) {
      for milliseconds in stride(from: 0, to: 60, by: 4) {
        let outcome = try Program.run(
          [
            "run", "small.json", "--fresh", "--jobs", "1", "--out", "out", "--set", "figures=[]",
            "--set", "problems.0.epochs=40000",
          ],
          in: scratch.folder,
          whileRunning: { process in
            usleep(UInt32(milliseconds) * 1000)
            kill(process.processIdentifier, signal)
          })
        // Before the program listens, the signal itself ends it.
        #expect([code, signal].contains(outcome.code), "after \(milliseconds) ms")
      }
    }
  }
}
