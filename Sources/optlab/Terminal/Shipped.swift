import ExperimentRunner
import FoundationEssentials
import LabCommands

/// The experiments and assignments that ship with the program.
enum Shipped {
  /// `Experiments/` of the sources that the program was built in, or where `OPTLAB_HOME` says; or else what
  /// is inside the program.
  static var folders: [String] { folders("Experiments") }

  /// `Assignments/` of the same.
  static var assignments: [String] { folders("Assignments") }

  private static func folders(_ name: String) -> [String] {
    let home = ProcessInfo.processInfo.environment["OPTLAB_HOME"] ?? ""
    if !home.isEmpty { return ["\(home)/\(name)"] }
    let place = sources ?? unpacked
    return (place.map { ["\($0)/\(name)"] } ?? []) + [name]
  }

  /// The repository whose build the program lies in.
  private static var sources: String? {
    var place = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    for _ in 0..<5 {
      place.deleteLastPathComponent()
      let folder = place.path
      if OutputFile.exists("\(folder)/Package.swift"), OutputFile.isFolder("\(folder)/Experiments")
      {
        return folder
      }
    }
    return nil
  }

  private static var unpacked: String? {
    do throws(OutputError) {
      return try ShippedFiles.folder()
    } catch {
      Streams.error(
        "optlab: the experiments inside the program cannot be unpacked: \(error); XDG_CACHE_HOME names "
          + "another folder for them\n")
      return nil
    }
  }
}
