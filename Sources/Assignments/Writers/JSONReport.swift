internal import SpecLanguage

/// The result, all of it: what a second grading reads, and what a person may give points in.
package enum JSONReport: ResultWriter {
  package static let name = "json"
  package static let summary = "all of it, for programs; read back when graded again"
  package static let fileName = GradeResult.fileName

  package static func text(of result: GradeResult, in place: ReportPlace) -> String {
    JSONText.pretty(result.json)
  }
}
