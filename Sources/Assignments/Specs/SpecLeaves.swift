package import SpecLanguage

/// A resolved spec as its leaves: each place with its value, and each list with how many it has.
package struct SpecLeaves: Sendable {
  package typealias Place = [PathPattern.Step]

  /// A leaf: a plain value, an empty object, or the count of a list.
  package struct Leaf: Sendable, Equatable {
    package var place: Place
    /// Compact JSON.
    package var text: String
  }

  package private(set) var all: [Leaf] = []

  package init(_ node: JSONNode) { add(node, at: []) }

  private mutating func add(_ node: JSONNode, at place: Place) {
    switch node.value {
    case .object(let members) where !members.isEmpty:
      for member in members { add(member.node, at: place + [.key(member.key)]) }
    case .array(let elements):
      all.append(Leaf(place: place + [.count], text: "\(elements.count)"))
      for (index, element) in elements.enumerated() { add(element, at: place + [.index(index)]) }
    default: all.append(Leaf(place: place, text: JSONText.compact(node)))
    }
  }

  /// Whether anything is at a pattern's places, or, where it ends in a name, could be: a field that a spec
  /// leaves out is no leaf.
  package func contains(_ pattern: PathPattern) -> Bool {
    if all.contains(where: { pattern.covers($0.place) }) { return true }
    guard case .key? = pattern.steps.last, let above = pattern.withoutLast else { return false }
    return all.contains { above.covers($0.place) }
  }
}

/// One thing in which a spec differs from its base.
package struct SpecDifference: Sendable, Equatable, CustomStringConvertible {
  package var place: SpecLeaves.Place
  /// Compact JSON; `nil` for what is not there.
  package var base: String?
  package var own: String?

  package var description: String {
    "\(place.text): \(base.map(clipped) ?? "not there") -> \(own.map(clipped) ?? "not there")"
  }
}

/// In what a spec differs from its base, and what of that may be.
package struct SpecComparison: Sendable {
  package let differences: [SpecDifference]
  /// Those that were not allowed.
  package let refused: [SpecDifference]

  /// What says nothing of how is trained, or is the grader's to say.
  private static let free: [PathPattern] = [
    "name", "description", "figures", "record", "seeds", "problems[*].name", "problems[*].target",
    "optimizers[*].name",
  ].compactMap { PathPattern($0) }

  /// - Parameters:
  ///   - base: with every default filled in, as `own`.
  package init(
    base: JSONNode, own: JSONNode, mayChange: [PathPattern], mustKeep: [PathPattern]
  ) {
    let (first, second) = (SpecLeaves(base).all, SpecLeaves(own).all)
    let (before, after) = (Self.byPlace(first), Self.byPlace(second))
    var differences: [SpecDifference] = []
    for leaf in first where after[leaf.place] != leaf.text {
      differences.append(
        SpecDifference(place: leaf.place, base: leaf.text, own: after[leaf.place]))
    }
    for leaf in second where before[leaf.place] == nil {
      differences.append(SpecDifference(place: leaf.place, base: nil, own: leaf.text))
    }
    self.differences = differences.filter { difference in
      !Self.free.contains { $0.covers(difference.place) }
    }
    refused = self.differences.filter { difference in
      mustKeep.contains { $0.covers(difference.place) }
        || !mayChange.contains { $0.allows(difference.place) }
    }
  }

  private static func byPlace(_ leaves: [SpecLeaves.Leaf]) -> [SpecLeaves.Place: String] {
    Dictionary(leaves.map { ($0.place, $0.text) }, uniquingKeysWith: { first, _ in first })
  }
}

extension PathPattern {
  /// Whether what may change here lets that place change: who may change all elements of a list may change
  /// how many there are.
  func allows(_ place: [Step]) -> Bool {
    covers(place)
      || place.last == .count && steps.last == .anyIndex
        && PathPattern.covers(Array(steps.dropLast()), place.dropLast())
  }

  private static func covers(_ pattern: [Step], _ place: ArraySlice<Step>) -> Bool {
    guard pattern.count == place.count else { return false }
    return pattern.isEmpty || PathPattern(steps: pattern).covers(Array(place))
  }

  /// The place above; `nil` for the top.
  var withoutLast: PathPattern? {
    steps.count > 1 ? PathPattern(steps: Array(steps.dropLast())) : nil
  }

  private init(steps: [Step]) { (self.steps, description) = (steps, steps.text) }
}
