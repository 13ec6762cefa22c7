internal import ExperimentRunner
internal import FoundationEssentials
internal import Glibc
internal import OptimizerLab

/// Where the program may write, and how much room there is.
enum FolderFacts {
  static var all: [Fact] {
    [
      fact("current", FileManager.default.currentDirectoryPath), fact("plots", "plots"),
      fact("temporary", FileManager.default.temporaryDirectory.path),
    ]
  }

  private static func fact(_ name: String, _ path: String) -> Fact {
    guard OutputFile.isFolder(path) else { return Fact(name, "\(path): there is none yet") }
    var room = statvfs()
    // The structure is filled in by the call and read after it.
    guard unsafe statvfs(path, &room) == 0 else {
      return Fact(name, "\(path): \(OutputError.systemReason(errno))")
    }
    let free = Int(
      clamping: UInt64(room.f_bavail).multipliedReportingOverflow(by: UInt64(room.f_frsize)).0)
    let type = FileSystem.type(of: path) ?? "unknown file system"
    return Fact(
      name, "\(path): \(canWrite(path)), \(ByteCount.text(free)) free, \(type)")
  }

  /// By making a file and removing it: rights alone do not tell what a read-only or a full disk, or
  /// root, may do.
  private static func canWrite(_ path: String) -> String {
    let probe = "\(path)/.optlab-\(getpid())"
    do throws(OutputError) {
      try OutputFile.write([1], to: probe)
      // The path lives for the call.
      unsafe unlink(probe)
      return "can write"
    } catch {
      return "cannot write: \(error.reason)"
    }
  }
}

/// What was set from outside that can change what the program does.
enum EnvironmentFacts {
  private static let names: Set = ["LANG", "TZ", "PATH", "TERM", "DISPLAY", "TMPDIR", "COLUMNS"]
  private static let prefixes = [
    "LC_", "OPTLAB_", "OPENBLAS_", "OMP_", "LIBXSMM_", "GLIBC_", "GNUPLOT", "GNUTERM", "SWIFT_",
    "LD_",
  ]

  static var all: [Fact] {
    ProcessInfo.processInfo.environment
      .filter { name, _ in names.contains(name) || prefixes.contains(where: name.hasPrefix) }
      .sorted { $0.key < $1.key }.map { Fact($0.key, $0.value) }
  }
}
