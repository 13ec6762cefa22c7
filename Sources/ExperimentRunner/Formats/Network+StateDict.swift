internal import OptimizerLab
internal import SpecLanguage

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

extension Network {
  /// The flat vector of a `state_dict`'s tensors, which must be there with this network's shapes.
  func parameters(of file: SafetensorsFile) throws(SafetensorsError) -> [Double] {
    var parameters = [Double](repeating: 0, count: parameterCount)
    for (name, tensor, range) in layout {
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
      let inner =
        tensor.shape.count == 2
        ? Self.transposed(numbers, rows: tensor.shape[0], columns: tensor.shape[1]) : numbers
      parameters.replaceSubrange(range, with: inner)
    }
    let names = Set(layout.map(\.name))
    if let stranger = file.entries.first(where: { !names.contains($0.name) }) {
      throw SafetensorsError(
        "the network has no tensor \(quoted(stranger.name)); it has "
          + layout.map(\.name).joined(separator: ", "))
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
