public import SpecLanguage

// X. Glorot, Y. Bengio: Understanding the difficulty of training deep feedforward neural networks, AISTATS
// 2010, equation 16 and the deviation that belongs to it.

/// Uniform in ±gain·√(6 / (fan_in + fan_out)), as `torch.nn.init.xavier_uniform_`.
public struct XavierUniform: Initializer {
  public static let kind = "xavier_uniform"
  public static let summary = "uniform in ±gain·√(6 / (fan_in + fan_out)) (Glorot and Bengio)"

  public var gain = 1.0

  public init() {}

  public mutating func configure(_ fields: inout Fields) { configureGain(&gain, &fields) }

  public func fill(
    _ values: inout [Float], fan: Fan, drawingFrom generator: inout MersenneTwister
  ) {
    let bound = 3.0.squareRoot() * fan.xavierDeviation(gain: gain)
    generator.fillUniform(&values, from: -bound, to: bound)
  }
}

/// Normal with the deviation gain·√(2 / (fan_in + fan_out)), as `torch.nn.init.xavier_normal_`.
public struct XavierNormal: Initializer {
  public static let kind = "xavier_normal"
  public static let summary = "normal with deviation gain·√(2 / (fan_in + fan_out))"

  public var gain = 1.0

  public init() {}

  public mutating func configure(_ fields: inout Fields) { configureGain(&gain, &fields) }

  public func fill(
    _ values: inout [Float], fan: Fan, drawingFrom generator: inout MersenneTwister
  ) {
    generator.fillNormal(&values, mean: 0, deviation: fan.xavierDeviation(gain: gain))
  }
}

private func configureGain(_ gain: inout Double, _ fields: inout Fields) {
  fields.number("gain", &gain, in: 1e-6...1e6, "What the deviation is multiplied by.")
}

extension Fan {
  fileprivate func xavierDeviation(gain: Double) -> Double {
    gain * (2 / Double(inputs + outputs)).squareRoot()
  }
}
