public import SpecLanguage

/// What the weight and the bias of a layer start from in place of what is drawn when it is made; that is
/// drawn all the same, as in a PyTorch script, which makes its layers first.
public struct StartingValues: Sendable {
  public var weight: (any Initializer)?
  public var bias: (any Initializer)?

  public init(weight: (any Initializer)? = nil, bias: (any Initializer)? = nil) {
    self.weight = weight
    self.bias = bias
  }

  /// - Parameter hasBias: whether the layer has one.
  public mutating func configure(_ fields: inout Fields, hasBias: Bool) {
    fields.kind(
      "init", &weight, among: Initializers.kinds,
      "How the weight is filled once all layers are made, by torch.nn.init; without it, it stays as "
        + "made.")
    fields.kind(
      "bias_init", &bias, among: Initializers.ofVectors, "The same for the bias.")
    if !hasBias, bias != nil {
      fields.report("there is no bias to fill: bias is false", at: ["bias_init"])
    }
  }

  /// Fills those tensors of a layer that it says something of.
  /// - Parameters:
  ///   - tensors: the layer's, its weight first; they lie one behind the other.
  ///   - start: where the first one begins.
  func fill<S: Scalar>(
    _ tensors: [Tensor], of parameters: inout [S], from start: Int,
    drawingFrom generator: inout MersenneTwister
  ) {
    var place = start
    for tensor in tensors {
      if let initializer = tensor.name == "bias" ? bias : weight {
        var drawn = [Float](repeating: 0, count: tensor.count)
        initializer.fill(&drawn, fan: Fan(of: tensor.shape), drawingFrom: &generator)
        let values = tensor.flatOrder(of: drawn)
        for i in values.indices { parameters[place + i] = S(values[i]) }
      }
      place += tensor.count
    }
  }
}
