import OptimizerLab

/// A network's parameters as PyTorch has them: under its names, weights as units × inputs.
func torchTensors<S: Scalar>(
  of network: Network, _ parameters: [S]
) -> [(name: String, values: [S])] {
  network.layout.map { name, tensor, range in
    guard tensor.shape.count == 2 else { return (name, Array(parameters[range])) }
    let (units, inputs) = (tensor.shape[0], tensor.shape[1])
    let values = (0..<units * inputs).map { place in
      parameters[range.lowerBound + place % inputs * units + place / inputs]
    }
    return (name, values)
  }
}
