import ExperimentRunner
import Foundation
import TestSupport
import Testing

@Suite("A program of somebody else's")
struct ConfinedProgramTests {
  private let scratch = Result { try TestFolder() }

  /// Runs a script of the shell's to its end.
  private func run(
    _ script: String, as confinement: Confinement = .submission,
    limits: ProgramLimits = ProgramLimits()
  ) throws -> (log: String, ending: ProgramEnding, protection: [String]) {
    let scratch = try scratch.get()
    try scratch.write(script, to: "theirs/run.sh")
    let program = try ConfinedProgram(
      command: ["sh", "run.sh"], folder: scratch.file("theirs").path, limits: limits,
      confinement: confinement)
    let ending = program.end(grace: .seconds(20))
    return (program.log, ending, program.protection)
  }

  @Test("of one's own spec has the folder, the environment and no file but its pipes")
  func own() throws {
    let found = try run(
      "pwd -P; echo $PATH $OPTLAB_IN $OPTLAB_OUT; ls /proc/$$/fd", as: .own)
    let folder = try #require(RealPath.of(try scratch.get().file("theirs").path))
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let lines = found.log.split(separator: "\n").map(String.init)
    #expect(lines.prefix(2) == [folder, "\(path) 3 4"])
    // 10 is the script that the shell reads.
    #expect(Set(lines.dropFirst(2)).isSubset(of: ["0", "1", "2", "3", "4", "10", "255"]))
    #expect(found.ending.manner == .code(0))
    #expect(found.protection == [])
  }

  @Test("that is graded has a copy, without links that lead out, pipes, and what is hidden")
  func copy() throws {
    let scratch = try scratch.get()
    try scratch.write("secret", to: "secret")
    for (name, text) in [("a b/it's.txt", "1"), (".git/config", "2"), ("__pycache__/x.pyc", "3")] {
      try scratch.write(text, to: "theirs/\(name)")
    }
    let place = scratch.file("theirs").path
    let files = FileManager.default
    try files.createSymbolicLink(atPath: "\(place)/in", withDestinationPath: "a b/it's.txt")
    try files.createSymbolicLink(atPath: "\(place)/out", withDestinationPath: "../secret")
    try files.createSymbolicLink(atPath: "\(place)/round", withDestinationPath: ".")
    #expect(unsafe mkfifo("\(place)/pipe", 0o600) == 0)
    let found = try run("find . | sort; cat in; env | cut -d= -f1 | sort | tr '\\n' ' '; echo; pwd")
    let lines = found.log.split(separator: "\n").map(String.init)
    #expect(
      lines.prefix(6) == [
        ".", "./a b", "./a b/it's.txt", "./in", "./run.sh",
        "1HOME JULIA_NUM_THREADS "
          + "LANG MKL_NUM_THREADS NUMEXPR_NUM_THREADS OMP_NUM_THREADS OPENBLAS_NUM_THREADS OPTLAB_IN "
          + "OPTLAB_OUT PATH PWD PYTHONDONTWRITEBYTECODE PYTHONHASHSEED TMPDIR VECLIB_NUM_THREADS ",
      ])
    #expect(found.ending.manner == .code(0))
    #expect(Set(found.protection).isSuperset(of: ["rlimit", "subreaper"]))
    #expect(lines.last.map { files.fileExists(atPath: $0) } == false)
    #expect(files.fileExists(atPath: "\(place)/run.sh"))
  }

  @Test("is not started where there is too much of it, or nothing")
  func refused() throws {
    let scratch = try scratch.get()
    for number in 0..<2001 { try scratch.write("", to: "many/\(number)") }
    try scratch.write("", to: "deep/" + String(repeating: "d/", count: 40) + "file")
    let cases: [([String], String, Confinement, String)] = [
      (["sh"], "many", .submission, "its folder has more than 2000 files"),
      (["sh"], "deep", .submission, "its folder has folders inside folders, deeper than 32"),
      (["sh"], "none", .submission, "its folder could not be copied: no such file or directory"),
      ([], ".", .own, "its command is empty"),
      (["./rule"], ".", .own, "no such file or directory"),
      (
        ["no-such-program"], ".", .own,
        "no program \"no-such-program\" in the folders of PATH; one of its own folder is named "
          + "\"./no-such-program\""
      ),
      (["sh"], "many/1", .own, "its folder: not a directory"),
    ]
    for (command, folder, confinement, reason) in cases {
      let error = #expect(throws: ProgramFailure.self) {
        try ConfinedProgram(
          command: command, folder: scratch.file(folder).path, limits: ProgramLimits(),
          confinement: confinement)
      }
      #expect(error?.sentence.lowercased() == "could not be started: \(reason)".lowercased())
    }
  }

  @Test("keeps the first and the last of what it prints")
  func log() throws {
    let found = try run("seq 1 20000; exit 3")
    let lines = found.log.split(separator: "\n")
    #expect(lines.first == "1" && lines.last == "20000")
    #expect(found.log.utf8.count < 66_000)
    // 108,894 bytes in all.
    #expect(found.log.contains("\n[… 43358 bytes are left out …]\n"))
    #expect(found.ending.manner == .code(3))
  }

  private static let isRoot = geteuid() == 0

  @Test(
    "runs as another user, who may start 64 processes, where the superuser grades",
    .enabled(if: isRoot, "only the superuser can start a program as another user"))
  func user() throws {
    let script = """
      id -un
      while read line; do case $line in "Max processes"*) echo $line; esac; done < /proc/self/limits
      """
    let found = try run(script, as: .submission(user: "nobody"))
    let lines = found.log.split(separator: "\n").map(String.init)
    #expect(lines.first == "nobody")
    // `Max processes 70 70 processes`
    let limit = lines.last?.split(separator: " ").dropFirst(2).first.flatMap { Int($0) }
    #expect(limit.map { (64..<1000).contains($0) } == true, "\(found.log)")
    #expect(found.protection.contains("user nobody"))
    #expect(throws: ProgramFailure.notStarted("the system has no user \"no such one\"")) {
      try run("", as: .submission(user: "no such one"))
    }
  }
}
