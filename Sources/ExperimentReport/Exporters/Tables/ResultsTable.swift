internal import ExperimentRunner
internal import OptimizerLab

/// The comparison of the optimizers, for tables and for people: `results.csv`, `differences.csv`,
/// `results.md`, `results.tex` and the report.
package struct ResultsTable: Sendable {
  let context: RunOverview
  let results: Results

  /// - Parameter rates: the learning rate of each problem and optimizer that is compared.
  package init(_ context: RunOverview, rates: [[Int]: Double]) {
    self.context = context
    results = Results(context) { rates[[$0, $1]] ?? .nan }
  }

  /// What a reader must know of the numbers.
  package var notes: [String] {
    seedNotes + surfaceNotes + targetNotes
  }

  private var seedNotes: [String] {
    guard context.seedCount > 1 else {
      return [
        context.problems.allSatisfy { $0.traits.hasExamples }
          ? "One seed: there are no intervals, for nothing is known of how another would do."
          : "One seed: there are no intervals."
      ]
    }
    let hasDiverged = results.rows.contains { $0.diverged > 0 }
    var notes = [
      (hasDiverged
        ? "Medians of losses are over \(context.seedCount) seeds, where a trial that diverged counts "
          + "as infinitely high; means and dead units are of the trials that finished"
        : "Medians and means of the trials that finished, of \(context.seedCount) seeds")
        + "; in brackets 95 % intervals by the bootstrap over the seeds (\(Bootstrap.count) draws)."
    ]
    if context.seedCount < 10 { notes.append("Intervals of so few seeds are rather too narrow.") }
    if context.optimizers.count > 1 {
      notes.append(
        "Differences are paired: both optimizers began from the same weights under each seed"
          + (hasDiverged ? ", and are of the seeds under which both finished." : "."))
    }
    return notes
  }

  private var surfaceNotes: [String] {
    guard context.problems.contains(where: { $0.surface != nil }) else { return [] }
    return [
      "On a surface the loss is the value above the minimum, and every seed walks the same way"
        + (context.seedCount > 1 ? ": intervals there have no width." : ".")
    ]
  }

  private var targetNotes: [String] {
    let steps =
      "Steps are those to the first recorded loss at or below the target; a seed that never came "
      + "there, or diverged, counts as later than all others."
    let isTold = results.rows.contains { $0.target != nil }
    return (isTold ? [steps] : [])
      + results.targetRemarks.map { remark in
        let name = Wording.name(context.problems[remark.problem].name)
        return (context.problems.count > 1 ? "\(name): " : "") + remark.text
      }
  }

  // MARK: For people

  /// One network's results in cells: a header, then a row an optimizer.
  struct Section {
    var title: String
    var header: [String]
    var rows: [[Cell]]
    /// The places of the rows with the lowest final loss, where that is what counts.
    var best: [Int]
  }

  enum Cell: Equatable {
    case text(String)
    /// A number with its interval, where there is one.
    case estimate(String, String?)
  }

  /// The optimizers of one network pair by pair.
  struct Pairs {
    var title: String
    var rows: [Pair]
  }

  struct Pair {
    /// Places in the spec's list.
    var first: Int
    var second: Int
    /// The seeds under which both finished.
    var seeds: Int
    /// The first one's final loss less the second one's.
    var mean: Cell
    var median: Cell
    /// The optimizer with the lower loss, where the seeds agree on it.
    var lower: Int?
    /// Whether both ended with the same loss under every seed.
    var isEqual: Bool
  }

  /// One a network; without any where there is nothing to pair, or one seed only.
  var pairs: [Pairs] {
    guard context.seedCount > 1 else { return [] }
    return context.problems.indices.flatMap { problem in
      context.problems[problem].networks.indices.compactMap { pairs(problem, network: $0) }
    }
  }

  private func pairs(_ problem: Int, network: Int) -> Pairs? {
    let rows = results.differences.filter {
      $0.problem == problem && $0.network == network
        && $0.firstLower + $0.secondLower + $0.equal > 0
    }
    return rows.isEmpty
      ? nil
      : Pairs(
        title: title(problem, network),
        rows: rows.map { row in
          Pair(
            first: row.first, second: row.second, seeds: row.seeds, mean: Self.cell(row.mean),
            median: Self.cell(row.median), lower: row.lower, isEqual: row.isEqual)
        })
  }

  private func title(_ problem: Int, _ network: Int) -> String {
    context.problems[problem].heading(of: context.problems[problem].networks[network].name)
  }

  var sections: [Section] {
    context.problems.indices.flatMap { problem in
      context.problems[problem].networks.indices.map { section(problem, network: $0) }
    }
  }

  private func section(_ problem: Int, network: Int) -> Section {
    let rows = results.rows.filter { $0.problem == problem && $0.network == network }
    let target = rows.compactMap(\.target).first
    let best = rows.filter { $0.rankedFinal.value != nil }
      .min { ($0.rankedFinal.value ?? 0) < ($1.rankedFinal.value ?? 0) }
    let hasUnits = rows.contains { $0.deadUnits.value != nil }
    let isGame = !context.problems[problem].traits.hasComparableLoss
    let header =
      ["optimizer", "lr", "final loss, median", "final loss, mean", "lowest loss, median"]
      + (target.map { ["steps to \(NumberText.short($0))"] } ?? [])
      + (hasUnits ? ["dead units"] : []) + [
        "mean difference from the \(isGame ? "lowest" : "best")"
      ]
      + ["diverged"]
    return Section(
      title: title(problem, network), header: header,
      rows: rows.map { row in
        [
          .text(context.optimizers[row.optimizer].name), .text(NumberText.short(row.learningRate)),
          Self.median(row.rankedFinal, of: row), Self.cell(row.finalMean),
          Self.median(row.rankedBest, of: row),
        ] + (target == nil ? [] : [Self.steps(row)])
          + (hasUnits ? [Self.cell(row.deadUnits, Wording.count)] : [])
          + [difference(row, best: best), .text("\(row.diverged) of \(row.seeds)")]
      }, best: rows.indices.filter { rows[$0].rank == 1 && rows[$0].rankedFinal.value != nil })
  }

  private func difference(_ row: ResultRow, best: ResultRow?) -> Cell {
    guard let best, best.optimizer != row.optimizer else { return .text("–") }
    let paired = results.difference(
      problem: row.problem, network: row.network, of: row.optimizer, from: best.optimizer)
    return paired.map { Self.cell($0.mean) } ?? .text("–")
  }

  /// A median in which a trial that diverged is infinitely high.
  private static func median(_ estimate: Estimate, of row: ResultRow) -> Cell {
    estimate.value == nil && row.diverged > 0 ? .text("diverged") : cell(estimate)
  }

  private static func steps(_ row: ResultRow) -> Cell {
    if row.reached == 0 { return .text(row.ended > 0 ? "never" : "–") }
    guard row.stepsToTarget.value != nil else {
      return .text("never in \(row.ended - row.reached) of \(row.ended)")
    }
    return cell(row.stepsToTarget, Wording.count)
  }

  private static func cell(
    _ estimate: Estimate, _ number: (Double) -> String = NumberText.short
  ) -> Cell {
    guard let value = estimate.value else { return .text("–") }
    let interval = estimate.interval.map { interval in
      let ends = [interval.low, interval.high].map { $0.isFinite ? number($0) : "∞" }
      return "[\(ends[0]), \(ends[1])]"
    }
    return .estimate(number(value), interval)
  }
}
