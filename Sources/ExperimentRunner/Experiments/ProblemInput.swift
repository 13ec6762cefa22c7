package import OptimizerLab

/// What a problem's files hold, read once and shared by its trials.
package struct ProblemInput: Sendable {
  package var examples: Examples?
  package var weights: [LoadedWeights]
}

extension Experiment {
  /// Reads or makes each problem's data and weights; paths are relative to `folder`.
  /// - Throws: `DataError`, `WeightsError`, `BatchError`.
  package func loadInputs(from folder: String) throws -> [ProblemInput] {
    try problems.map { problem in
      let examples = try problem.task.loadExamples(from: folder)
      try checkSingleRows(problem, exampleCount: examples?.count)
      return ProblemInput(
        examples: examples, weights: try problem.task.loadWeights(from: folder))
    }
  }
}
