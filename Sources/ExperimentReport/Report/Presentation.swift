package import ExperimentRunner
internal import OptimizerLab
package import SpecLanguage

/// What a folder has for people to look at: the figures and films that its scripts draw, the table of
/// results, and the report that shows all of it.
package struct Presentation: Sendable {
  package let folder: OutputFolder
  package let figures: [FigureScript]
  package let films: [FigureScript]
  package let results: ResultsTable

  /// The figures that have something to show.
  package var drawable: [FigureScript] { figures.filter(hasRows) }

  /// What a reader of the figures must know before they are looked at.
  package var remarks: [String] {
    folder.remarks
      + figures.filter { !hasRows($0) }.map { "\($0.name) is not drawn: \(emptiness)" }
  }

  /// Why a figure has nothing to show.
  var emptiness: String {
    folder.stamp == nil
      ? "every trial that it would show diverged before anything was recorded"
      : "the trials that it would show have no result yet"
  }

  /// Whether each of its tables has a row below the header: of some trials alone there may be none that a
  /// comparison is of, nor then its table.
  func hasRows(_ script: FigureScript) -> Bool {
    script.hasData
      && script.tables.allSatisfy { table in
        SystemFile.beginning(of: "\(folder.path)/\(table).csv").count { $0 == UInt8(ascii: "\n") }
          > 1
      }
  }

  package func draw(
    as format: FigureFormat = .svg, until end: ContinuousClock.Instant? = nil
  ) -> FigureDrawing {
    FigureDrawing.draw(drawable.map(\.name), in: folder.path, as: format, until: end)
  }

  /// Draws films: all where that is wanted, else those that were drawn before, so that none shows
  /// other data than the figure beside it.
  package func drawFilms(
    all: Bool, until end: ContinuousClock.Instant? = nil
  ) -> FigureDrawing {
    let names = films.filter(hasRows).map(\.name).filter {
      all || OutputFile.exists("\(folder.path)/\($0).\(FigureFormat.gif.rawValue)")
    }
    return FigureDrawing.draw(names, in: folder.path, as: .gif, until: end)
  }

  /// Draws the figures, and again the films that there are, and writes the report of them.
  /// - Parameter manifest: what `manifest.json` says.
  /// - Returns: the figures that were drawn, and why others were not; the report says so, too.
  package func show(
    manifest: JSONNode?, until end: ContinuousClock.Instant? = nil
  ) throws(OutputError) -> FigureDrawing {
    let drawing = draw(until: end)
    let films = drawFilms(all: false, until: end)
    try Report(self, manifest: manifest, drawing: drawing.failure).write()
    return drawing.with(failuresOf: films)
  }
}
