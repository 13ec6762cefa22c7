internal import OptimizerLab

extension NetworkWeights {
  /// The weights of a learner that has a network.
  init?<Number: Scalar>(_ learner: Learner<Number>) {
    guard let network = learner.network else { return nil }
    self.init(
      network: learner.name,
      initial: network.stateDict(learner.initial),
      final: network.stateDict(learner.optimization.parameters))
  }
}
