internal import ExperimentRunner
internal import FoundationEssentials
internal import Glibc
internal import OptimizerLab
internal import SpecLanguage

/// A platform that runs graders.
package enum Platform: String, Sendable, CaseIterable { case gradescope, classroom50, prairielearn }

/// What a platform wants of a grader: its scripts, the assignment, and this program.
package struct PlatformPack {
  package let assignment: AssignmentFolder
  package let platform: Platform
  /// What who packed it has to know.
  package private(set) var remarks: [String] = []

  private let secret: [UInt8]
  private let program: String

  /// - Parameter program: this program's own file.
  package init(
    _ assignment: AssignmentFolder, platform: Platform, secretFile: String?, program: String
  ) throws {
    self.assignment = assignment
    self.platform = platform
    self.program = program
    secret = try SecretFile.read(secretFile)
    if secretFile == nil {
      remarks.append(
        "without --secret, students can find out the seeds of the grading: \(platform.rawValue) "
          + "grades what `optlab assignment check` shows")
    }
    remarks.append(
      "the program that was packed is this one, built for processors like this machine's; it needs a C "
        + "library at least as new, and gnuplot and Python as setup.sh installs them")
  }

  /// - Returns: the paths of what was written.
  package func write(to folder: String) throws -> [String] {
    guard !OutputFile.exists(folder) || OutputFile.names(in: folder).isEmpty else {
      throw AssignmentError("\(folder) is there already; name another folder", .exists)
    }
    let base = platform == .prairielearn ? "tests" : "grader"
    var paths: [String] = []
    for (name, text, isProgram) in scripts {
      try put(Array(text.utf8), at: "\(folder)/\(name)", isProgram: isProgram)
      paths.append("\(folder)/\(name)")
    }
    for name in FolderListing.files(in: assignment.path, limit: 10_000) where isNeeded(name) {
      try copy(assignment.file(name), to: "\(folder)/\(base)/assignment/\(name)")
    }
    if !secret.isEmpty { try put(secret, at: "\(folder)/\(base)/secret") }
    try copy(program, to: "\(folder)/\(base)/optlab", isProgram: true)
    for (name, path) in try libraries() {
      try copy(path, to: "\(folder)/\(base)/lib/\(name)")
    }
    return paths + ["assignment", "optlab", "lib"].map { "\(folder)/\(base)/\($0)" }
  }

  private func copy(_ path: String, to target: String, isProgram: Bool = false) throws {
    try put(Array(try Data(contentsOf: URL(filePath: path))), at: target, isProgram: isProgram)
  }

  /// The shared libraries that the program is loaded with, by the names that it asks for, but for those that
  /// every system has, of its own version.
  private func libraries() throws -> [(name: String, path: String)] {
    let systems = ["ld-linux", "libc.so", "libm.so", "libpthread.so", "libdl.so", "librt.so"]
    var process = TimedProcess(program, [])
    // Asked so, the loader says what it would load, and nothing is run.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["LD_TRACE_LOADED_OBJECTS": "1"]) { _, new in new }
    return try process.run(secondsAllowed: 60).output.split(separator: "\n").compactMap { line in
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count > 2, words[1] == "=>", words[2].hasPrefix("/"),
        !systems.contains(where: words[0].hasPrefix)
      else { return nil }
      return (String(words[0]), String(words[2]))
    }
  }

  /// The solution is in no image that runs students' programs.
  private func isNeeded(_ name: String) -> Bool {
    let first = name.split(separator: "/").first.map(String.init) ?? name
    return !["source", "mutants"].contains(first) && name != "teacher.md" && !name.hasPrefix(".")
  }

  private func put(_ bytes: [UInt8], at path: String, isProgram: Bool = false) throws {
    try OutputFile.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
    try OutputFile.write(bytes, to: path)
    if isProgram {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
  }

  // MARK: Scripts

  private var scripts: [(name: String, text: String, isProgram: Bool)] {
    switch platform {
    case .gradescope:
      [
        ("setup.sh", Self.setup, true),
        (
          "run_autograder",
          """
          #!/usr/bin/env bash
          # What was handed in is graded; Gradescope reads results/results.json.
          cd /autograder/source
          \(command(
            base: "/autograder/source/grader", submission: "/autograder/submission",
            output: "/tmp/grades", report: "/autograder/results/results.json"))

          """, true
        ),
      ]
    case .classroom50:
      [
        ("setup.sh", Self.setup, true),
        (
          "autograder",
          """
          #!/usr/bin/env bash
          # Called in the folder of what was handed in; writes result.json there.
          here=$(cd "$(dirname "$0")" && pwd)
          \(command(
            base: "$here/grader", submission: "$PWD", output: "$(mktemp -d)",
            report: "$PWD/result.json"))

          """, true
        ),
      ]
    case .prairielearn:
      [
        ("info.json", info, false),
        ("setup.sh", Self.setup, true),
        (
          "tests/run.sh",
          """
          #!/usr/bin/env bash
          # The entry point of the external grader.
          mkdir -p /grade/results
          \(command(
            base: "/grade/tests", submission: "/grade/student", output: "/tmp/grades",
            report: "/grade/results/results.json"))

          """, true
        ),
      ]
    }
  }

  private func command(
    base: String, submission: String, output: String, report: String
  ) -> String {
    let secret = secret.isEmpty ? "" : " --secret \"\(base)/secret\""
    return """
      export LD_LIBRARY_PATH="\(base)/lib"
      "\(base)/optlab" assignment grade "\(base)/assignment" "\(submission)" \\
        --out "\(output)"\(secret) --report \(platform.rawValue) --report-file "\(report)" --exit-zero
      """
  }

  /// What an image of Debian or Ubuntu needs: Python for students' programs, and gnuplot, without which
  /// there are no pictures.
  private static let setup = """
    #!/usr/bin/env bash
    set -e
    apt-get update
    apt-get install -y --no-install-recommends python3 python3-numpy gnuplot-nox

    """

  /// The part of a question's info.json that is about grading.
  private var info: String {
    JSONText.pretty(
      .object([
        .init("uuid", .string(UUID().uuidString.lowercased())),
        .init("title", .string(assignment.assignment.title)),
        .init("topic", .string("Optimization")), .init("type", .string("v3")),
        .init("gradingMethod", .string("External")),
        .init(
          "externalGradingOptions",
          .object([
            .init("enabled", .bool(true)), .init("image", .string("ubuntu:24.04")),
            .init("serverFilesCourse", .array([])),
            .init("entrypoint", .string("/grade/tests/run.sh")),
            .init("timeout", .integer(Int(seconds))),
            .init("enableNetworking", .bool(false)),
          ])),
      ]))
  }

  /// For all tasks together.
  private var seconds: Double {
    min(assignment.assignment.limits.taskSeconds * Double(assignment.assignment.tasks.count), 3600)
  }
}
