package import ExperimentRunner
internal import OptimizerLab

extension RunOverview {
  /// Whether some external optimizer was compared with one of the lab's own.
  package var hasAgreement: Bool { trials.contains { $0.result?.agreement != nil } }

  /// The trials of a problem and an optimizer that were, each with its seed, in the order of the spec.
  package func agreements(
    problem: Int, optimizer: Int
  ) -> [(seed: UInt64, rate: Double?, agreement: Agreement)] {
    trials.filter { $0.problem == problem && $0.optimizer == optimizer }.compactMap { run in
      run.result?.agreement.map { (run.seed, run.learningRate, $0) }
    }
  }
}
