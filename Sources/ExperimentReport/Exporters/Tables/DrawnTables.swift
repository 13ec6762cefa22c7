internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `drawn_summary.csv` and its like: the rows that figures draw, where a table has more of them.
enum DrawnTables: Exporter {
  static let name = "drawn"
  static let summary = "drawn_*.csv: the rows that figures draw, where a table has many more"
  static let fileNames = [
    "drawn_summary.csv", "drawn_layer_summary.csv", "drawn_paths.csv", "drawn_histograms.csv",
    "drawn_seeds.csv", "drawn_layer_seeds.csv",
  ]

  static func write(_ output: OutputFolder) throws(OutputError) {
    let drawn = output.overview
    try writeHistograms(output)
    try writeSeeds(output)
    guard drawn.recorded != nil else { return }
    let hasQuantiles = drawn.hasQuantiles
    var summary = CSVTable(columns: SummaryTable.names(hasQuantiles: hasQuantiles))
    try SummaryTable.add(drawn.summary, of: output, to: &summary, hasQuantiles: hasQuantiles)
    try output.put(summary, "drawn_summary.csv")
    var layers = CSVTable(columns: LayerSummaryTable.names(hasQuantiles: hasQuantiles))
    try LayerSummaryTable.add(
      drawn.layerSummary, of: output, to: &layers, hasQuantiles: hasQuantiles)
    try output.put(layers, "drawn_layer_summary.csv")
    guard PathsTable.isWanted(of: output) else { return }
    var paths = CSVTable(columns: PathsTable.columns)
    try PathsTable.addRows(of: output, to: &paths, isThinned: true)
    try output.put(paths, "drawn_paths.csv")
  }

  private static func writeSeeds(_ output: OutputFolder) throws(OutputError) {
    let drawn = output.overview
    if !drawn.seedRows.isEmpty {
      var table = CSVTable(columns: SeedTable.columns)
      try SeedTable.add(drawn.seedRows, to: &table)
      try output.put(table, "drawn_seeds.csv")
    }
    if !drawn.layerSeedRows.isEmpty {
      var table = CSVTable(columns: LayerSeedTable.columns)
      try LayerSeedTable.add(drawn.layerSeedRows, to: &table)
      try output.put(table, "drawn_layer_seeds.csv")
    }
  }

  /// Of the trials that the figure shows: all of them are more than it could read.
  private static func writeHistograms(_ output: OutputFolder) throws(OutputError) {
    let shown = Histograms.trials(output.overview)
    guard !shown.isEmpty else { return }
    var table = CSVTable(columns: HistogramsTable.columns)
    try HistogramsTable.addRows(of: shown.map { output.trials[$0] }, output, to: &table)
    try output.put(table, "drawn_histograms.csv")
  }
}
