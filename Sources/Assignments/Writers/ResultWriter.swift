internal import FoundationEssentials

/// A format in which a result is given to people and platforms: one file.
///
/// A new one is one file with a type like this, and one word in `ResultWriters.all`.
package protocol ResultWriter: Sendable {
  /// What `--report` calls it.
  static var name: String { get }
  /// What it is for, in a line.
  static var summary: String { get }
  /// What the file is called where nobody says otherwise.
  static var fileName: String { get }
  /// The file, which is valid whatever the result says, and before anything is graded.
  static func text(of result: GradeResult, in place: ReportPlace) -> String
}

/// What surrounds a report.
package struct ReportPlace: Sendable {
  /// Where the figures that a result names are; none are shown without one.
  package var folder: String?
  /// How wide a terminal is.
  package var columns = 80
  /// Variables that a platform sets: who handed in, and where.
  package var environment: [String: String]

  package init(
    folder: String? = nil, columns: Int = 80,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.folder = folder
    self.columns = columns
    self.environment = environment
  }
}
