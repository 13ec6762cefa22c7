extension JSONNode {
  /// The member of an object, the first where there are several, or `nil` for any other node.
  func member(_ key: String) -> Member? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.key.utf8.elementsEqual(key.utf8) }
  }

  /// The value one step further, if there is one.
  package func child(_ step: SpecPath.Step) -> JSONNode? {
    switch (step, value) {
    case (.key(let key), _): member(key)?.node
    case (.index(let index), .array(let elements)) where elements.indices.contains(index):
      elements[index]
    case (.index, _): nil
    }
  }

  /// The value at the end of `path`, or the last one on the way there.
  func nearest(to path: SpecPath) -> JSONNode {
    var node = self
    for step in path.steps {
      guard let next = node.child(step) else { break }
      node = next
    }
    return node
  }

  /// The member at the end of `path`, if all of it is there and it ends in a key.
  func member(at path: SpecPath) -> Member? {
    guard case .key(let key)? = path.steps.last else { return nil }
    var node = self
    for step in path.steps.dropLast() {
      guard let next = node.child(step) else { return nil }
      node = next
    }
    return node.member(key)
  }

  /// Whether a number's text stands for something other than 0, whatever a `Double` makes of it.
  static func hasNonzeroDigit(_ number: String) -> Bool {
    number.utf8.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
      .contains { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
  }
}
