package import SpecLanguage

/// Places in a spec: `optimizers[0]` and all in it, `problems[0].model[*].units` of every layer,
/// `problems[0].model[#]` for how many layers there are.
package struct PathPattern: Sendable, Equatable, CustomStringConvertible {
  package enum Step: Sendable, Hashable {
    case key(String)
    case anyKey
    case index(Int)
    case anyIndex
    /// How many elements a list has.
    case count
  }

  package var steps: [Step]
  package let description: String

  /// `nil` for what is no pattern.
  package init?(_ text: String) {
    description = text
    steps = []
    var rest = text[...]
    while !rest.isEmpty {
      if steps.last == .count { return nil }
      if rest.first == "[" {
        guard let end = rest.firstIndex(of: "]"), !steps.isEmpty else { return nil }
        let inner = rest[rest.index(after: rest.startIndex)..<end]
        guard let step = Self.bracket(inner) else { return nil }
        steps.append(step)
        rest = rest[rest.index(after: end)...]
        continue
      }
      if !steps.isEmpty {
        guard rest.first == "." else { return nil }
        rest.removeFirst()
      }
      let name = rest.prefix { $0 != "." && $0 != "[" }
      guard !name.isEmpty else { return nil }
      steps.append(name == "*" ? .anyKey : .key(String(name)))
      rest = rest[name.endIndex...]
    }
    if steps.isEmpty { return nil }
  }

  private static func bracket(_ inner: Substring) -> Step? {
    switch inner {
    case "*": return .anyIndex
    case "#": return .count
    default:
      if inner.count > 2, inner.hasPrefix("\""), inner.hasSuffix("\"") {
        return .key(String(inner.dropFirst().dropLast()))
      }
      return inner.utf8.allSatisfy { (48...57).contains($0) } ? Int(inner).map { .index($0) } : nil
    }
  }

  package static var fieldType: FieldType<PathPattern> {
    FieldType<String>.text.checked { text, path, node, diagnostics in
      if PathPattern(text) == nil {
        diagnostics.report(
          "\(quoted(text)) is no place in specs, such as optimizers[0], "
            + "problems[0].model[*].units or problems[0].model[#]", at: path, node)
      }
    }.converted(to: { PathPattern($0) ?? .nowhere }, from: { $0.description })
      .expecting("a place in specs")
  }

  private static let nowhere = PathPattern(none: ())

  private init(none: ()) { (steps, description) = ([.count], "") }

  /// Whether it is the place itself, or one that the place is in.
  package func covers(_ place: [Step]) -> Bool {
    steps.count <= place.count && zip(steps, place).allSatisfy { $0.matches($1) }
  }
}

extension PathPattern.Step {
  fileprivate func matches(_ step: Self) -> Bool {
    switch (self, step) {
    case (.anyKey, .key), (.anyIndex, .index): true
    case (.key(let a), .key(let b)): a.utf8.elementsEqual(b.utf8)
    default: self == step
    }
  }
}

extension [PathPattern.Step] {
  /// As a pattern is written.
  package var text: String {
    reduce(into: "") { text, step in
      switch step {
      case .key(let key): text += text.isEmpty ? key : ".\(key)"
      case .anyKey: text += text.isEmpty ? "*" : ".*"
      case .index(let index): text += "[\(index)]"
      case .anyIndex: text += "[*]"
      case .count: text += "[#]"
      }
    }
  }
}
