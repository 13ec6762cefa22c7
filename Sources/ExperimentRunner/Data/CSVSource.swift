internal import OptimizerLab
package import SpecLanguage

/// Columns of a user's CSV file.
package struct CSVSource: DataSource {
  package static let kind = "csv"
  package static let summary = "columns of a CSV file with a header"

  package var path = ""
  package var features: [String] = []
  package var target = ""

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.text("path", &path, required: true, "The file, relative to the spec.")
    fields.texts(
      "features", &features, count: .atLeast(1), required: true, "The columns to learn from.")
    fields.text("target", &target, required: true, "The column to learn.")
    warnOfColumns(&fields)
  }

  /// Columns that can be learned from, but seldom teach what is wanted.
  private func warnOfColumns(_ fields: inout Fields) {
    var seen: [[UInt8]: Int] = [:]
    for (place, name) in features.enumerated() {
      if let first = seen.updateValue(place, forKey: Array(name.utf8)) {
        fields.warn("the same column as features[\(first)]", at: ["features", .index(place)])
      }
    }
    if seen[Array(target.utf8)] != nil {
      fields.warn(
        "this column is among the features, too: the network is told what it is to find out",
        at: ["target"])
    }
  }

  package mutating func movePaths(_ move: (String) -> String) { path = move(path) }

  package var shape: DataShape? { DataShape(width: max(features.count, 1), targetWidth: 1) }
  package var place: String { path }

  package func files(in folder: String) -> [String] { [DataPath.resolve(path, in: folder)] }

  package func load(for use: DataUse, from folder: String) throws(DataError) -> LoadedData {
    let place = DataPath.resolve(path, in: folder)
    let table: NumericTable
    do throws(DataError) {
      table = try NumericTable.read(at: place, features: features, target: target)
    } catch {
      throw error.withNearestFile
    }
    return LoadedData(
      Examples(
        features: table.inputs, width: features.count, targets: table.targets, targetWidth: 1))
  }
}
