package import ExperimentRunner
internal import OptimizerLab

extension OutputFolder {
  /// The names of all that `write` and `Presentation.show` may leave in a run's folder.
  /// - Parameter exports: the names of exporters that are asked for.
  package static func fileNames(of experiment: Experiment, exports: Set<String>) -> [String] {
    let asked = experiment.record.tensorboard ? exports.union([TensorBoardFolder.name]) : exports
    return ExporterCatalog.all.filter { $0.isAlwaysThere || asked.contains($0.name) }
      .flatMap { $0.fileNames }
      + FigureCatalog.all.map { $0.name }.flatMap {
        ["\($0).gp", "\($0).svg", "\($0)_animation.gp"]
      }
      + [CaptionFile.fileName, Report.fileName]
  }

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
    try OutputFile.write(CaptionFile.text(scripts), to: "\(path)/\(CaptionFile.fileName)")
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
