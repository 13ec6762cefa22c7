package import ExperimentAnalysis
package import ExperimentRunner
internal import OptimizerLab

extension OutputFolder {
  /// The names of all that `write` and `Presentation.show` may leave in a run's folder.
  /// - Parameter exports: the names of exporters that are asked for.
  package static func fileNames(of experiment: Experiment, exports: Set<String>) -> [String] {
    let asked = experiment.record.tensorboard ? exports.union([TensorBoardFolder.name]) : exports
    let exported = ExporterCatalog.all.filter { $0.isAlwaysThere || asked.contains($0.name) }
      .flatMap { $0.fileNames }
    let drawn = FigureCatalog.all.flatMap { figure in
      [".gp", ".svg", "_animation.gp"].map { figure.name + $0 }
        // Of several problems a figure may have as many pages.
        + experiment.problems.indices.dropFirst().flatMap { page in
          [".gp", ".svg", "_animation.gp"].map {
            FigureScript.name(of: figure.name, page: page + 1) + $0
          }
        }
    }
    return exported + drawn + [CaptionFile.fileName, Report.fileName]
  }

  /// Writes the tables, the pictures and the figures' scripts.
  /// - Parameters:
  ///   - pageWidth: pixels of the page that the scripts returned are for; those that are written are
  ///     for paper.
  ///   - axis: what the convergence is drawn over.
  ///   - exports: the names of exporters that are asked for.
  ///   - selection: the figures that are shown, and how wide they are in a paper.
  package func write(
    pageWidth: Double = RunOverview.paperWidth, axis: CostAxis = .step, exports: Set<String> = [],
    selection: FigureSelection = FigureSelection()
  ) throws(OutputError) -> Presentation {
    try ExporterCatalog.write(self, asked: exports)
    var context = overview
    context.axis = axis
    let wanted = experiment.figures ?? FigureCatalog.all.map { $0.name }
    var scripts = FigureCatalog.scripts(named: wanted, for: context)
    try OutputFile.write(CaptionFile.text(scripts), to: "\(path)/\(CaptionFile.fileName)")
    context.paper = selection.millimetres
    let isOther = !selection.names.isEmpty || selection.millimetres != nil
    let own = selection.names.isEmpty ? wanted : selection.names
    if isOther { scripts = FigureCatalog.scripts(named: own, for: context) }
    for script in scripts { try OutputFile.write(script.text, to: "\(path)/\(script.fileName)") }
    let films = FigureCatalog.animations(named: own, for: context)
    for name in own { removeRest(of: name, beyond: scripts, films) }
    for film in films { try OutputFile.write(film.text, to: "\(path)/\(film.fileName)") }
    var shown = scripts
    if context.paper == nil, pageWidth != context.pageWidth {
      context.pageWidth = pageWidth
      shown = FigureCatalog.scripts(named: own, for: context)
    }
    try run.checkResults()
    return Presentation(folder: self, figures: shown, films: films, results: comparison)
  }

  /// Takes away what a figure was that has nothing to show any more, which could not be drawn again of the
  /// tables that are there now, and the pages that it had of more problems.
  private func removeRest(
    of figure: String, beyond scripts: [FigureScript], _ films: [FigureScript]
  ) {
    let names = Set(scripts.map(\.name))
    var page = 1
    while case let name = FigureScript.name(of: figure, page: page),
      names.contains(name) || OutputFile.exists("\(path)/\(name).gp")
    {
      if !names.contains(name) {
        let films = [".gp", ".gif"].map { "_animation\($0)" }
        for ending in [".gp"] + FigureFormat.ofEveryFigure.flatMap({ $0.files.map(\.kept) }) + films
        {
          OutputFile.remove("\(path)/\(name)\(ending)")
        }
      }
      page += 1
    }
    let film = "\(figure)_animation"
    if !films.contains(where: { $0.name == film }) {
      for ending in [".gp", ".gif"] { OutputFile.remove("\(path)/\(film)\(ending)") }
    }
  }
}
