internal import OptimizerLab

// How PyTorch spells layers, and what they start from.
extension TorchSpelling {
  /// A layer behind examples of that shape, `nil` for one that no line is written for.
  static func layer(_ layer: any Layer, shape: [Int]) -> String? {
    let inputs = shape.reduce(1, *)
    return switch layer {
    case let linear as Linear:
      "nn.Linear(\(inputs), \(linear.units)\(linear.bias ? "" : ", bias=False"))"
    case is ReLU: "nn.ReLU()"
    case let leaky as LeakyReLU: "nn.LeakyReLU(\(PythonText.number(leaky.negativeSlope)))"
    case is Sigmoid: "nn.Sigmoid()"
    case is Tanh: "nn.Tanh()"
    case is GELU: call("nn.GELU", changedSettings(of: layer))
    case is ELU: call("nn.ELU", changedSettings(of: layer))
    case is SiLU: "nn.SiLU()"
    case is Softplus: call("nn.Softplus", changedSettings(of: layer))
    case is PReLU: call("nn.PReLU", changedSettings(of: layer))
    case is Dropout: call("nn.Dropout", changedSettings(of: layer, always: ["p"]))
    case let convolution as Conv2d: spelling(of: convolution, channels: shape[0])
    case let pool as MaxPool: call("nn.MaxPool2d", settings(of: pool.window))
    case let pool as AveragePool: call("nn.AvgPool2d", settings(of: pool.window))
    case is Flatten: "nn.Flatten()"
    case is LayerNorm:
      call(
        "nn.LayerNorm", [shape.count == 1 ? "\(inputs)" : "\(shape)"] + changedSettings(of: layer))
    case is BatchNorm: call("nn.BatchNorm1d", ["\(inputs)"] + changedSettings(of: layer))
    default: nil
    }
  }

  /// The class of a layer.
  static func className(of layer: any Layer) -> String? {
    self.layer(layer, shape: [1]).map { String($0.prefix { $0 != "(" }) }
  }

  /// In a list of layers.
  private static func call(_ name: String, _ arguments: [String]) -> String {
    PythonText.call(name, arguments, depth: 2)
  }

  private static func spelling(of convolution: Conv2d, channels: Int) -> String {
    call(
      "nn.Conv2d",
      ["\(channels)", "\(convolution.outputs)"]
        + settings(of: convolution.window, usualStride: Extents(1))
        + (convolution.bias ? [] : ["bias=False"]))
  }

  /// - Parameter usualStride: the class's default; without it, as far as the window is large.
  private static func settings(of window: Window, usualStride: Extents? = nil) -> [String] {
    func text(_ extents: Extents) -> String {
      extents.rows == extents.columns ? "\(extents.rows)" : "(\(extents.rows), \(extents.columns))"
    }
    var settings = [text(window.kernel)]
    if window.steps != usualStride ?? window.kernel {
      settings.append("stride=\(text(window.steps))")
    }
    if window.padding != Extents(0) { settings.append("padding=\(text(window.padding))") }
    return settings
  }

  /// What fills the parameters of the layer at that place of `model` anew: a line each.
  static func fillings(of layer: any Layer, at place: Int) -> [String] {
    let start: StartingValues
    switch layer {
    case let linear as Linear: start = linear.start
    case let convolution as Conv2d: start = convolution.start
    default: return []
    }
    return [("weight", start.weight), ("bias", start.bias)].compactMap { name, initializer in
      initializer.map { filling($0, of: "model[\(place)].\(name)") }
    }
  }

  private static func filling(_ initializer: any Initializer, of tensor: String) -> String {
    PythonText.call(
      "nn.init.\(type(of: initializer).kind)_",
      [tensor] + changedSettings(of: initializer, always: ["val"]), depth: 1)
  }
}
