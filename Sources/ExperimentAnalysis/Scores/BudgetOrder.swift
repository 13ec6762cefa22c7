internal import ExperimentRunner
internal import OptimizerLab

/// How the order of a problem's optimizers changes with the budget.
package struct BudgetOrder {
  /// By part of the budget the rank of each optimizer; parts at which some is not known are left out.
  private var ranks: [(part: Double, ranks: [Double])] = []

  /// - Parameter rows: of one problem.
  package init(_ rows: [BudgetRow]) {
    for part in Outcomes.parts {
      let own = rows.filter { $0.part == part }.sorted { $0.optimizer < $1.optimizer }
      let known = own.compactMap(\.rank)
      if known.count == own.count, !own.isEmpty { ranks.append((part, known)) }
    }
  }

  /// "The order turns: SGD leads after a quarter of the budget, Adam after half and at the end. Adam and
  /// SGD stand at the end in another order than after a quarter." Empty where only one part is known.
  package func sentence(_ context: RunOverview) -> String {
    guard let first = ranks.first, let last = ranks.last, first.part < last.part else { return "" }
    func name(_ optimizer: Int) -> String { Wording.name(context.optimizers[optimizer].name) }
    let turned = pairs(first.ranks, last.ranks)
    let leaders = ranks.map { Self.leaders($0.ranks) }
    guard Set(leaders).count > 1 || !turned.isEmpty else {
      return "The order is the same \(Wording.list(ranks.map { Self.words($0.part) }))."
    }
    let lead =
      Set(leaders).count == 1
      ? "\(Wording.list(leaders[0].map(name))) \(leaders[0].count == 1 ? "leads" : "lead") all the way"
      : "the lead is " + leads(leaders, name)
    let all = first.ranks.count * (first.ranks.count - 1) / 2
    let changes =
      turned.isEmpty
      ? ""
      : " Of \(Wording.count(all, "pair")) \(turned.count) "
        + "\(turned.count == 1 ? "stands" : "stand") at the end in another order than "
        + "\(Self.words(first.part)) of it: "
        + Wording.list(turned.map { "\(name($0)) before \(name($1))" }, limit: 4) + "."
    return "The order turns with the budget: \(lead)." + changes
  }

  /// "Adam's after a quarter, SGD's after half and at the end".
  private func leads(_ leaders: [[Int]], _ name: (Int) -> String) -> String {
    var groups: [(who: [Int], parts: [String])] = []
    for (place, who) in leaders.enumerated() {
      let part = Self.words(ranks[place].part)
      if groups.last?.who == who {
        groups[groups.count - 1].parts.append(part)
      } else {
        groups.append((who, [part]))
      }
    }
    return Wording.list(
      groups.map { "with \(Wording.list($0.who.map(name))) \(Wording.list($0.parts))" })
  }

  package static func words(_ part: Double) -> String {
    part == 1 ? "at the end" : part == 0.5 ? "after half" : "after a quarter"
  }

  private static func leaders(_ ranks: [Double]) -> [Int] {
    let best = ranks.min()
    return ranks.indices.filter { ranks[$0] == best }
  }

  /// Those that stand in the opposite order at the end, the one that is ahead then first.
  private func pairs(_ before: [Double], _ after: [Double]) -> [(Int, Int)] {
    before.indices.flatMap { first in
      before.indices.filter { second in
        after[first] < after[second] && before[first] > before[second]
      }.map { (first, $0) }
    }
  }
}
