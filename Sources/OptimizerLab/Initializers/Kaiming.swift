public import SpecLanguage

// K. He et al.: Delving Deep into Rectifiers, ICCV 2015 (arXiv:1502.01852), equations 10 and 14.

/// Uniform in ±gain·√(3 / fan), as `torch.nn.init.kaiming_uniform_`.
public struct KaimingUniform: Initializer {
  public static let kind = "kaiming_uniform"
  public static let summary = "uniform in ±gain·√(3 / fan) (He et al.)"

  public var rule = KaimingRule()

  public init() {}

  public mutating func configure(_ fields: inout Fields) { rule.configure(&fields) }

  public func fill(
    _ values: inout [Float], fan: Fan, drawingFrom generator: inout MersenneTwister
  ) {
    let bound = 3.0.squareRoot() * rule.deviation(fan)
    generator.fillUniform(&values, from: -bound, to: bound)
  }
}

/// Normal with the deviation gain/√fan, as `torch.nn.init.kaiming_normal_`.
public struct KaimingNormal: Initializer {
  public static let kind = "kaiming_normal"
  public static let summary = "normal with deviation gain/√fan (He et al.)"

  public var rule = KaimingRule()

  public init() {}

  public mutating func configure(_ fields: inout Fields) { rule.configure(&fields) }

  public func fill(
    _ values: inout [Float], fan: Fan, drawingFrom generator: inout MersenneTwister
  ) {
    generator.fillNormal(&values, mean: 0, deviation: rule.deviation(fan))
  }
}

/// How far the weights before an activation are spread, so that its outputs are spread as its inputs.
public struct KaimingRule: Sendable {
  /// Which fan counts: that of the way forward, or of the way back.
  public enum Counted: String, Sendable, CaseIterable {
    case inputs = "fan_in"
    case outputs = "fan_out"
  }

  /// What `torch.nn.init.calculate_gain` knows.
  public enum Successor: String, Sendable, CaseIterable {
    case linear, sigmoid, tanh, relu
    case leakyReLU = "leaky_relu"
    case selu
  }

  /// The slope below 0 of the leaky ReLU that follows.
  public var slope = 0.0
  public var mode = Counted.inputs
  public var nonlinearity = Successor.leakyReLU

  mutating func configure(_ fields: inout Fields) {
    fields.number("a", &slope, in: -1e6...1e6, "The slope below 0 of the leaky ReLU that follows.")
    fields.choice(
      "mode", &mode, "Whether the values that go in are counted, or those that come out.")
    fields.choice("nonlinearity", &nonlinearity, "What follows the layer, which decides the gain.")
  }

  func deviation(_ fan: Fan) -> Double {
    gain / Double(mode == .inputs ? fan.inputs : fan.outputs).squareRoot()
  }

  private var gain: Double {
    switch nonlinearity {
    case .linear, .sigmoid: 1
    case .tanh: 5.0 / 3
    case .relu: 2.0.squareRoot()
    case .leakyReLU: (2 / (1 + slope * slope)).squareRoot()
    case .selu: 3.0 / 4
    }
  }
}
