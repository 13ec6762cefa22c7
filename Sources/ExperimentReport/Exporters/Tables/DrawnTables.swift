internal import ExperimentRunner
internal import OptimizerLab

/// `drawn_summary.csv` and its like: of a long run, the rows that its figures draw.
enum DrawnTables: Exporter {
  static let name = "drawn"
  static let summary = "drawn_*.csv: of a long run, the rows that its figures draw"
  static let fileNames = ["drawn_summary.csv", "drawn_layer_summary.csv", "drawn_paths.csv"]

  static func write(_ output: OutputFolder) throws(OutputError) {
    let drawn = output.overview
    guard drawn.recorded != nil else { return }
    var summary = CSVTable(columns: SummaryTable.columns)
    try SummaryTable.add(drawn.summary, of: output, to: &summary)
    try output.put(summary, "drawn_summary.csv")
    var layers = CSVTable(columns: LayerSummaryTable.columns)
    try LayerSummaryTable.add(drawn.layerSummary, of: output, to: &layers)
    try output.put(layers, "drawn_layer_summary.csv")
    guard PathsTable.isWanted(of: output) else { return }
    var paths = CSVTable(columns: PathsTable.columns)
    try PathsTable.addRows(of: output, to: &paths, isThinned: true)
    try output.put(paths, "drawn_paths.csv")
  }
}
