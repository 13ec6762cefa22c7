internal import ExperimentReport
package import ExperimentRunner
internal import OptimizerLab

extension Experiment {
  /// What a spec says that says nothing, in a lab with all its figures: where reading a spec begins.
  package static var ofLab: Experiment {
    Experiment(figureNames: FigureCatalog.all.map { $0.name })
  }
}
