package import ExperimentRunner

/// The one list of formats.
package enum ResultWriters {
  package static let all: [any ResultWriter.Type] = [
    TextReport.self, JSONReport.self, CSVReport.self, JUnitReport.self, GradescopeReport.self,
    Classroom50Report.self, PrairieLearnReport.self,
  ]

  package static func named(_ name: String) -> (any ResultWriter.Type)? {
    all.first { $0.name == name }
  }

  /// Puts a report at `path`; what was there stays until the new one is whole.
  ///
  /// Called once with a result that is not graded yet, before any program of the submission runs, and
  /// again at the end: a grader that is killed in between leaves a report that its reader takes.
  package static func write(
    _ result: GradeResult, as writer: any ResultWriter.Type, to path: String, in place: ReportPlace
  ) throws(OutputError) {
    try OutputFile.write(writer.text(of: result, in: place), to: path)
  }
}
