/// A value in which two specs differ, both with every default filled in.
public struct LeafDifference: Sendable {
  public enum Change: Sendable {
    case changed(from: JSONNode, to: JSONNode)
    case added(JSONNode)
    case removed(JSONNode)
    /// The same entries in another order: their names, as the second has them.
    case reordered([String])
  }

  public var change: Change
  /// Where it is in the first spec; of what only the second has, where it is there.
  public var place: SpecPath
  /// Where it is in the second, where that is elsewhere.
  public var otherPlace: SpecPath?

  init(_ change: Change, _ places: Places) {
    self.change = change
    switch change {
    case .added: (place, otherPlace) = (places.second, nil)
    default:
      place = places.first
      otherPlace = places.second == places.first ? nil : places.second
    }
  }

  /// The same value in two specs.
  struct Places {
    var first = SpecPath()
    var second = SpecPath()

    func appending(_ key: String) -> Places {
      Places(first: first.appending(.key(key)), second: second.appending(.key(key)))
    }

    func appending(_ index: Int, _ other: Int) -> Places {
      Places(first: first.appending(.index(index)), second: second.appending(.index(other)))
    }
  }
}

extension LeafDifference {
  /// All differences between two specs, in the order of the first.
  ///
  /// The order of an object's fields is none, nor is how a number is written. Entries of a list that have
  /// names are matched by these; what is left of them, of one kind, in order. Other objects in a list, such
  /// as layers, are aligned so that the least is changed. Any other list is one value.
  public static func all(from first: JSONNode, to second: JSONNode) -> [LeafDifference] {
    differences(first, second, Places())
  }

  private static func differences(
    _ first: JSONNode, _ second: JSONNode, _ places: Places
  ) -> [LeafDifference] {
    switch (first.value, second.value) {
    case (.object(let own), .object(let others)):
      return ofMembers(own, others, places)
    case (.array(let own), .array(let others)) where areObjects(own + others):
      return ofElements(own, others, places)
    default:
      return first.canonicalText == second.canonicalText
        ? [] : [LeafDifference(.changed(from: first, to: second), places)]
    }
  }

  private static func areObjects(_ nodes: [JSONNode]) -> Bool {
    !nodes.isEmpty && nodes.allSatisfy { if case .object = $0.value { true } else { false } }
  }

  private static func ofMembers(
    _ own: [JSONNode.Member], _ others: [JSONNode.Member], _ places: Places
  ) -> [LeafDifference] {
    // By bytes, and each looked up once: a table may have a million keys.
    let theirs = Dictionary(others.map { (Array($0.key.utf8), $0.node) }) { first, _ in first }
    let mine = Set(own.map { Array($0.key.utf8) })
    let known = own.flatMap { member -> [LeafDifference] in
      let place = places.appending(member.key)
      guard let other = theirs[Array(member.key.utf8)] else {
        return [LeafDifference(.removed(member.node), place)]
      }
      return differences(member.node, other, place)
    }
    let new = others.filter { !mine.contains(Array($0.key.utf8)) }
    return known
      + new.map { LeafDifference(.added($0.node), places.appending($0.key)) }
  }

  private static func ofElements(
    _ own: [JSONNode], _ others: [JSONNode], _ places: Places
  ) -> [LeafDifference] {
    let hasNames = (own + others).allSatisfy { $0["name"]?.text != nil }
    let pairs = hasNames ? ListMatch.byName(own, others) : ListMatch.byContent(own, others)
    let found = pairs.flatMap { pair -> [LeafDifference] in
      switch pair {
      case (let first?, let second?):
        return differences(own[first], others[second], places.appending(first, second))
      case (let first?, nil):
        return [LeafDifference(.removed(own[first]), places.appending(first, first))]
      case (nil, let second?):
        return [LeafDifference(.added(others[second]), places.appending(second, second))]
      case (nil, nil): return []
      }
    }
    let seconds = pairs.compactMap { $0.first == nil ? nil : $0.second }
    guard hasNames, seconds != seconds.sorted() else { return found }
    return [LeafDifference(.reordered(others.compactMap { $0["name"]?.text }), places)] + found
  }
}

extension JSONNode {
  /// The value as text, the same for all spellings of it: keys in order, numbers as they are closest to.
  var canonicalText: String { JSONText.canonical(withPlainNumbers) }

  private var withPlainNumbers: JSONNode {
    switch value {
    case .number(let text):
      // Whole numbers of any size are their digits.
      guard UInt64(text) == nil, Int(text) == nil, let number = Double(text) else { return self }
      return .number(number)
    case .array(let elements): return .array(elements.map(\.withPlainNumbers))
    case .object(let members):
      return .object(members.map { Member($0.key, $0.node.withPlainNumbers) })
    default: return self
    }
  }
}
