internal import OptimizerLab
internal import SpecLanguage

extension Network {
  /// The parameters and buffers under PyTorch's names and in its shapes.
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  func stateDict<Number: Scalar>(
    _ parameters: [Number], buffers: BufferValues<Number>
  ) -> SafetensorsFile {
    var file = SafetensorsFile()
    for entry in stateEntries {
      switch entry {
      case .parameters(let own):
        file.add(
          own.name, own.tensor.torchOrder(of: parameters[own.range]), shape: own.tensor.shape)
      case .buffer(let own):
        file.add(
          own.name, own.tensor.torchOrder(of: buffers.numbers[own.range]), shape: own.tensor.shape)
      case .batchCount(let name, let place):
        file.add(name, [Int64(buffers.batchCounts[place])], shape: [])
      }
    }
    return file
  }
}

extension Network {
  /// What a `state_dict` has, which must have all of this network with its shapes.
  func state(
    of file: SafetensorsFile
  ) throws(SafetensorsError) -> (parameters: [Double], buffers: BufferValues<Double>) {
    var parameters = [Double](repeating: 0, count: parameterCount)
    var buffers = NetworkBuffers<Double>(self).values
    for entry in stateEntries {
      switch entry {
      case .parameters(let own):
        parameters.replaceSubrange(own.range, with: try file.numbers(of: own))
      case .buffer(let own):
        buffers.numbers.replaceSubrange(own.range, with: try file.numbers(of: own))
      case .batchCount(let name, let place):
        buffers.batchCounts[place] = try file.count(name)
      }
    }
    let names = Set(stateEntries.map(\.name))
    if let stranger = file.entries.first(where: { !names.contains($0.name) }) {
      throw SafetensorsError(
        "the network has no tensor \(quoted(stranger.name)); it has "
          + stateEntries.map(\.name).joined(separator: ", "))
    }
    return (parameters, buffers)
  }
}

extension SafetensorsFile {
  /// The numbers of a tensor in the order of the flat vector.
  fileprivate func numbers(
    of own: ParameterLayout.Entry
  ) throws(SafetensorsError) -> [Double] {
    let (name, tensor) = (own.name, own.tensor)
    let entry = try entry(name)
    guard entry.shape == tensor.shape else {
      throw SafetensorsError(
        "tensor \(name) has the shape \(entry.shape), but the network's is \(tensor.shape)")
    }
    guard let numbers = entry.numbers else {
      throw SafetensorsError(
        "tensor \(name) has the dtype \(entry.type.rawValue), which is no weight's")
    }
    guard numbers.allSatisfy(\.isFinite) else {
      throw SafetensorsError("tensor \(name) holds a number that is not finite")
    }
    return tensor.flatOrder(of: numbers)
  }

  /// A count of batches, which has no dimension.
  fileprivate func count(_ name: String) throws(SafetensorsError) -> Int {
    let entry = try entry(name)
    guard entry.shape.isEmpty, let count = entry.integers?.first, count >= 0 else {
      throw SafetensorsError(
        "tensor \(name) is no count: it needs the dtype I64, the shape [] and a value from 0 on")
    }
    return Int(count)
  }

  private func entry(_ name: String) throws(SafetensorsError) -> Entry {
    guard let entry = self[name] else {
      throw SafetensorsError("there is no tensor \(name); the file has \(names)")
    }
    return entry
  }

  /// What it holds, for a message: the first names, and how many more there are.
  private var names: String {
    guard !entries.isEmpty else { return "none" }
    let (shown, left) = (entries.prefix(8).map { quoted($0.name) }, entries.count - 8)
    return shown.joined(separator: ", ") + (left > 0 ? " and \(left) more" : "")
  }
}
