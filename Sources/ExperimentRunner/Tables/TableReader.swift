internal import OptimizerLab

/// Reads the columns that are wanted of a table, from one file or from several one after the other.
package struct TableReader {
  private let request: TableRequest
  private var features: TableNumbers
  private var targets: TableNumbers
  /// Of each column that becomes several.
  private var categories: [Categories] = []
  /// Their numbers, row by row.
  private var codes: [Int] = []
  private var classes = Categories()
  private var classCodes: [Int] = []
  private var rowCount = 0
  private var firstRows: Int?
  private var leftOut = 0
  private var columns: TableColumns?
  private var form: TableForm?
  private let missing: [[UInt8]]

  package init(_ request: TableRequest) {
    self.request = request
    features = TableNumbers(isPrecise: request.keepsPrecision.features)
    targets = TableNumbers(isPrecise: request.keepsPrecision.targets)
    missing = request.missing.map { Array($0.utf8) }
  }

  /// Reads the file at `path`, inflated where it is gzip.
  package mutating func read(_ path: String) throws(DataError) {
    let form = try TableForm(path, request)
    if let known = columns { try form.check(isLike: known) }
    var rows = form.rows
    if columns == nil {
      columns = form.columns
      self.form = form
      categories = form.columns.features.filter(\.isOneHot).map { _ in Categories() }
    }
    let (rowsBefore, leftOutBefore) = (rowCount, leftOut)
    var faults = TableFaults()
    do throws(DataError) {
      while try rows.advance(keeping: form.columns.names.count) {
        guard rows.cellCount == form.columns.names.count else {
          throw DataError(
            path,
            .wrongCellCount(
              line: rows.row.line, found: rows.cellCount, expected: form.columns.names.count))
        }
        take(rows, form, &faults)
      }
    } catch {
      // What stands above it is told first.
      if let problem = faults.problem(rowCount: 0, columns: form.columns) {
        throw DataError(path, problem)
      }
      throw error
    }
    let (taken, without) = (rowCount - rowsBefore, leftOut - leftOutBefore)
    if let problem = faults.problem(rowCount: taken, columns: form.columns) {
      throw DataError(path, problem)
    }
    guard taken > 0 else {
      throw DataError(path, without > 0 ? .everyRowLeftOut(count: without) : .noRows)
    }
    if firstRows == nil { firstRows = rowCount }
  }

  /// Takes a row, unless a value is missing.
  private mutating func take(
    _ rows: borrowing CSVRows, _ form: borrowing TableForm, _ faults: inout TableFaults
  ) {
    if !missing.isEmpty, isMissing(rows, form.used) {
      leftOut += 1
      return
    }
    rowCount += 1
    var hot = 0
    for feature in form.columns.features {
      if feature.isOneHot {
        codes.append(categories[hot].code(ofCell: feature.place, in: rows))
        if rows.cells[feature.place].isEmpty {
          Self.add(.hasNoText, feature.place, rows, form, to: &faults)
        }
        hot += 1
      } else {
        Self.takeNumber(feature.place, rows, form, into: &features, &faults)
      }
    }
    for place in form.columns.targets {
      if request.wantsClasses {
        classCodes.append(classes.code(ofCell: place, in: rows))
        if rows.cells[place].isEmpty { Self.add(.hasNoText, place, rows, form, to: &faults) }
      } else {
        Self.takeNumber(place, rows, form, into: &targets, &faults)
      }
    }
  }

  @inline(__always)
  private static func takeNumber(
    _ place: Int, _ rows: borrowing CSVRows, _ form: borrowing TableForm,
    into numbers: inout TableNumbers, _ faults: inout TableFaults
  ) {
    guard let number = DecimalText(rows.bytes, rows.cells[place].range, point: form.format.point)
    else {
      numbers.appendNothing()
      let text = rows.row.text(ofCell: place)
      return add(text.isEmpty ? .isEmpty : .isText(text), place, rows, form, to: &faults)
    }
    guard numbers.append(number, in: rows.bytes) else {
      return add(.isTooLarge(rows.row.text(ofCell: place)), place, rows, form, to: &faults)
    }
  }

  private static func add(
    _ fault: BadCell.Fault, _ place: Int, _ rows: borrowing CSVRows, _ form: borrowing TableForm,
    to faults: inout TableFaults
  ) {
    faults.add(fault, cell: place, of: rows.row, column: form.columns.names[place])
  }

  /// Whether one of the cells says that its value is missing.
  private func isMissing(_ rows: CSVRows, _ used: [Int]) -> Bool {
    for place in used {
      let cell = rows.cells[place].range
      for text in missing where text.count == cell.count && rows.bytes[cell].elementsEqual(text) {
        return true
      }
    }
    return false
  }

  /// What was read.
  /// - Parameter path: the file, for messages.
  package func table(_ path: String) throws(DataError) -> NumericTable {
    guard let columns, let form else { preconditionFailure("nothing was read") }
    let point = form.format.point
    let sorted = categories.map { $0.sorted(point: point) }
    let hot = columns.features.filter(\.isOneHot).map { columns.names[$0.place] }
    for (name, categories) in zip(hot, categories) where categories.isFull {
      throw DataError(path, .tooManyValues(column: name, limit: Categories.limit))
    }
    let layout = FeatureLayout(columns, sorted)
    var table = NumericTable(
      rowCount: rowCount, firstRows: firstRows ?? rowCount, featureNames: layout.names,
      isNumber: layout.isNumber,
      features: sorted.isEmpty ? features : layout.spread(features, codes, rowCount: rowCount),
      targetNames: columns.targets.map { columns.names[$0] }, targets: targets, classes: nil,
      leftOut: leftOut, format: form.format, notes: form.notes, warnings: form.warnings)
    if request.wantsClasses { try addClasses(to: &table, columns, path, point: point) }
    return table
  }

  private func addClasses(
    to table: inout NumericTable, _ columns: TableColumns, _ path: String, point: UInt8
  ) throws(DataError) {
    let name = columns.names[columns.targets[0]]
    guard !classes.isFull else {
      throw DataError(path, .tooManyClasses(column: name, limit: Categories.limit))
    }
    let sorted = classes.sorted(point: point)
    if let broken = sorted.numbers?.first(where: { $0 != $0.rounded() }) {
      throw DataError(path, .brokenClass(column: name, found: CSVTable.number(broken) ?? ""))
    }
    table.classes = (classCodes.map { sorted.ranks[$0] }, sorted.names)
  }
}

/// What the values of a row are, where a column of texts becomes one of 0 and 1 for each text.
private struct FeatureLayout {
  private(set) var names: [String] = []
  private(set) var isNumber: [Bool] = []
  private let features: [TableColumns.Feature]
  private let sorted: [SortedCategories]

  init(_ columns: TableColumns, _ sorted: [SortedCategories]) {
    features = columns.features
    self.sorted = sorted
    var hot = 0
    for feature in features {
      let name = columns.names[feature.place]
      let own = feature.isOneHot ? sorted[hot].names.map { "\(name)_\($0)" } : [name]
      names += own
      isNumber += own.map { _ in !feature.isOneHot }
      if feature.isOneHot { hot += 1 }
    }
  }

  /// The numbers of all rows with the columns of the texts among them.
  func spread(_ numbers: TableNumbers, _ codes: [Int], rowCount: Int) -> TableNumbers {
    var all = TableNumbers(isPrecise: numbers.isPrecise)
    all.reserve(rowCount * names.count)
    var (number, code) = (0, 0)
    for _ in 0..<rowCount {
      var hot = 0
      for feature in features {
        if feature.isOneHot {
          all.appendOne(at: sorted[hot].ranks[codes[code]], of: sorted[hot].names.count)
          code += 1
          hot += 1
        } else {
          all.appendNumber(number, of: numbers)
          number += 1
        }
      }
    }
    return all
  }
}
