/// How many elements a list may have.
public struct ListCount: Equatable, Sendable {
  public var atLeast: Int
  public var atMost: Int?

  public static var any: Self { Self(atLeast: 0, atMost: nil) }

  public static func atLeast(_ count: Int) -> Self { Self(atLeast: count, atMost: nil) }

  public static func exactly(_ count: Int) -> Self { Self(atLeast: count, atMost: count) }

  public static func from(_ atLeast: Int, to atMost: Int) -> Self {
    Self(atLeast: atLeast, atMost: atMost)
  }

  func contains(_ count: Int) -> Bool {
    count >= atLeast && count <= atMost ?? .max
  }

  /// `a list`, `a list of 2`, `a list of at least 1`.
  var expectation: String {
    switch atMost {
    case nil: atLeast == 0 ? "a list" : "a list of at least \(atLeast)"
    case atLeast?: "a list of \(atLeast)"
    case let most?: "a list of \(atLeast) ... \(most)"
    }
  }

  /// The keywords of a JSON Schema.
  var schema: [JSONNode.Member] {
    var members: [JSONNode.Member] = []
    if atLeast > 0 { members.append(.init("minItems", .integer(atLeast))) }
    if let atMost { members.append(.init("maxItems", .integer(atMost))) }
    return members
  }
}

extension ListCount: ExpressibleByIntegerLiteral {
  public init(integerLiteral count: Int) {
    self = .exactly(count)
  }
}
