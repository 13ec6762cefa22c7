import Foundation
import TestSupport

/// Slurm's programs as far as `optlab` calls them, as scripts in a folder of PATH: they write down how they
/// were called, and say what a test has them say.
struct FakeSlurm {
  let scratch: TestFolder

  /// - Parameters:
  ///   - partitions: what `sinfo` prints.
  ///   - largestArray: `MaxArraySize`.
  ///   - refusals: how `sbatch` refuses its calls from that one on, from 1.
  init(
    partitions: String = "debug*|1:00:00\nlong|7-00:00:00\n", largestArray: Int = 1001,
    refusals: (from: Int, words: String)? = nil
  ) throws {
    scratch = try TestFolder()
    let place = scratch.folder.path
    let refusal = refusals.map {
      "[ \"$count\" -ge \($0.from) ] && { echo 'sbatch: error: \($0.words)' >&2; exit 1; }"
    }
    let programs = [
      "sbatch": """
      printf '%s\\0' "$@" >> '\(place)/calls.$count'
      \(refusal ?? ":")
      echo $((4000 + count))
      """,
      "squeue": "cat '\(place)/queue' 2>/dev/null; exit 0",
      "scancel": "echo \"$@\" >> '\(place)/cancelled'",
      "sinfo": "printf '%s' '\(partitions)'",
      "scontrol": """
      [ "$1" = requeue ] || { echo 'MaxArraySize            = \(largestArray)'; exit 0; }
      echo "$2" >> '\(place)/requeued'
      # Slurm ends what it puts back.
      kill -KILL $PPID
      """,
    ]
    for (name, text) in programs {
      let counting =
        name == "sbatch"
        ? "echo >> '\(place)/count'; count=$(wc -l < '\(place)/count' | tr -d ' ')\n" : ""
      let body = text.replacing("calls.$count'", with: "calls.'\"$count\"")
      try scratch.writeProgram("#!/bin/bash\n\(counting)\(body)\n", to: "bin/\(name)")
    }
  }

  /// With which the program finds these.
  var environment: [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return ["PATH": "\(scratch.file("bin").path):\(path)"]
  }

  /// The arguments of each call of `sbatch`.
  var calls: [[String]] {
    get throws {
      guard scratch.exists("count") else { return [] }
      let count = try scratch.text("count").count { $0 == "\n" }
      return try (1...count).map { call in
        try scratch.text("calls.\(call)").split(separator: "\0").map(String.init)
      }
    }
  }

  /// Has `squeue` print these lines.
  func queue(_ lines: [String]) throws {
    try scratch.write(lines.map { "\($0)\n" }.joined(), to: "queue")
  }

  func said(_ file: String) throws -> String { scratch.exists(file) ? try scratch.text(file) : "" }
}

/// PATH without Slurm: what else is there, but the folders that have a program of Slurm's.
var pathWithoutSlurm: [String: String] {
  let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
  let folders = path.split(separator: ":").filter { folder in
    !["sbatch", "squeue", "scancel"].contains {
      FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)")
    }
  }
  return ["PATH": folders.joined(separator: ":")]
}
