/// What may be written after `in:` for a number: `0..<1`, `0...1`, `.above(0)`.
public protocol NumberRange {
  var interval: NumberInterval { get }
}

extension NumberInterval: NumberRange {
  public var interval: NumberInterval { self }
}

extension Range: NumberRange where Bound == Double {
  public var interval: NumberInterval {
    NumberInterval(from: .including(lowerBound), to: .excluding(upperBound))
  }
}

extension ClosedRange: NumberRange where Bound == Double {
  public var interval: NumberInterval {
    NumberInterval(from: .including(lowerBound), to: .including(upperBound))
  }
}

extension NumberRange where Self == NumberInterval {
  /// Every number there is.
  public static var any: Self { NumberInterval(from: .none, to: .none) }

  public static func above(_ bound: Double) -> Self {
    NumberInterval(from: .excluding(bound), to: .none)
  }

  public static func atLeast(_ bound: Double) -> Self {
    NumberInterval(from: .including(bound), to: .none)
  }

  public static func below(_ bound: Double) -> Self {
    NumberInterval(from: .none, to: .excluding(bound))
  }

  public static func atMost(_ bound: Double) -> Self {
    NumberInterval(from: .none, to: .including(bound))
  }

  public static func between(excluding low: Double, excluding high: Double) -> Self {
    NumberInterval(from: .excluding(low), to: .excluding(high))
  }
}
