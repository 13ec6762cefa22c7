internal import OptimizerLab

extension NetworkWeights {
  /// The weights of a learner that has a network.
  init?<Number: Scalar>(_ learner: Learner<Number>) {
    guard let network = learner.network else { return nil }
    self.init(
      network: learner.name,
      initial: network.stateDict(Array(learner.initial), buffers: learner.initialBuffers),
      final: network.stateDict(
        Array(learner.optimization.parameters),
        buffers: learner.buffers?.values ?? learner.initialBuffers))
  }
}
