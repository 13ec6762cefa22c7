/// Which entry of a list stands for which of another: pairs in the order of the first list, each with what
/// only one of the two has.
public enum ListMatch {
  public typealias Pair = (first: Int?, second: Int?)

  /// Entries of one name belong together; of those that are left, those of one kind, in their order, for
  /// they were given another name.
  public static func byName(_ first: [JSONNode], _ second: [JSONNode]) -> [Pair] {
    var partner: [Int: Int] = [:]
    var taken: Set<Int> = []
    for key in ["name", "kind"] {
      var places: [[UInt8]: [Int]] = [:]
      for (place, node) in second.enumerated().reversed() where !taken.contains(place) {
        if let text = node[key]?.text { places[Array(text.utf8), default: []].append(place) }
      }
      for (place, node) in first.enumerated() where partner[place] == nil {
        guard let text = node[key]?.text, let other = places[Array(text.utf8)]?.popLast() else {
          continue
        }
        partner[place] = other
        taken.insert(other)
      }
    }
    return first.indices.map { ($0, partner[$0]) }
      + second.indices.filter { !taken.contains($0) }.map { (nil, $0) }
  }

  /// The cheapest way from one list to the other: an entry that is left out or put in costs 2, another one
  /// of the same kind in its place 1, one of another kind 3. Lists too long for that are taken in order.
  public static func byContent(_ first: [JSONNode], _ second: [JSONNode]) -> [Pair] {
    guard first.count * second.count <= 4_000_000 else {
      return (0..<max(first.count, second.count)).map { place in
        (
          first.indices.contains(place) ? place : nil,
          second.indices.contains(place) ? place : nil
        )
      }
    }
    let (texts, others) = (first.map(\.canonicalText), second.map(\.canonicalText))
    let (kinds, otherKinds) = (first.map { $0["kind"]?.text }, second.map { $0["kind"]?.text })
    func exchange(_ i: Int, _ j: Int) -> Int {
      texts[i] == others[j] ? 0 : kinds[i] == otherKinds[j] ? 1 : 3
    }
    // The cost of what comes from a place of each on.
    let width = second.count + 1
    var costs = [Int](repeating: 0, count: (first.count + 1) * width)
    for i in (0...first.count).reversed() {
      for j in (0...second.count).reversed() where i < first.count || j < second.count {
        let without = i < first.count ? costs[(i + 1) * width + j] + 2 : .max
        let with = j < second.count ? costs[i * width + j + 1] + 2 : .max
        let both =
          i < first.count && j < second.count
          ? costs[(i + 1) * width + j + 1] + exchange(i, j) : .max
        costs[i * width + j] = min(both, without, with)
      }
    }
    var pairs: [Pair] = []
    var (i, j) = (0, 0)
    while i < first.count || j < second.count {
      let cost = costs[i * width + j]
      if i < first.count, j < second.count,
        cost == costs[(i + 1) * width + j + 1] + exchange(i, j)
      {
        pairs.append((i, j))
        (i, j) = (i + 1, j + 1)
      } else if i < first.count, cost == costs[(i + 1) * width + j] + 2 {
        pairs.append((i, nil))
        i += 1
      } else {
        pairs.append((nil, j))
        j += 1
      }
    }
    return pairs
  }
}
