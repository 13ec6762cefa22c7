package import ExperimentRunner

/// A format in which a run's results are given to people and programs: one file, or one folder.
///
/// A new one is one file with a type like this, and one word in `ExporterCatalog.all`.
package protocol Exporter: Sendable {
  /// What `--export` and `optlab list exporters` call it.
  static var name: String { get }
  /// What it leaves, in a line.
  static var summary: String { get }
  /// What it writes into a run's folder, by name.
  static var fileNames: [String] { get }
  /// Whether the folder of every run has it; else it is there for those who ask.
  static var isAlwaysThere: Bool { get }
  /// Whether this run has something for it, or asks for it.
  static func isWanted(of output: OutputFolder) -> Bool
  /// Writes it into the run's folder, whole or not at all.
  static func write(_ output: OutputFolder) throws(OutputError)
}

extension Exporter {
  package static var isAlwaysThere: Bool { true }
  package static func isWanted(of output: OutputFolder) -> Bool { true }
}
