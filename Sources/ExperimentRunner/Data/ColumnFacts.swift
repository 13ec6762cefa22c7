/// What a table's columns turned out to be.
package struct ColumnFacts: Sendable, Equatable {
  /// The names of the values of an example, and of its target.
  package var features: [String]
  package var targets: [String]
  /// Rows that were left out, because a value is missing.
  package var leftOut: Int
  package var separator: String
  package var decimal: String
  /// Those by which features and targets were standardized; empty where they were not.
  package var standardFeatures: [ColumnStandard]
  package var standardTargets: [ColumnStandard]
}
