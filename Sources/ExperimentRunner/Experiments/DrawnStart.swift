internal import OptimizerLab

extension LearningTask {
  /// What its networks start from under a seed, where no file says otherwise: what training draws, drawn
  /// again. Empty where it is not known what the data are made of.
  package func drawnStart(seed: UInt64) -> [(network: String, weights: SafetensorsFile)] {
    guard isShapeKnown, case .success = shape() else { return [] }
    return switch precision {
    case .float32: drawnStart(seed, in: Float.self)
    case .float64: drawnStart(seed, in: Double.self)
    }
  }

  private func drawnStart<Number: Scalar>(
    _ seed: UInt64, in type: Number.Type
  ) -> [(network: String, weights: SafetensorsFile)] {
    var generator = MersenneTwister(seed: seed)
    return networks.map { name, network in
      let drawn = network.initialParameters(of: type, drawingFrom: &generator)
      return (name, network.stateDict(drawn, buffers: NetworkBuffers<Number>(network).values))
    }
  }
}
