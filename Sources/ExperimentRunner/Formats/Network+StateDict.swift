internal import OptimizerLab
internal import SpecLanguage

extension Network {
  /// The parameters under PyTorch's names and in its shapes.
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  func stateDict<Number: Scalar>(_ parameters: [Number]) -> SafetensorsFile {
    var file = SafetensorsFile()
    for entry in layout.entries {
      let values = entry.tensor.torchOrder(of: parameters[entry.range])
      file.add(entry.name, values, shape: entry.tensor.shape)
    }
    return file
  }
}

extension Network {
  /// The flat vector of a `state_dict`'s tensors, which must be there with this network's shapes.
  func parameters(of file: SafetensorsFile) throws(SafetensorsError) -> [Double] {
    var parameters = [Double](repeating: 0, count: parameterCount)
    for own in layout.entries {
      let (name, tensor) = (own.name, own.tensor)
      guard let entry = file[name] else {
        throw SafetensorsError("there is no tensor \(name); the file has \(file.names)")
      }
      guard entry.shape == tensor.shape else {
        throw SafetensorsError(
          "tensor \(name) has the shape \(entry.shape), but the network's is "
            + "\(tensor.shape)")
      }
      guard let numbers = entry.numbers else {
        throw SafetensorsError(
          "tensor \(name) has the dtype \(entry.type.rawValue), which is no weight's")
      }
      guard numbers.allSatisfy(\.isFinite) else {
        throw SafetensorsError("tensor \(name) holds a number that is not finite")
      }
      parameters.replaceSubrange(own.range, with: tensor.flatOrder(of: numbers))
    }
    let names = Set(layout.entries.map(\.name))
    if let stranger = file.entries.first(where: { !names.contains($0.name) }) {
      throw SafetensorsError(
        "the network has no tensor \(quoted(stranger.name)); it has "
          + layout.entries.map(\.name).joined(separator: ", "))
    }
    return parameters
  }
}

extension SafetensorsFile {
  /// What it holds, for a message: the first names, and how many more there are.
  fileprivate var names: String {
    guard !entries.isEmpty else { return "none" }
    let (shown, left) = (entries.prefix(8).map { quoted($0.name) }, entries.count - 8)
    return shown.joined(separator: ", ") + (left > 0 ? " and \(left) more" : "")
  }
}
