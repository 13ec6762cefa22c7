/// A row of a gradebook, with its head.
package enum CSVReport: ResultWriter {
  package static let name = "csv"
  package static let summary = "a row of a gradebook"
  package static let fileName = "result.csv"

  package static func text(of result: GradeResult, in place: ReportPlace) -> String {
    GradesCSV.text(of: Gradebook([result]))
  }
}
