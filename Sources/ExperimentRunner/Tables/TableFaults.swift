internal import OptimizerLab

/// The cells of a table that should be numbers and are none, so that all are told at once.
struct TableFaults {
  /// How many are told with their places.
  static let limit = 20

  private(set) var cells: [BadCell] = []
  private(set) var count = 0
  /// In each column of the table, how many hold text.
  private var texts: [Int: Int] = [:]
  private var examples: [Int: String] = [:]

  mutating func add(_ fault: BadCell.Fault, cell place: Int, of row: CSVRow, column: String) {
    count += 1
    if case .isText(let text) = fault {
      texts[place, default: 0] += 1
      examples[place] = examples[place] ?? text
    }
    guard cells.count < Self.limit else { return }
    cells.append(BadCell(line: row.line(ofCell: place), column: column, fault: fault))
  }

  /// What is wrong, if anything.
  /// - Parameters:
  ///   - rowCount: how many rows were read.
  ///   - columns: what was read of them.
  func problem(rowCount: Int, columns: TableColumns) -> DataProblem? {
    guard let first = cells.first else { return nil }
    // A column without a single number is none of numbers.
    for (place, found) in texts.sorted(by: { $0.key < $1.key })
    where found == rowCount && rowCount > 1 {
      let (name, example) = (columns.names[place], examples[place] ?? "")
      return columns.targets.contains(place)
        ? .textTarget(column: name, example: example)
        : .textFeature(column: name, example: example)
    }
    guard count == 1 else { return .badCells(cells, count: count) }
    switch first.fault {
    case .hasNoText: return .badCells(cells, count: count)
    case .isEmpty: return .emptyCell(line: first.line, column: first.column)
    case .isText(let text):
      return .notANumber(line: first.line, column: first.column, found: text)
    case .isTooLarge(let text):
      return .tooLargeNumber(line: first.line, column: first.column, found: text)
    }
  }
}
