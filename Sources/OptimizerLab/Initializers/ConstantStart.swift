public import SpecLanguage

/// Every number the same, as `torch.nn.init.constant_`.
public struct ConstantStart: Initializer {
  public static let kind = "constant"
  public static let summary = "every number val"
  public static let suitsVectors = true

  public var val = 0.0

  public init() {}

  public init(_ val: Double) { self.val = val }

  public mutating func configure(_ fields: inout Fields) {
    fields.number("val", &val, required: true, "The number.")
  }

  public func fill(
    _ values: inout [Float], fan: Fan, drawingFrom generator: inout MersenneTwister
  ) {
    for i in values.indices { values[i] = Float(val) }
  }
}

/// Every number 0, as `torch.nn.init.zeros_`.
public struct ZerosStart: Initializer {
  public static let kind = "zeros"
  public static let summary = "every number 0"
  public static let suitsVectors = true

  public init() {}

  public mutating func configure(_ fields: inout Fields) {}

  public func fill(
    _ values: inout [Float], fan: Fan, drawingFrom generator: inout MersenneTwister
  ) {
    for i in values.indices { values[i] = 0 }
  }
}

/// Every number 1, as `torch.nn.init.ones_`.
public struct OnesStart: Initializer {
  public static let kind = "ones"
  public static let summary = "every number 1"
  public static let suitsVectors = true

  public init() {}

  public mutating func configure(_ fields: inout Fields) {}

  public func fill(
    _ values: inout [Float], fan: Fan, drawingFrom generator: inout MersenneTwister
  ) {
    for i in values.indices { values[i] = 1 }
  }
}
