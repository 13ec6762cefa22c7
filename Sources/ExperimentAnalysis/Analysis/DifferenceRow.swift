internal import ExperimentRunner
internal import OptimizerLab

/// A row of `differences.csv`: by how much two optimizers differ on the same seeds, and whether that can
/// be told from chance.
@dynamicMemberLookup
package struct DifferenceRow: Sendable, Equatable {
  package var problem: Int
  package var network: Int
  /// Places in the spec's list: the difference is the first one's loss less the second one's.
  package var first: Int
  package var second: Int
  package var pair: PairedDifference

  package subscript<Value>(dynamicMember path: KeyPath<PairedDifference, Value>) -> Value {
    pair[keyPath: path]
  }

  /// The optimizer that can be told to have the lower loss. Where no chance plays, it is seen.
  package var lower: Int? { pair.lowerSide.map { $0 == .first ? first : second } }

  /// The same with the two in the other order.
  package var turned: DifferenceRow {
    DifferenceRow(
      problem: problem, network: network, first: second, second: first, pair: pair.turned)
  }
}

extension RunOverview {
  /// All pairs of a network's optimizers, in the order of the spec; of more than `mostInFull` those with one
  /// of the best or with the first of the spec, the baseline. They are compared once for all figures and
  /// tables: with thousands of seeds that takes seconds.
  package func differences(problem: Int, network: Int) -> [DifferenceRow] {
    let facts = LossComparison(self, problem: problem, network: network)
    return found("differences of network \(network)", problem: problem) {
      DifferenceRow.all(facts, problem: problem, network: network)
    }
  }
}

extension DifferenceRow {
  fileprivate static func all(
    _ facts: LossComparison, problem: Int, network: Int
  ) -> [DifferenceRow] {
    let count = facts.entries.count
    let anchors = count > RunOverview.mostInFull ? anchors(facts) : nil
    var rows = facts.entries.indices.flatMap { first in
      facts.entries.indices.dropFirst(first + 1).compactMap { second -> DifferenceRow? in
        if let anchors, !anchors.contains(first), !anchors.contains(second) { return nil }
        return DifferenceRow(
          problem: problem, network: network, first: first, second: second,
          pair: PairedDifference(facts.entries[first], facts.entries[second], by: facts.measure))
      }
    }
    rows.correct(\.pair, of: count * (count - 1) / 2)
    return rows
  }

  /// Of very many equal ones that share the first rank, so many are compared with all.
  private static let mostFirst = 4

  private static func anchors(_ facts: LossComparison) -> Set<Int> {
    let ranks = facts.ranks
    return Set(ranks.indices.filter { ranks[$0] == 1 }.prefix(mostFirst) + [0])
  }
}

extension MutableCollection {
  /// Holm's correction over pairs that belong together.
  /// - Parameter possible: how many pairs there are, where these are not all of them.
  mutating func correct(_ pair: WritableKeyPath<Element, PairedDifference>, of possible: Int) {
    let tested = indices.filter { self[$0][keyPath: pair].probability != nil }
    let corrected = Holm.corrected(
      tested.compactMap { self[$0][keyPath: pair].probability },
      of: count < possible ? possible : nil)
    for (place, value) in zip(tested, corrected) { self[place][keyPath: pair].corrected = value }
  }
}

extension LossComparison {
  /// The optimizers that share the first rank, where each of them is told to be lower than every other
  /// that ended; none of one alone, which is lower than none.
  /// - Parameter pairs: all of the network.
  package func lowest(_ pairs: [DifferenceRow]) -> [Int] {
    let ranked = entries.filter { $0.final != nil }
    let first = ranked.filter { $0.final != .infinity && rank(of: $0) == 1 }.map(\.optimizer)
    let others = ranked.map(\.optimizer).filter { !first.contains($0) }
    let isTold = first.allSatisfy { best in
      others.allSatisfy { other in
        pairs.first { [$0.first, $0.second] == [min(best, other), max(best, other)] }?.lower == best
      }
    }
    return isTold && ranked.count > 1 ? first : []
  }
}
