/// A column as a spec names it.
package enum ColumnName: Equatable, Sendable {
  case name(String)
  /// Its place from 0; a negative one is from the end, −1 the last.
  case place(Int)
}

/// Columns to learn from, as a spec names them.
package enum FeatureItem: Equatable, Sendable {
  /// A column's name, or two with `..` between them for all from the one to the other.
  case columns(ColumnName)
  /// A column for each text that stands in it: 1 where it does, 0 elsewhere.
  case oneHot(ColumnName)
}

/// All columns to learn from.
package enum FeatureChoice: Equatable, Sendable {
  /// All but the targets, in the order of the file.
  case all
  case list([FeatureItem])
}

/// What is wanted of a table.
package struct TableRequest: Sendable {
  package var features = FeatureChoice.list([])
  package var targets: [ColumnName] = []
  /// Whether the target's texts or whole numbers are names of classes.
  package var wantsClasses = false
  /// `nil` where the file is to tell it.
  package var separator: CSVFormat.Separator?
  /// What stands before a fraction; `nil` where the file is to tell it.
  package var point: UInt8?
  package var quote: UInt8? = UInt8(ascii: "\"")
  package var comment: UInt8?
  /// Whether the first row has the columns' names; `nil` for yes, unless it cannot be.
  package var hasHeader: Bool?
  /// Texts that stand for a value that is missing: rows with one in a used column are left out.
  package var missing: [String] = []
  /// Whether numbers are wanted as the file has them, and not in single precision.
  package var keepsPrecision = (features: false, targets: false)

  package init() {}

  /// How the file is written, as far as it is said.
  var format: CSVFormat {
    var format = CSVFormat()
    format.quote = quote
    format.comment = comment
    if let point { format.point = point }
    return format
  }
}
