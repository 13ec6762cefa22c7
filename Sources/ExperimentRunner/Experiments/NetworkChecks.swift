package import OptimizerLab
package import SpecLanguage

extension [any Layer] {
  /// A mismatch shown at the last linear layer's `units`, which is what decides the outputs.
  func mismatch(in list: String, _ message: String) -> ShapeMismatch {
    guard let last = lastIndex(where: { $0 is Linear }) else {
      return ShapeMismatch(place: [.key(list)], message: message)
    }
    return ShapeMismatch(
      place: [.key(list), .index(last), "units"],
      message: "\(message): the last linear layer needs as many units")
  }

  /// A network that has no parameters, so that there is nothing to learn.
  func withoutParameters(in list: String) -> ShapeMismatch? {
    guard !isEmpty, !contains(where: { $0.isWeighted }) else { return nil }
    return ShapeMismatch(
      place: [.key(list)], message: "there is nothing to learn without a linear layer")
  }

  /// The first layer into which examples cannot come as they come out of those before it.
  /// - Parameter shape: that of an example when it comes into the first.
  func unfit(for shape: [Int], in list: String) -> ShapeMismatch? {
    var shape = shape
    for (i, layer) in enumerated() {
      func complaint(_ message: String) -> ShapeMismatch {
        ShapeMismatch(place: [.key(list), .index(i)], message: message)
      }
      if let message = layer.complaint(about: shape) { return complaint(message) }
      var connected = layer
      shape = connected.connect(shape)
      if shape.reduce(1, *) > Self.mostValues {
        return complaint(
          "gives \(ShapeText.of(shape)) an example; at most \(Self.mostValues) values are allowed")
      }
      let seen = connected.scratchCount(rows: 1)
      if seen > Self.mostValues {
        return complaint(
          "makes a matrix of \(seen) numbers of an example; at most \(Self.mostValues) are allowed")
      }
    }
    guard shape.count > 1, !isEmpty else { return nil }
    return ShapeMismatch(
      place: [.key(list), .index(count - 1)],
      message: "gives \(ShapeText.of(shape)), but what comes out must be a list of values: put "
        + "flatten behind it")
  }

  /// Values of an example, and of what a layer works with for one.
  private static var mostValues: Int { 100_000_000 }

  /// Parameters beyond what one machine holds, with the arithmetic.
  func tooLarge(in list: String, _ network: Network) -> ShapeMismatch? {
    let limit = 200_000_000
    guard network.parameterCount > limit else { return nil }
    let products = zip(self.indices, self).compactMap { i, layer -> String? in
      let tensors = network.layers[i].tensors
      guard let first = tensors.first else { return nil }
      if let convolution = layer as? Conv2d {
        let seen = first.shape.dropFirst().map { "\($0)" }.joined(separator: " × ")
        return "(\(seen)\(convolution.bias ? " + 1" : "")) × \(convolution.outputs)"
      }
      guard let linear = layer as? Linear else { return "\(tensors.count) × \(first.count)" }
      let inputs = network.widths[i]
      return "\(linear.bias ? "(\(inputs) + 1)" : "\(inputs)") × \(linear.units)"
    }
    return ShapeMismatch(
      place: [.key(list)],
      message: "\(Self.sum(of: products)) = \(network.parameterCount) parameters; "
        + "at most \(limit) are allowed")
  }
}

extension [any Layer] {
  /// `a + b + c`, and of many the first few.
  private static func sum(of terms: [String]) -> String {
    let shown = terms.prefix(6)
    let rest = terms.count - shown.count
    return (shown + (rest > 0 ? ["… (\(rest) more)"] : [])).joined(separator: " + ")
  }
}

extension Catalog {
  package static var layerKinds: Kinds<any Layer> {
    Kinds(
      "layer",
      layers.map { type in
        Kind(type.kind, type.summary, make: { type.init() }, configure: { $0.configure(&$1) })
      },
      allowsBareNames: true, nameOf: { type(of: $0).kind })
  }

  package static var optimizerKinds: Kinds<any Optimizer> {
    kinds(of: optimizers + programs)
  }
}
