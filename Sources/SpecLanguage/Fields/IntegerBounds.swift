/// The words for a range of whole numbers. A bound that is the type's own is no bound to a reader.
struct IntegerBounds {
  private let lower: String?
  private let upper: String?

  init<Value: FixedWidthInteger>(_ range: ClosedRange<Value>) {
    lower = range.lowerBound == .min && Value.isSigned ? nil : "\(range.lowerBound)"
    upper = range.upperBound == .max ? nil : "\(range.upperBound)"
  }

  /// `1 ... 100`, `at least 1`; `nil` for all numbers.
  var text: String? {
    switch (lower, upper) {
    case (nil, nil): nil
    case (let lower?, nil): "at least \(lower)"
    case (nil, let upper?): "at most \(upper)"
    case (let lower?, let upper?): "\(lower) ... \(upper)"
    }
  }

  private var isTwoSided: Bool { lower != nil && upper != nil }

  var expectation: String {
    guard let text else { return "a whole number" }
    return isTwoSided ? "a whole number in \(text)" : "a whole number of \(text)"
  }

  /// For a number outside the range, or one that its type cannot hold.
  func complaint(about number: String, isBeyondType: Bool) -> String {
    let bound = number.hasPrefix("-") ? lower : upper
    guard let text, !isBeyondType || bound != nil else { return "\(number) is too large" }
    return isTwoSided ? "\(number) is outside \(text)" : "\(number) is not \(text)"
  }

  /// The keywords of a JSON Schema.
  var schema: [JSONNode.Member] {
    var members: [JSONNode.Member] = []
    if let lower { members.append(.init("minimum", JSONNode(.number(lower)))) }
    if let upper { members.append(.init("maximum", JSONNode(.number(upper)))) }
    return members
  }
}
