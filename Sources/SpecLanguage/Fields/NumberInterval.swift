/// The numbers from one bound to another, each included or not.
public struct NumberInterval: Equatable, Sendable {
  public enum Bound: Equatable, Sendable {
    case none
    case including(Double)
    case excluding(Double)
  }

  public var lower: Bound
  public var upper: Bound

  public init(from lower: Bound, to upper: Bound) {
    self.lower = lower
    self.upper = upper
  }

  /// Bounds are compared as `Value`s: 0.1 as a `Float` lies in a range that begins at 0.1.
  public func contains<Value: BinaryFloatingPoint>(_ value: Value) -> Bool {
    let isAboveLower =
      switch lower {
      case .none: true
      case .including(let bound): value >= Value(bound)
      case .excluding(let bound): value > Value(bound)
      }
    let isBelowUpper =
      switch upper {
      case .none: true
      case .including(let bound): value <= Value(bound)
      case .excluding(let bound): value < Value(bound)
      }
    return isAboveLower && isBelowUpper
  }
}

extension NumberInterval {
  /// How `optlab list` and an error show the interval: `0 ..< 1`, `above 0`; `nil` for all numbers.
  public var text: String? {
    switch (lower, upper) {
    case (.including(let low), .excluding(let high)): "\(Self.text(low)) ..< \(Self.text(high))"
    case (.including(let low), .including(let high)): "\(Self.text(low)) ... \(Self.text(high))"
    case (.none, _): upperText
    case (_, .none): lowerText
    case (.excluding, _): "\(lowerText ?? "") and \(upperText ?? "")"
    }
  }

  /// `1.5 is outside 0 ..< 1`, for a number that the interval does not contain.
  package func complaint(about number: String) -> String {
    "\(number) is \(isWrittenAsRange ? "outside" : "not") \(text ?? "a number")"
  }

  /// `a number in 0 ..< 1`, `a number above 0`.
  package var expectation: String {
    guard let text else { return "a number" }
    return isWrittenAsRange ? "a number in \(text)" : "a number \(text)"
  }

  private var isWrittenAsRange: Bool {
    if case .including = lower { upper != .none } else { false }
  }

  private var lowerText: String? {
    switch lower {
    case .none: nil
    case .including(let bound): "at least \(Self.text(bound))"
    case .excluding(let bound): "above \(Self.text(bound))"
    }
  }

  private var upperText: String? {
    switch upper {
    case .none: nil
    case .including(let bound): "at most \(Self.text(bound))"
    case .excluding(let bound): "below \(Self.text(bound))"
    }
  }

  /// The keywords of a JSON Schema.
  package var schema: [JSONNode.Member] {
    var members: [JSONNode.Member] = []
    switch lower {
    case .none: break
    case .including(let bound): members.append(.init("minimum", .number(bound)))
    case .excluding(let bound): members.append(.init("exclusiveMinimum", .number(bound)))
    }
    switch upper {
    case .none: break
    case .including(let bound): members.append(.init("maximum", .number(bound)))
    case .excluding(let bound): members.append(.init("exclusiveMaximum", .number(bound)))
    }
    return members
  }

  private static func text(_ bound: Double) -> String {
    JSONNode.shortestText(of: bound)
  }
}
