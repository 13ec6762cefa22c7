package import ExperimentAnalysis
internal import OptimizerLab

/// The one list of figures.
package enum FigureCatalog {
  package static let all: [any Figure.Type] = [
    Convergence.self, Accuracy.self, Generalization.self, ConfusionMatrix.self,
    DecisionBoundaries.self, TimeToTarget.self, LearningRateSensitivity.self, TuningFigure.self,
    DeadUnits.self,
    UnitLife.self, Gradients.self,
    UpdateRatios.self, UpdateCosines.self, Histograms.self, Paths.self, GANScores.self,
    GANQuality.self, Pictures.self, Sharpness.self, Interpolation.self,
    PerformanceProfiles.self, Ranks.self, Improvements.self, Problems.self, DivergenceMap.self,
    Theory.self, LearningRateCurves.self, GANMatrixFigure.self, AgreementFigure.self,
  ]

  package static func figure(named name: String) -> (any Figure.Type)? {
    all.first { $0.name == name }
  }

  /// The scripts of the figures named, in that order, leaving out those that show nothing of this
  /// experiment and names that no figure has.
  package static func scripts(named names: [String], for context: RunOverview) -> [FigureScript] {
    figures(named: names, for: context).flatMap { FigurePages(of: $0, context).scripts }
  }

  /// The scripts of those figures' films.
  package static func animations(
    named names: [String], for context: RunOverview
  ) -> [FigureScript] {
    figures(named: names, for: context).flatMap { FigurePages.films(of: $0, context) }
  }

  private static func figures(
    named names: [String], for context: RunOverview
  ) -> [any Figure.Type] {
    names.compactMap { figure(named: $0) }
      .filter { $0.applies(to: context) }
  }
}
