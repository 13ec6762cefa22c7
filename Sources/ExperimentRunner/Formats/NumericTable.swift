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
  /// So that a file without line breaks does not become a list of as many names as it has commas.
  package static let columnLimit = 100_000

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
    try ForeignFormat.refuse(bytes, at: path, wanted: .table)
    var rows = try CSVRows(bytes, path: path)
    guard let header = try rows.next(keeping: columnLimit) else {
      throw DataError(path, .emptyTable)
    }
    guard header.cellCount <= columnLimit else {
      throw DataError(path, .tooManyColumns(found: header.cellCount, limit: columnLimit))
    }
    let columns = try NumericColumns(
      features: features, target: target, header: header, path: path)
    var inputs: [Float] = []
    var targets: [Float] = []
    while let row = try rows.next(keeping: header.cellCount) {
      try columns.append(row, inputs: &inputs, targets: &targets)
    }
    guard !targets.isEmpty else { throw DataError(path, .noRows) }
    return NumericTable(rowCount: targets.count, inputs: inputs, targets: targets)
  }
}
