import OptimizerLab

/// A network's parameters as PyTorch has them: under its names, weights as units × inputs.
func torchTensors<S: Scalar>(
  of network: Network, _ parameters: Numbers<S>
) -> [(name: String, values: [S])] {
  network.layout.entries.map { entry in
    let (tensor, range) = (entry.tensor, entry.range)
    // By hand, to see a mistake in `Tensor.torchOrder`.
    guard tensor.shape.count == 2 else { return (entry.name, Array(parameters[range])) }
    let (units, inputs) = (tensor.shape[0], tensor.shape[1])
    let values = (0..<units * inputs).map { place in
      parameters[range.lowerBound + place % inputs * units + place / inputs]
    }
    return (entry.name, values)
  }
}

func torchTensors<S: Scalar>(
  of network: Network, _ parameters: [S]
) -> [(name: String, values: [S])] {
  torchTensors(of: network, Numbers(parameters))
}
