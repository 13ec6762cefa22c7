internal import ExperimentRunner

/// The one list of exporters.
package enum ExporterCatalog {
  /// The longest come first: they are written side by side.
  package static let all: [any Exporter.Type] = [
    LayerSummaryTable.self, SummaryTable.self, CurvesTable.self, LayersTable.self,
    HistogramsTable.self, TrialsTable.self, PathsTable.self, DiscriminatorTable.self,
    UnitPictures.self, SamplePictures.self, RatesTable.self, TuningTable.self,
    TuningBudgetTable.self, ResultsCSV.self, DifferencesCSV.self, TargetsCSV.self, TimesTable.self,
    ResultsMarkdown.self, ResultsLaTeX.self, ProfileTable.self, ScoresTable.self,
    ImprovementTable.self, BudgetsTable.self, DrawnTables.self, TensorBoardFolder.self,
    InterpolationTable.self, InterpolationSummaryTable.self, ProblemDifferencesCSV.self,
    ProblemsTable.self, DivergenceTable.self, ConfusionTable.self, BoundaryFiles.self,
    TheoryTable.self, TheoryRatesTable.self, GANMatrixTable.self,
    AgreementTable.self,
    HypothesesTable.self,
    JSONLines.self, WeightsFolder.self,
  ]

  /// Those that are written where they are asked for.
  package static var onRequest: [any Exporter.Type] { all.filter { !$0.isAlwaysThere } }

  /// Writes what the run has, and what is asked for besides.
  /// - Parameter names: of exporters.
  static func write(_ output: OutputFolder, asked names: Set<String>) throws(OutputError) {
    try SideBySide.run(
      all.filter { $0.isWanted(of: output) || names.contains($0.name) }.map { exporter in
        {
          do throws(OutputError) {
            try exporter.write(output)
            return nil
          } catch {
            return error
          }
        }
      })
  }
}
