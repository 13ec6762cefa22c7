package import ExperimentRunner
internal import OptimizerLab

/// The first recorded step at which the numbers of two trainings are not the same.
package struct TrialParting: Sendable, Equatable {
  /// A column that differs there.
  package struct Value: Sendable, Equatable {
    package var column: Quantity
    /// `nil` where there is none.
    package var first: Double?
    package var second: Double?

    /// By the larger of the two magnitudes; `nil` where one of them is missing.
    package var relative: Double? {
      guard let first, let second else { return nil }
      let larger = max(first.magnitude, second.magnitude)
      return larger == 0 ? 0 : larger.isInfinite ? 1 : (first - second).magnitude / larger
    }
  }

  /// `curves.csv`, `layers.csv` or `paths.csv`.
  package var table: String
  package var step: Int
  /// Places, where the table has such.
  package var network: Int?
  package var layer: Int?
  /// In the order of the table.
  package var values: [Value]
}

/// Two trainings side by side.
package struct TrialPair: Sendable, Equatable {
  /// `nil` where all that both recorded is the same.
  package var parting: TrialParting?
  /// How many steps both recorded in their curves, and how many one of them alone did.
  package var commonSteps: Int
  package var otherSteps: Int

  /// Time is no number that trainings could agree in.
  package init(_ first: TrialResult, _ second: TrialResult) {
    let (curves, others) = (first.curves, second.curves)
    let partings = [
      Self.parting(curves, others, "curves.csv"),
      Self.parting(first.layers, second.layers, "layers.csv"),
      Self.parting(first.path, second.path, "paths.csv"),
    ].compactMap { $0 }
    parting =
      partings.enumerated().min { ($0.element.step, $0.offset) < ($1.element.step, $1.offset) }?
      .element
    let (steps, otherSteps) = (Self.steps(curves), Self.steps(others))
    commonSteps = steps.intersection(otherSteps).count
    self.otherSteps = steps.symmetricDifference(otherSteps).count
  }

  private static func steps(_ curves: Records<CurveTable>) -> Set<Int> {
    Set((0..<curves.count).compactMap { curves[$0, .step].map { Int($0) } })
  }

  private struct Key: Hashable {
    var step: Double
    var network: Double
    var layer: Double
  }

  private static func parting<Table: RecordTable>(
    _ first: Records<Table>, _ second: Records<Table>, _ table: String
  ) -> TrialParting? where Table.Column == Quantity {
    let keys = [Quantity.step, .network, .layer].map { Table.layout.place(of: $0) }
    func key(_ records: Records<Table>, _ row: Int) -> Key {
      let parts = keys.map { place in place.flatMap { records[row, $0] } ?? -1 }
      return Key(step: parts[0], network: parts[1], layer: parts[2])
    }
    let rows = Dictionary((0..<second.count).map { (key(second, $0), $0) }) { known, _ in known }
    let columns = Table.layout.columns.enumerated().filter { _, column in
      column.role != .key && column.role != .clock && !first.unknown.contains(column)
        && !second.unknown.contains(column)
    }
    var earliest: TrialParting?
    for row in 0..<first.count {
      let own = key(first, row)
      guard let other = rows[own], Int(own.step) < earliest?.step ?? .max else { continue }
      let values = columns.compactMap { place, column -> TrialParting.Value? in
        let (a, b) = (first[row, place], second[other, place])
        return a == b ? nil : TrialParting.Value(column: column, first: a, second: b)
      }
      guard !values.isEmpty else { continue }
      earliest = TrialParting(
        table: table, step: Int(own.step), network: keys[1].map { _ in Int(own.network) },
        layer: keys[2].map { _ in Int(own.layer) }, values: values)
    }
    return earliest
  }
}
