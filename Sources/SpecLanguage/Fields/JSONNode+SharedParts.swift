// A schema in which a layer's kinds are written out wherever layers may stand is megabytes long.
extension JSONNode {
  /// The same schema, of which each large part that stands in several places stands once, under
  /// `definitions`, and a reference in its place.
  func sharingParts() -> JSONNode {
    var parts = SharedParts()
    parts.count(self)
    guard case .object(let members) = parts.sharedInside(self).value, !parts.definitions.isEmpty
    else { return self }
    return .object(members + [.init("definitions", .object(parts.definitions))])
  }

  /// Whether it is a schema, and no list of properties or a default.
  fileprivate var isSchema: Bool {
    switch (self["type"]?.value, self["anyOf"]?.value) {
    case (.string?, _), (_, .array?): true
    default: false
    }
  }
}

/// What a field's schema says of the field, and not of its values.
private let ofField = ["default", "description"]

private struct SharedParts {
  private var counts: [String: Int] = [:]
  private var names: [String: String] = [:]
  private var taken: Set<String> = []
  private(set) var definitions: [JSONNode.Member] = []

  /// Shorter ones are better read where they stand.
  private static let length = 400

  mutating func count(_ node: JSONNode) {
    for child in node.children {
      if child.isSchema {
        let text = JSONText.compact(child.ofValues)
        if text.utf8.count > Self.length { counts[text, default: 0] += 1 }
      }
      count(child)
    }
  }

  mutating func sharedInside(_ node: JSONNode) -> JSONNode {
    switch node.value {
    case .object(let members):
      .object(members.map { .init($0.key, shared($0.node)) })
    case .array(let elements): .array(elements.map { shared($0) })
    default: node
    }
  }

  private mutating func shared(_ node: JSONNode) -> JSONNode {
    let text = node.isSchema ? JSONText.compact(node.ofValues) : ""
    guard counts[text, default: 0] > 1 else { return sharedInside(node) }
    let name: String
    if let known = names[text] {
      name = known
    } else {
      name = newName(for: node)
      names[text] = name
      let place = definitions.count
      definitions.append(.init(name, .null))
      definitions[place] = .init(name, sharedInside(node.ofValues))
    }
    let reference = JSONNode.object([.init("$ref", .string("#/definitions/\(name)"))])
    let own = node.members { ofField.contains($0) }
    // Beside a reference nothing else is read.
    return own.isEmpty ? reference : .object([.init("allOf", .array([reference]))] + own)
  }

  /// That of the kind which it describes.
  private mutating func newName(for node: JSONNode) -> String {
    let kind = node["properties"]?["kind"]?["const"]?.text ?? "part"
    var name = kind
    var number = 1
    while !taken.insert(name).inserted {
      number += 1
      name = "\(kind)\(number)"
    }
    return name
  }
}

extension JSONNode {
  fileprivate func members(_ isWanted: (String) -> Bool) -> [Member] {
    guard case .object(let members) = value else { return [] }
    return members.filter { isWanted($0.key) }
  }

  /// A field's schema without what it says of the field.
  fileprivate var ofValues: JSONNode { .object(members { !ofField.contains($0) }) }

  fileprivate var children: [JSONNode] {
    switch value {
    case .object(let members): members.map(\.node)
    case .array(let elements): elements
    default: []
    }
  }
}
