package import ExperimentRunner
internal import OptimizerLab

extension OutputFolder {
  /// Writes the tables, the pictures and the figures' scripts.
  /// - Parameters:
  ///   - pageWidth: pixels of the page that the scripts returned are for; those that are written are
  ///     for paper.
  ///   - axis: what the convergence is drawn over.
  ///   - exports: the names of exporters that are asked for.
  package func write(
    pageWidth: Double = RunOverview.paperWidth, axis: CostAxis = .step, exports: Set<String> = []
  ) throws(OutputError) -> Presentation {
    try ExporterCatalog.write(self, asked: exports)
    var context = overview
    context.axis = axis
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
    return Presentation(folder: self, figures: shown, films: films, results: comparison)
  }
}
