extension FigurePage {
  /// Panels of one vertical axis, four in a row at most; only the first of a row has its numbers.
  mutating func addPanels(
    _ panels: [Panel], columns: Int? = nil, panelHeight: Double = 165
  ) {
    let columns = columns ?? min(max(panels.count, 2), 4)
    for start in stride(from: 0, to: panels.count, by: columns) {
      var row = Array(panels[start..<min(start + columns, panels.count)])
      for index in row.indices.dropFirst() {
        (row[index].y.hidesNumbers, row[index].y.label) = (true, "")
      }
      addRow(row, columns: columns, panelHeight: panelHeight, gap: 24)
    }
  }
}
