internal import OptimizerLab

extension NetworkWeights {
  /// The weights of a player that has a network.
  init?<Number: Scalar>(_ player: Player<Number>) {
    guard let network = player.network else { return nil }
    self.init(
      network: player.name,
      initial: network.stateDict(player.initial),
      final: network.stateDict(player.iterate.parameters))
  }
}
