/// The columns of a user's table that an experiment learns from and predicts, as numbers.
///
///     x,colour,y       features: x, colour as one_hot; target: y
///     0.5,red,0.25     features: [0.5, 0, 1], [1, 1, 0]
///     1,blue,1         targets:  [0.25], [1]
package struct NumericTable: Sendable {
  /// Larger files are refused: this is a lab of small networks, and a gzip file unfolds a
  /// thousandfold.
  package static let sizeLimit = 256 << 20

  package var rowCount: Int
  /// How many of the rows are of the first file.
  package var firstRows: Int
  /// The names of the values of a row: a column's, or `colour_red` for a text of one.
  package var featureNames: [String]
  /// Whether each of them is a number of the file, and not one of several columns for a text.
  package var isNumber: [Bool]
  /// `rowCount` rows of one value a feature.
  package var features: TableNumbers
  package var targetNames: [String]
  /// `rowCount` rows of one value a target; empty where targets are classes.
  package var targets: TableNumbers
  /// The class of each row, and what the classes are called; `nil` where targets are numbers.
  package var classes: (ofRows: [Int], names: [String])?
  /// Rows that were left out, because a value is missing.
  package var leftOut: Int
  /// How the first file turned out to be written.
  package var format: CSVFormat
  /// What of that nobody said, in whole sentences.
  package var notes: [String]
  package var warnings: [String]
}
