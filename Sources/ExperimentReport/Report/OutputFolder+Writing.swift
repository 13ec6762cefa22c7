package import ExperimentRunner
internal import OptimizerLab

extension OutputFolder {
  /// Writes the tables, the pictures and the figures' scripts.
  /// - Parameters:
  ///   - pageWidth: pixels of the page that the scripts returned are for; those that are written are
  ///     for paper.
  ///   - axis: what the convergence is drawn over.
  package func write(
    pageWidth: Double = RunOverview.paperWidth, axis: CostAxis = .step
  ) throws(OutputError) -> Presentation {
    let (summary, layerSummary) = try writeTables()
    let rateRows = Summary.rateRows(
      experiment, networks: networks, trials: trials, results: results, compared: compared)
    if !rateRows.isEmpty { try put(RateTable.text(rateRows, experiment), "lr_sensitivity.csv") }
    let gridFile = SampleGridFile(self)
    if !gridFile.bytes.isEmpty { try OutputFile.write(gridFile.bytes, to: "\(path)/pictures.u8") }
    let (drawn, drawnLayers) = (Thinning.thinned(summary), Thinning.thinned(layerSummary))
    let isThinned = drawn.count < summary.count
    if isThinned {
      try put(SummaryTable.text(drawn, experiment), "drawn_summary.csv")
      try put(SummaryTable.text(drawnLayers, experiment), "drawn_layer_summary.csv")
      if experiment.problems.contains(where: { $0.task.surface != nil }) {
        try put(pathsTable(isThinned: true), "drawn_paths.csv")
      }
    }
    var context = RunOverview(
      experiment: experiment.name, seedCount: experiment.seeds.count,
      problems: experiment.problems.indices.map { place in
        figureProblem(place, gridFile, isSwept: rateRows.contains { $0.problem == place })
      },
      optimizers: experiment.optimizers.map { RunOverview.Optimizer($0) },
      summary: drawn, layerSummary: drawnLayers, runs: runs, compared: compared,
      rateRows: rateRows)
    if isThinned { context.recorded = (summary, layerSummary) }
    context.axis = axis
    let results = ResultsTable(context, rates: comparedRates)
    try put(results.csv, "results.csv")
    try put(results.differencesCSV, "differences.csv")
    try OutputFile.write(results.markdown, to: "\(path)/results.md")
    try OutputFile.write(results.latex, to: "\(path)/results.tex")
    let wanted = experiment.figures ?? FigureCatalog.all.map { $0.name }
    let scripts = FigureCatalog.scripts(named: wanted, for: context)
    for script in scripts { try OutputFile.write(script.text, to: "\(path)/\(script.fileName)") }
    try OutputFile.write(CaptionFile.text(scripts), to: "\(path)/captions.json")
    let films = FigureCatalog.animations(named: wanted, for: context)
    for film in films { try OutputFile.write(film.text, to: "\(path)/\(film.fileName)") }
    var shown = scripts
    if pageWidth != context.pageWidth {
      context.pageWidth = pageWidth
      shown = FigureCatalog.scripts(named: wanted, for: context)
    }
    return Presentation(folder: self, figures: shown, films: films, results: results)
  }
}
