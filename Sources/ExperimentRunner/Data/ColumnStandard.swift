/// The mean and the deviation of a column, by which it is standardized.
package struct ColumnStandard: Sendable, Equatable {
  package var column: String
  package var mean: Double
  /// The square root of the mean squared distance from the mean: divided by the number of rows.
  package var deviation: Double

  /// Those of every column of numbers over some rows.
  ///
  /// The sums are those of the exact numbers, rounded at their end: whoever adds in another order, or as
  /// Python's `math.fsum` does, comes to the same.
  /// - Parameter isNumber: of each column, whether it is standardized.
  /// - Throws: `DataError` for a column that is the same in all rows.
  static func all(
    of numbers: TableNumbers, names: [String], isNumber: [Bool], rows: [Int], path: String
  ) throws(DataError) -> [ColumnStandard] {
    let width = names.count
    let values = numbers.doubles
    var standards: [ColumnStandard] = []
    for column in names.indices where isNumber[column] {
      var sum = ExactSum()
      let first = values[rows[0] * width + column]
      var hasSpread = false
      for row in rows {
        let value = values[row * width + column]
        sum.add(value)
        if value != first { hasSpread = true }
      }
      guard hasSpread else {
        throw DataError(
          path, .noSpread(column: names[column], value: CSVTable.number(first) ?? ""))
      }
      let mean = sum.value / Double(rows.count)
      var squares = ExactSum()
      for row in rows {
        let distance = values[row * width + column] - mean
        squares.add(distance * distance)
      }
      standards.append(
        ColumnStandard(
          column: names[column], mean: mean,
          deviation: (squares.value / Double(rows.count)).squareRoot()))
    }
    return standards
  }

  /// All numbers less the mean of their column and divided by its deviation, then rounded.
  static func apply(
    _ standards: [ColumnStandard], to values: [Double], isNumber: [Bool]
  ) -> [Float] {
    let width = isNumber.count
    var means = [Double](repeating: 0, count: width)
    var deviations = [Double](repeating: 1, count: width)
    for (column, standard) in zip(isNumber.indices.filter { isNumber[$0] }, standards) {
      means[column] = standard.mean
      deviations[column] = standard.deviation
    }
    var result: [Float] = []
    result.reserveCapacity(values.count)
    var column = 0
    for value in values {
      result.append(Float((value - means[column]) / deviations[column]))
      column = column + 1 == width ? 0 : column + 1
    }
    return result
  }
}

/// A sum of many numbers to the last digit: in two doubles, the second of which has what the first
/// lost (Ogita, Rump and Oishi: Accurate sum and dot product, 2005).
struct ExactSum {
  private var high = 0.0
  private var low = 0.0

  mutating func add(_ value: Double) {
    let sum = high + value
    let part = sum - high
    low += (high - (sum - part)) + (value - part)
    high = sum
  }

  var value: Double { high + low }
}
