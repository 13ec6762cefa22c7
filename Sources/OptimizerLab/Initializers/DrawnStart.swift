public import SpecLanguage

/// Uniform between two bounds, as `torch.nn.init.uniform_`.
public struct UniformStart: Initializer {
  public static let kind = "uniform"
  public static let summary = "uniform from a to b"
  public static let suitsVectors = true

  public var low = 0.0
  public var high = 1.0

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.number("a", &low, in: -1e6...1e6, "The lower bound.")
    fields.number("b", &high, in: -1e6...1e6, "The upper bound.")
    if low > high { fields.report("the upper bound b is below the lower one, a", at: ["b"]) }
  }

  public func fill(
    _ values: inout [Float], fan: Fan, drawingFrom generator: inout MersenneTwister
  ) {
    generator.fillUniform(&values, from: low, to: high)
  }
}

/// Normal with a mean and a deviation, as `torch.nn.init.normal_`.
public struct NormalStart: Initializer {
  public static let kind = "normal"
  public static let summary = "normal with a mean and a standard deviation"
  public static let suitsVectors = true

  public var mean = 0.0
  public var std = 1.0

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.number("mean", &mean, in: -1e6...1e6, "The mean.")
    fields.number("std", &std, in: 0...1e6, "The standard deviation.")
  }

  public func fill(
    _ values: inout [Float], fan: Fan, drawingFrom generator: inout MersenneTwister
  ) {
    generator.fillNormal(&values, mean: mean, deviation: std)
  }
}
