import Foundation
import OptimizerLab
import TestSupport
import Testing

/// A call of the system's that fails once.
struct Fault: CustomTestStringConvertible, Sendable {
  var call: String
  /// Which of these calls on the output.
  var at: Int
  var error: Int32
  var testDescription: String { "\(call) number \(at), error \(error)" }
}

/// Two trials of a few milliseconds, without figures.
private let spec = """
  {
    "name": "f", "seeds": [0, 1],
    "problems": [
      { "name": "p", "kind": "regression",
        "data": {"kind": "function", "function": "linear", "count": 40},
        "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}],
        "steps": 20, "batch_size": 16 }
    ],
    "optimizers": [{"kind": "adam"}], "record": {"every": 5}, "figures": []
  }
  """

@Suite("A disk that fails")
struct FaultTests {
  /// Runs without a worker beside another, so that the same call is the same one each time.
  private func run(
    _ scratch: TestFolder, out: String, environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    try scratch.write(spec, to: "f.json")
    return try Program.run(
      ["run", "f.json", "--out", out, "--jobs", "1", "--checkpoint-every", "0.000001"],
      in: scratch.folder, environment: environment)
  }

  private func expectSame(_ scratch: TestFolder, as whole: CSVContent, out: String) throws {
    let again = try run(scratch, out: out)
    #expect(again.code == 0, "\(again.errors)")
    #expect(!again.errors.contains("set aside"), "\(again.errors)")
    #expect(try scratch.table("\(out)/curves.csv") == whole)
    let files = try FileManager.default.subpathsOfDirectory(atPath: scratch.file(out).path)
    #expect(files.filter { $0.hasSuffix(".tmp") || $0.contains("checkpoint") } == [])
  }

  static let faults: [Fault] = [
    ("open", EACCES, [1, 2, 4, 9, 20]), ("write", ENOSPC, [2, 3, 5, 9]),
    ("fsync", EIO, [1, 4, 10]),
    ("rename", EROFS, [1, 3, 6]), ("mkdir", ENOSPC, [1, 2]), ("close", EIO, [2, 4, 6]),
  ].flatMap { call, error, places in places.map { Fault(call: call, at: $0, error: error) } }

  /// What may fail to be opened without a word: the folder that is looked through for what a killed run
  /// left.
  static let spared = ["trials\n"]

  @Test(
    "is told in a sentence with the file and the reason, and costs nothing that was finished",
    .enabled(if: CLibrary.canBeMade, "no C compiler is installed"))
  func calls() throws {
    let scratch = try TestFolder()
    let faults = try CLibrary.make("Tests/Torture/faults.c", in: scratch)
    #expect(try run(scratch, out: "whole").code == 0)
    let whole = try scratch.table("whole/curves.csv")
    // Paths as the system has them, for /tmp may be a link.
    let root = scratch.folder.resolvingSymlinksInPath().path
    for (number, fault) in Self.faults.enumerated() {
      let out = "out\(number)"
      let outcome = try run(
        scratch, out: out,
        environment: [
          "LD_PRELOAD": faults, "FAULT_UNDER": "\(root)/\(out)", "FAULT_CALL": fault.call,
          "FAULT_AT": "\(fault.at)", "FAULT_ERRNO": "\(fault.error)",
          "FAULT_LOG": scratch.file("log\(number)").path,
        ])
      let failed = try String(contentsOf: scratch.file("log\(number)"), encoding: .utf8)
      // Which call has this number depends on how many checkpoints there was time for, so it may be
      // one that nothing depends on.
      if fault.call == "open",
        Self.spared.contains(where: { (failed + "\n").hasPrefix("open \(root)/\(out)/\($0)") }),
        outcome.code == 0
      {
        #expect(try scratch.table("\(out)/curves.csv") == whole, "\(fault): \(failed)")
        continue
      }
      #expect([73, 74].contains(outcome.code), "\(fault): \(outcome.code) \(outcome.errors)")
      // The C library's text, copied at once.
      let reason = unsafe String(cString: strerror(fault.error))
      let sentence = outcome.errors.split(separator: "\n").last ?? ""
      #expect(
        sentence.hasPrefix("optlab: cannot ") && sentence.contains(" \(out)")
          && sentence.hasSuffix(": \(reason)"), "\(fault): \(outcome.errors)")
      try expectSame(scratch, as: whole, out: out)
    }
  }

  /// What a power cut could take of trials that were told as done, by the calls in a trace: a result that
  /// was renamed before it was flushed, or told before its name was.
  private func losses(_ trace: String) -> [String] {
    var losses: [String] = []
    var isFlushed: [String: Bool] = [:]
    var unnamed: [Substring: String] = [:]
    for line in trace.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 2)
      let (process, call, path) = (words[0], words[1], String(words[2]))
      let name = path.components(separatedBy: "/trials/").last ?? path
      switch call {
      case "write" where path.hasPrefix("pipe:"):
        if let lost = unnamed[process] {
          losses.append("\(lost) is told before its name is flushed")
        }
      case "write": isFlushed[name] = false
      case "fsync" where path.hasSuffix("/trials"): unnamed[process] = nil
      case "fsync": isFlushed[name] = true
      case "rename" where path.contains("/trials/"):
        let temporary = isFlushed.keys.first { $0.hasPrefix("\(name).") }
        if temporary.flatMap({ isFlushed[$0] }) != true { losses.append("\(name) is not flushed") }
        unnamed[process] = name
      default: break
      }
    }
    return losses
  }

  @Test(
    "by a power cut takes no trial that was told as done, for two flushes each",
    .enabled(if: CLibrary.canBeMade, "no C compiler is installed"))
  func flushes() throws {
    let scratch = try TestFolder()
    let faults = try CLibrary.make("Tests/Torture/faults.c", in: scratch)
    let root = scratch.folder.resolvingSymlinksInPath().path
    func trace(_ out: String, _ more: [String: String] = [:]) throws -> String {
      let log = scratch.file("\(out).trace").path
      var environment = ["LD_PRELOAD": faults, "FAULT_UNDER": "\(root)/\(out)", "FAULT_TRACE": log]
      environment.merge(more) { $1 }
      #expect(try run(scratch, out: out, environment: environment).code == 0)
      return try scratch.text("\(out).trace")
    }
    let calls = try trace("whole")
    #expect(losses(calls) == [])
    let flushes = calls.split(separator: "\n").filter { line in
      line.contains(" fsync ") && (line.hasSuffix("/trials") || line.contains("/trials/"))
    }
    // Two trials: the file of each, and the folder that they are in.
    #expect(flushes.count == 4, "\(flushes)")
    #expect(calls.contains(" rename ") && calls.contains(" write pipe:"))
    // Where folders are not flushed, that is seen.
    let without = losses(try trace("without", ["FAULT_NO_FOLDER_FLUSH": "1"]))
    #expect(without.count >= 2 && without.allSatisfy { $0.hasSuffix("before its name is flushed") })
  }

  private static var canMount: Bool {
    geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/mount")
  }

  private func mount(_ arguments: String...) throws -> Bool {
    let mounting = Process()
    mounting.executableURL = URL(fileURLWithPath: "/usr/bin/\(arguments[0])")
    mounting.arguments = Array(arguments.dropFirst())
    mounting.standardError = FileHandle.nullDevice
    try mounting.run()
    mounting.waitUntilExit()
    return mounting.terminationStatus == 0
  }

  @Test(
    "and is full, or read-only, gives a run that goes on once it is not any more",
    .enabled(if: canMount, "only root can mount a small file system"))
  func full() throws {
    let scratch = try TestFolder()
    #expect(try run(scratch, out: "whole").code == 0)
    let whole = try scratch.table("whole/curves.csv")
    let disk = scratch.file("disk").path
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    // A container may forbid it to root as well.
    guard try mount("mount", "-t", "tmpfs", "-o", "size=24k", "none", disk) else {
      print("skipped: this machine lets nobody mount a file system")
      return
    }
    defer { _ = try? mount("umount", disk) }
    let full = try run(scratch, out: "disk/out")
    #expect(full.code == 74 || full.code == 73, "\(full.errors)")
    #expect(full.errors.contains(": No space left on device"), "\(full.errors)")
    #expect(try mount("mount", "-o", "remount,size=8m,ro", disk))
    let readOnly = try run(scratch, out: "disk/out")
    #expect(readOnly.code == 73, "\(readOnly.errors)")
    #expect(readOnly.errors.contains(": Read-only file system"), "\(readOnly.errors)")
    #expect(try mount("mount", "-o", "remount,rw", disk))
    try expectSame(scratch, as: whole, out: "disk/out")
  }
}
