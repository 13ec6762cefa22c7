internal import ExperimentRunner
internal import Foundation
internal import OptimizerLab

/// The comparison of the optimizers, for tables and for people: `results.csv`, `differences.csv`,
/// `results.md`, `results.tex` and the report.
package struct ResultsTable: Sendable {
  let context: RunOverview
  let results: Results

  /// The columns of `results.md` and `results.tex`, where they are chosen.
  let chosen: [ResultColumn]?

  /// - Parameters:
  ///   - rates: the learning rate of each problem and optimizer that is compared.
  ///   - columns: of `results.md` and `results.tex`; without them those that have something to say, in
  ///     LaTeX as many as a page has room for.
  package init(
    _ context: RunOverview, rates: [[Int]: Double], columns: [ResultColumn]? = nil
  ) {
    self.context = context
    chosen = columns
    results = Results(context) { rates[[$0, $1]] ?? .nan }
  }

  /// What a reader must know of the numbers.
  package var notes: [String] {
    seedNotes + surfaceNotes + targetNotes + problemNotes + Self.notes(on: context.choices, context)
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
    let medians =
      "Medians are over \(context.seedCount) seeds"
      + (hasDiverged
        ? ", where a trial that diverged counts as infinitely high; dead units are of the trials that "
          + "finished." : ".")
    return [medians] + intervalNotes + pairNotes
  }

  /// What the brackets of medians hold, and how often.
  private var intervalNotes: [String] {
    let counts = Set(
      results.rows.filter { $0.rankedFinal.interval != nil }.map(\.ended)
    ).sorted(by: >)
    guard !counts.isEmpty else { return [] }
    let levels = counts.map { count in
      "in \(Wording.percent(OrderStatistics.level(of: count))) of experiments"
        + (count == context.seedCount ? "" : " with \(Wording.count(count, "seed"))")
    }
    return [
      "In brackets are two of the seeds’ own values, between which the true median lies "
        + "\(Wording.list(levels))"
        + (counts.contains { $0 < 6 } ? ": of fewer than six seeds these are the ends." : ".")
    ]
  }

  /// What a difference is, and when it is clear.
  private var pairNotes: [String] {
    let tested = results.differences.filter { $0.probability != nil }
    let counts = Dictionary(grouping: tested) { [$0.problem, $0.network] }.values.map(\.count)
    guard let pairs = counts.max() else { return [] }
    let ratios =
      results.differences.contains { $0.scale == .logRatio }
      ? "; × stands before ratios, for losses of two that span a factor of ten" : ""
    let test =
      "A difference is clear where the exact sign-flip test has p ≤ \(NumberText.typeset(Holm.level)) "
      + "after Holm’s correction over \(Wording.count(pairs, "pair"))."
    let most = tested.map(\.compared).max() ?? 0
    let few = Self.fewSeeds(most, pairs: counts.min() ?? pairs)
    return [
      "Differences are paired: both optimizers began from the same weights under each seed\(ratios).",
      test, few,
    ].filter { !$0.isEmpty }
  }

  /// What so many seeds cannot show; empty where they can.
  private static func fewSeeds(_ seeds: Int, pairs: Int) -> String {
    let least = SignFlip.leastSeeds(pairs: pairs)
    guard seeds < least else { return "" }
    let can =
      seeds == 1
      ? "One seed shows a difference, and cannot prove it"
      : "\(Wording.inWords(seeds).capitalized) seeds can show a large difference, not prove a small one"
    return "\(can): with \(least) seeds, one on which all of them agree would be clear"
      + (pairs > 1 ? " among \(pairs) pairs." : ".")
  }

  private var surfaceNotes: [String] {
    guard context.problems.contains(where: { $0.surface != nil }) else { return [] }
    return [
      "On a surface the loss is the value above the minimum, and every seed walks the same way"
        + (context.seedCount > 1
          ? ": nothing there is left to chance, and needs no interval." : ".")
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
    /// How many names `header` and the rows begin with: the optimizer's, and the problem's where several
    /// are in one table.
    var names = 1
    /// Those after the names.
    var columns: [ResultColumn]
    var header: [String]
    /// The lowest final loss first.
    var rows: [[Cell]]
    /// The places of the rows that can be told to be lower than all others; equal ones share that.
    var lowest: [Int]
  }

  enum Cell: Equatable {
    case text(String)
    /// A number with its interval, where there is one, and what is to be said of it.
    case estimate(String, String?, note: String = "")
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
    /// The seeds of the difference.
    var seeds: Int
    /// The first one's final loss less the second one's, or their ratio, with the interval of a mean.
    var mean: Cell
    /// The same with the interval of a median.
    var median: Cell
    var probability: Double?
    var corrected: Double?
    var correlation: Double?
    /// The optimizer that is clearly lower.
    var lower: Int?
    /// Whether both ended with the same loss under every seed.
    var isEqual: Bool
  }

  /// One a network; without any where there is nothing to pair, or one seed only.
  var pairs: [Pairs] {
    guard context.seedCount > 1 else { return [] }
    return context.problems.indices.flatMap { problem in
      context.problems[problem].networks.indices.filter {
        Measure(context.problems[problem].traits, network: $0).isRanked
      }.compactMap { pairs(problem, network: $0) }
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
            first: row.first, second: row.second, seeds: row.compared,
            mean: Self.cell(row.mean, row.scale), median: Self.cell(row.median, row.scale),
            probability: row.probability, corrected: row.corrected, correlation: row.correlation,
            lower: row.lower, isEqual: row.isEqual)
        })
  }

  private func title(_ problem: Int, _ network: Int) -> String {
    context.problems[problem].heading(of: context.problems[problem].networks[network].name)
  }

  /// The tables of the report: all columns that have something to say.
  var sections: [Section] { sections(columns: nil) }

  /// - Parameter wanted: the columns, those without which no row has something to say left out; all
  ///   usual ones without it.
  func sections(columns wanted: [ResultColumn]?) -> [Section] {
    [problemSection(wanted: wanted)].compactMap { $0 }
      + context.problems.indices.flatMap { problem in
        context.problems[problem].networks.indices.map {
          section(problem, network: $0, wanted: wanted)
        }
      }
  }

  private func section(_ problem: Int, network: Int, wanted: [ResultColumn]?) -> Section {
    let traits = context.problems[problem].traits
    let measure = Measure(traits, network: network)
    let rows = results.rows.filter { $0.problem == problem && $0.network == network }
      .enumerated().sorted { a, b in
        (a.element.rank ?? .max, a.offset) < (b.element.rank ?? .max, b.offset)
      }.map(\.element)
    let usual = usualColumns(of: rows, measure, isOfGame: !traits.hasComparableLoss)
    let columns = (wanted ?? usual).map { column in
      (column: column, title: title(of: column, measure, rows))
    }
    return Section(
      title: title(problem, network), columns: columns.map(\.column),
      header: ["optimizer"] + columns.map(\.title),
      rows: rows.map { row in
        [.text(context.optimizers[row.optimizer].name)]
          + columns.map { cell($0.column, row, measure) { difference(row, best: rows[0]) } }
      },
      lowest: rows.indices.filter { rows[$0].isLowest })
  }

  /// The columns that have something to say.
  /// - Parameter rows: the first of the ranking comes first.
  func usualColumns(
    of rows: [ResultRow], _ measure: Measure, isOfGame: Bool
  ) -> [ResultColumn] {
    let isTold: [ResultColumn: Bool] = [
      .rate: true, .final: measure.isRanked, .lowest: measure.isRanked, .loss: isOfGame,
      .steps: rows.contains { $0.target != nil },
      .deadUnits: rows.contains { $0.deadUnits.value != nil },
      .difference: measure.isRanked, .diverged: true,
    ]
    return ResultColumn.allCases.filter { isTold[$0] ?? false }
  }

  func title(
    of column: ResultColumn, _ measure: Measure, _ rows: [ResultRow]
  ) -> String {
    switch column {
    case .rate, .rank, .reached, .seeds, .finished, .diverged: column.name
    case .final: "final \(measure.noun), median"
    case .lowest: "lowest \(measure.noun), median"
    case .loss:
      measure.isRanked && measure.quantity == nil
        ? "final loss of the finished, median" : "loss of the last tenth, median"
    case .meanLoss: "final loss, mean"
    case .steps:
      "steps to \(rows.compactMap(\.target).first.map { NumberText.typeset($0) } ?? "the target")"
    case .deadUnits: "dead units"
    case .difference: "median difference from the lowest"
    }
  }

  /// - Parameter difference: what the column of that name says.
  func cell(
    _ column: ResultColumn, _ row: ResultRow, _ measure: Measure, difference: () -> Cell
  ) -> Cell {
    switch column {
    case .rate: .text(NumberText.typeset(row.learningRate))
    case .rank: .text(row.rank.map { "\($0)" } ?? "–")
    case .final:
      measure.isRanked ? Self.median(row.rankedFinal, of: row, saysCount: true) : .text("–")
    case .lowest: measure.isRanked ? Self.median(row.rankedBest, of: row) : .text("–")
    case .loss: Self.median(row.finalMedian, of: row, saysCount: !measure.isRanked)
    case .meanLoss: Self.median(row.finalMean, of: row)
    case .steps: Self.steps(row)
    case .reached: .text(row.target == nil ? "–" : "\(row.reached)")
    case .deadUnits: Self.cell(row.deadUnits, Wording.count)
    case .difference: measure.isRanked ? difference() : .text("–")
    case .seeds: .text("\(row.seeds)")
    case .finished: .text("\(row.finished)")
    case .diverged: .text("\(row.diverged) of \(row.seeds)")
    }
  }

  /// The median difference from the first of the ranking; how many seeds it is of, where not of all, and
  /// whether it is clear.
  private func difference(_ row: ResultRow, best: ResultRow) -> Cell {
    guard best.rankedFinal.value != nil else { return .text("–") }
    guard row.optimizer != best.optimizer else { return .text("the lowest") }
    return Self.cell(
      results.difference(
        problem: row.problem, network: row.network, of: row.optimizer, from: best.optimizer)?.pair,
      of: row)
  }

  /// A row's difference from the lowest.
  static func cell(_ pair: PairedDifference?, of row: ResultRow) -> Cell {
    guard let pair, pair.compared > 0 else { return .text("–") }
    if pair.isEqual { return .text("equal") }
    let notes =
      (pair.compared < row.seeds ? ["\(pair.compared) of \(row.seeds)"] : [])
      + (pair.isClear ? ["clear"] : [])
    guard pair.median.value != nil else {
      let lost = row.rankedFinal.value == nil && row.diverged > 0
      return .text(([lost ? "diverged" : "–"] + notes).joined(separator: ", "))
    }
    return cell(pair.median, pair.scale, note: notes.joined(separator: ", "))
  }

  /// A median in which a trial that diverged is infinitely high.
  /// - Parameter saysCount: whether the number of those that finished follows where it is not all.
  private static func median(
    _ estimate: Estimate, of row: ResultRow, saysCount: Bool = false
  ) -> Cell {
    if estimate.value == nil, row.diverged > 0 { return .text("diverged") }
    let isTold = saysCount && row.finished < row.seeds
    return cell(estimate, note: isTold ? "\(row.finished) of \(row.seeds)" : "")
  }

  private static func steps(_ row: ResultRow) -> Cell {
    if row.reached == 0 { return .text(row.ended > 0 ? "never" : "–") }
    guard row.stepsToTarget.value != nil else {
      return .text("never in \(row.ended - row.reached) of \(row.ended)")
    }
    return cell(row.stepsToTarget, Wording.count)
  }

  /// A difference, or what a difference of logarithms is a ratio of.
  static func cell(
    _ estimate: Estimate, _ scale: PairedDifference.Scale, note: String = ""
  ) -> Cell {
    guard scale == .logRatio else { return cell(estimate, note: note) }
    let cell = cell(estimate, { ratio($0) }, note: note)
    guard case .estimate(let value, let interval, let note) = cell else { return cell }
    return .estimate("× \(value)", interval, note: note)
  }

  private static func ratio(_ logarithm: Double) -> String {
    let ratio = exp(logarithm)
    return ratio.isFinite ? NumberText.typeset(ratio) : "∞"
  }

  private static func cell(
    _ estimate: Estimate, _ number: (Double) -> String = NumberText.typeset, note: String = ""
  ) -> Cell {
    guard let value = estimate.value else { return .text("–") }
    let interval = estimate.interval.map { interval in
      // The exponential of −∞ is 0.
      let low = interval.low == -.infinity && number(-.infinity) != "0" ? "−∞" : nil
      let ends = [interval.low, interval.high].map { $0 == .infinity ? "∞" : number($0) }
      return "[\(low ?? ends[0]), \(ends[1])]"
    }
    return .estimate(number(value), interval, note: note)
  }
}
