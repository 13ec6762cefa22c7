internal import ExperimentRunner
internal import OptimizerLab

extension RunOverview.Problem {
  /// The network whose numbers decide between optimizers; `nil` where none does.
  package var rankedNetwork: Int? {
    let network = traits.comparedNetwork
    return Measure(traits, network: network).isRanked ? network : nil
  }

  /// The network whose loss decides between them; `nil` where another measure does, or none.
  package var networkOfLoss: Int? { traits.hasComparableLoss ? traits.comparedNetwork : nil }
}
