import ArgumentParser
import Assignments
import LabCommands

/// What a shell offers for an argument, by asking this program.
extension CompletionKind {
  /// A spec's path, or the name of an experiment that ships.
  static let spec = offering { $0.specs(named: SpecFile.names(Shipped.folders)) }

  /// The folder of a run.
  static let run = offering(\.runs)

  static let specOrRun = offering { word in
    let specs = word.specs(named: SpecFile.names(Shipped.folders))
    let runs = word.runs
    // Both have the folders that are neither.
    return specs.filter { !runs.contains(String($0.dropLast())) }
      + runs.filter { !specs.contains($0) }
  }

  static let assignment = offering {
    $0.assignments(named: AssignmentFolder.names(Shipped.assignments))
  }

  /// A key of the spec that stands on the same command line.
  static let specKey = custom { words, index, prefix in
    // After the program and the command; a value of another option is no spec that can be read.
    let others = words.enumerated().dropFirst(2).filter {
      $0.offset != index && !$0.element.hasPrefix("-")
    }
    for (_, word) in others {
      if let file = try? SpecFile(word, shipped: Shipped.folders) {
        return WordCandidates(prefix).keys(of: file)
      }
    }
    return []
  }

  private static func offering(
    _ candidates: @escaping @Sendable (WordCandidates) -> [String]
  ) -> CompletionKind {
    custom { _, _, prefix in candidates(WordCandidates(prefix)) }
  }
}
