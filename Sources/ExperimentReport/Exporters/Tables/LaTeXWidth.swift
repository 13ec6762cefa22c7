internal import ExperimentRunner
internal import OptimizerLab

/// How wide a table is in LaTeX's standard letters, about: enough to choose columns by.
enum LaTeXWidth {
  /// `\textwidth` of `article` in ten points on A4, in points.
  static let page = 345.0
  /// A digit of Computer Modern; letters are as wide in the mean.
  private static let letter = 5.0
  /// What lies on both sides of a column, `\tabcolsep`.
  private static let gap = 12.0

  /// The same table with as many of its columns as a page has room for, the weightiest first, in the
  /// order that they had.
  static func fitted(_ section: ResultsTable.Section) -> ResultsTable.Section {
    let widths = section.header.indices.map { column in
      gap + letter
        * Double(
          ([section.header[column]] + section.rows.map { text($0[column]) })
            .map(PlainText.columns).max() ?? 0)
    }
    let names = section.names
    var room = page - widths.prefix(names).reduce(0, +)
    var kept = Set(0..<names)
    for column in ResultColumn.byWeight {
      guard let place = section.columns.firstIndex(of: column).map({ $0 + names }) else { continue }
      // Without a number it would be no table.
      guard widths[place] <= room || kept.count == names else { continue }
      kept.insert(place)
      room -= widths[place]
    }
    func own<Element>(_ all: [Element], from first: Int = 0) -> [Element] {
      all.indices.filter { kept.contains($0 + first) }.map { all[$0] }
    }
    return ResultsTable.Section(
      title: section.title, names: names, columns: own(section.columns, from: names),
      header: own(section.header),
      rows: section.rows.map { own($0) }, lowest: section.lowest)
  }

  private static func text(_ cell: ResultsTable.Cell) -> String {
    switch cell {
    case .text(let text): text
    case .estimate(let value, let interval, let note):
      [value, interval ?? "", note].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }
}
