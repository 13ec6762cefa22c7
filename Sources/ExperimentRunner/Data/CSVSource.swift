internal import OptimizerLab
package import SpecLanguage

/// Columns of a user's table.
package struct CSVSource: DataSource {
  package static let kind = "csv"
  package static let summary = "columns of a table of text: CSV, and what people call so"

  package var path = ""
  package var features = FeatureChoice.list([])
  package var targets: [ColumnName] = []
  package var writing = TableWriting()
  package var standardizes = false
  package var standardizesTarget = false
  package var holdout = HoldoutSettings()
  /// What the file turned out to hold.
  private var found: DataShape?

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.text("path", &path, required: true, "The file, relative to the spec; gzip or not.")
    fields.field(
      "features", &features, as: .featureChoice, required: true,
      "The columns to learn from: \"all\" (but the target), or a list of names, of numbers from 0 "
        + "(negative ones from the end), of ranges \"first..last\" by name or number, and of "
        + "{\"column\": …, \"one_hot\": true}: a column of 0 and 1 for each text in it.")
    fields.field(
      "target", &targets, as: .targets, required: true,
      "The column to learn, by name or number, or a list of them; of a classification its texts or "
        + "whole numbers are the classes.")
    writing.configure(&fields)
    fields.flag(
      "standardize", &standardizes,
      "Features with mean 0 and deviation 1 over the rows that are trained on; columns of `one_hot` "
        + "stay 0 and 1.")
    fields.flag("standardize_target", &standardizesTarget, "The same of the target.")
    holdout.configure(&fields, besidesShare: .file)
    warnOfColumns(&fields)
  }

  /// Columns that can be learned from, but seldom teach what is wanted.
  private func warnOfColumns(_ fields: inout Fields) {
    guard case .list(let items) = features else { return }
    func words(_ column: ColumnName) -> [UInt8] {
      switch column {
      case .name(let name): Array("n\(name)".utf8)
      case .place(let number): Array("\(number)".utf8)
      }
    }
    var seen: [[UInt8]: Int] = [:]
    for (place, item) in items.enumerated() {
      guard case .columns(let column) = item else { continue }
      if let first = seen.updateValue(place, forKey: words(column)) {
        fields.warn("the same column as features[\(first)]", at: ["features", .index(place)])
      }
    }
    for target in targets where seen[words(target)] != nil {
      fields.warn(
        "this column is among the features, too: the network is told what it is to find out",
        at: ["target"])
    }
  }

  package mutating func movePaths(_ move: (String) -> String) {
    path = move(path)
    if case .file(let file) = holdout.part { holdout.part = .file(move(file)) }
  }

  package var shape: DataShape? { found ?? writtenShape }

  /// What the spec alone tells: nothing, where it takes the file to know how many columns are meant.
  private var writtenShape: DataShape? {
    guard case .list(let items) = features else { return nil }
    for item in items {
      switch item {
      case .oneHot: return nil
      case .columns(.name(let text)) where text.contains(".."): return nil
      case .columns: continue
      }
    }
    return DataShape(width: max(items.count, 1), targetWidth: max(targets.count, 1))
  }

  package mutating func adopt(_ shape: DataShape) { found = shape }

  package var place: String { path }
  package var holdsOut: Bool { holdout.isUsed }

  package func files(in folder: String) -> [String] {
    ([path] + (heldOutFile.map { [$0] } ?? [])).map { DataPath.resolve($0, in: folder) }
  }

  /// The file of the part that is held out, where it has one.
  package var heldOutFile: String? {
    if case .file(let file) = holdout.part { file } else { nil }
  }

  package func load(for use: DataUse, from folder: String) throws(DataError) -> LoadedData {
    try CSVLoading(self, for: use, from: folder).data()
  }
}
