import Foundation
public import OptimizerLab

/// Numbers that PyTorch gave, kept beside the repository. Tests that need them say so and are
/// skipped where they are missing.
public enum ParityFixture {
  /// The folder `../shared/parity` beside the repository.
  private static var folder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("shared/parity")
  }

  public static var isThere: Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent("gan.json").path)
  }

  public static let absence = "PyTorch's numbers (../shared/parity) are not beside the repository"

  public static func read(_ name: String) throws -> JSONNode {
    let data = try Data(contentsOf: folder.appendingPathComponent("\(name).json"))
    return try JSONParser.parse(Array(data))
  }
}

extension JSONNode {
  public subscript(key: String) -> JSONNode {
    guard case .object(let members) = value,
      let member = members.first(where: { $0.key == key })
    else { return .null }
    return member.node
  }

  public var members: [(key: String, node: JSONNode)] {
    if case .object(let members) = value { members.map { ($0.key, $0.node) } } else { [] }
  }

  public var elements: [JSONNode] {
    if case .array(let elements) = value { elements } else { [] }
  }

  /// A number; NaN for what is none.
  public var number: Double {
    if case .number(let text) = value { Double(text) ?? .nan } else { .nan }
  }

  public var text: String { if case .string(let text) = value { text } else { "" } }

  public var numbers: [Double] { elements.map(\.number) }

  public var isTrue: Bool { if case .bool(true) = value { true } else { false } }
}

/// The largest difference of two lists, relative to the second's values or to `floor`.
public func largestError(_ a: [Double], _ b: [Double], floor: Double) -> Double {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).map { a, b in
    a.isFinite && b.isFinite ? abs(a - b) / max(abs(b), floor) : (a == b ? 0 : .infinity)
  }.max() ?? 0
}
