internal import OptimizerLab

/// How a table becomes examples: read, divided, standardized, in this order.
struct CSVLoading {
  private let source: CSVSource
  private let use: DataUse
  private let path: String
  private let table: NumericTable
  /// The rows to learn from, and those that are held out.
  private let split: HoldoutSplit?

  init(_ source: CSVSource, for use: DataUse, from folder: String) throws(DataError) {
    self.source = source
    self.use = use
    path = DataPath.resolve(source.path, in: folder)
    if use == .classes {
      if source.targets.count != 1 {
        throw DataError(path, .severalClasses(columns: source.targets.count))
      }
      if source.standardizesTarget { throw DataError(path, .standardizedClasses) }
    }
    var request = TableRequest()
    request.features = source.features
    request.targets = source.targets
    request.wantsClasses = use == .classes
    request.keepsPrecision = (source.standardizes, source.standardizesTarget)
    source.writing.apply(to: &request)
    var reader = TableReader(request)
    for file in source.files(in: folder) {
      do throws(DataError) {
        try reader.read(file)
      } catch {
        throw error.withNearestFile
      }
    }
    table = try reader.table(path)
    split =
      source.heldOutFile == nil
      ? try source.holdout.split(table.rowCount, of: path)
      : HoldoutSplit(
        training: Array(0..<table.firstRows), heldOut: Array(table.firstRows..<table.rowCount))
  }

  func data() throws(DataError) -> LoadedData {
    let rows = split?.training
    let features = try standardized(
      table.features, names: table.featureNames, isNumber: table.isNumber, source.standardizes)
    let targets = try standardized(
      table.targets, names: table.targetNames, isNumber: table.targetNames.map { _ in true },
      source.standardizesTarget)
    let width = table.featureNames.count
    let examples =
      if let classes = table.classes {
        Examples(
          features: features.values, width: width, classes: classes.ofRows, names: classes.names)
      } else {
        Examples(
          features: features.values, width: width, targets: targets.values,
          targetWidth: table.targetNames.count)
      }
    var data = LoadedData(
      rows.map(examples.rows) ?? examples, heldOut: split.map { examples.rows($0.heldOut) })
    data.columns = ColumnFacts(
      features: table.featureNames, targets: table.targetNames, leftOut: table.leftOut,
      separator: table.format.separator.text, decimal: String(UnicodeScalar(table.format.point)),
      standardFeatures: features.standards, standardTargets: targets.standards)
    data.notes = table.notes + leftOutNote
    data.warnings = table.warnings + (scaleWarning.map { [$0] } ?? [])
    return data.warningOfClasses(at: path)
  }

  private func standardized(
    _ numbers: TableNumbers, names: [String], isNumber: [Bool], _ isWanted: Bool
  ) throws(DataError) -> (values: [Float], standards: [ColumnStandard]) {
    guard isWanted else { return (numbers.floats, []) }
    let rows = split?.training ?? Array(0..<table.rowCount)
    let standards = try ColumnStandard.all(
      of: numbers, names: names, isNumber: isNumber, rows: rows, path: path)
    return (ColumnStandard.apply(standards, to: numbers.doubles, isNumber: isNumber), standards)
  }

  private var leftOutNote: [String] {
    guard table.leftOut > 0 else { return [] }
    let texts = source.writing.missing.map { "\"\(Echo.escaped($0))\"" }.joined(separator: ", ")
    return [
      "\(Echo.escaped(path)): \(table.leftOut) of \(table.rowCount + table.leftOut) rows are left out: "
        + "a column that is used has one of \(texts) there"
    ]
  }

  /// Columns whose sizes make one learning rate wrong for all.
  private var scaleWarning: String? {
    let rows = split?.training ?? Array(0..<table.rowCount)
    let scales = ColumnScales(
      features: source.standardizes ? nil : table.features, names: table.featureNames,
      isNumber: table.isNumber,
      targets: source.standardizesTarget || use == .classes ? nil : table.targets,
      targetNames: table.targetNames, rows: rows)
    return scales.warning.map { "\(Echo.escaped(path)): \($0)" }
  }
}
