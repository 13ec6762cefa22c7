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

extension Network {
  /// The parameters under PyTorch's names and in its shapes: a weight is units × inputs there,
  /// inputs × units here.
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  func stateDict<Number: Scalar>(_ parameters: [Number]) -> SafetensorsFile {
    var file = SafetensorsFile()
    for (name, tensor, range) in layout {
      var values = Array(parameters[range])
      if tensor.shape.count == 2 {
        values = Self.transposed(values, rows: tensor.shape[1], columns: tensor.shape[0])
      }
      file.add(name, values, shape: tensor.shape)
    }
    return file
  }

  static func transposed<Number: Scalar>(
    _ values: [Number], rows: Int, columns: Int
  ) -> [Number] {
    var result = [Number](repeating: 0, count: values.count)
    var target = result.mutableSpan
    transpose(values.span, rows: rows, columns: columns, into: &target)
    return result
  }
}
