/// The columns of a user's CSV file that an experiment learns from and predicts.
///
///     x,noise,y        features: ["x"], target: "y"
///     0.5,0.01,0.25    inputs:   [0.5, 1]
///     1,-0.02,1        targets:  [0.25, 1]
///
/// The first row names the columns. Cells of other columns may hold anything; a cell that is used
/// has to be a finite decimal number, and is never guessed at. Blank lines are left out.
package struct NumericTable: Equatable, Sendable {
  /// Larger tables are refused: this is a lab of small networks, and a gzip file unfolds a
  /// thousandfold.
  package static let sizeLimit = 256 << 20

  package let rowCount: Int
  /// `rowCount` rows of one value a feature, in the order the features were asked for.
  package let inputs: [Float]
  /// One value a row.
  package let targets: [Float]

  /// Reads the file at `path`, inflated where it is gzip.
  package static func read(
    at path: String, features: [String], target: String
  ) throws(DataError) -> NumericTable {
    var reader = try GzipReader(path: path)
    let bytes = try reader.read(atMost: sizeLimit + 1)
    guard bytes.count <= sizeLimit else { throw DataError(path, .tooLarge(limit: sizeLimit)) }
    let text = try CSVText(bytes, path: path)
    var columns: NumericColumns?
    var inputs: [Float] = []
    var targets: [Float] = []
    try text.forEachRow { (row: CSVRow) throws(DataError) in
      guard let columns else {
        columns = try NumericColumns(
          features: features, target: target, header: row, path: path)
        return
      }
      try columns.append(row, inputs: &inputs, targets: &targets)
    }
    guard columns != nil else { throw DataError(path, .emptyTable) }
    guard !targets.isEmpty else { throw DataError(path, .noRows) }
    return NumericTable(rowCount: targets.count, inputs: inputs, targets: targets)
  }
}
