internal import ExperimentAnalysis
internal import ExperimentRunner
internal import Glibc
internal import OptimizerLab

// The columns of a table for people, and what stands in them.
extension ResultsTable {
  /// The columns that have something to say.
  /// - Parameter rows: the first of the ranking comes first.
  func usualColumns(
    of rows: [ResultRow], _ measure: Measure, isOfGame: Bool
  ) -> [ResultColumn] {
    let isTold: [ResultColumn: Bool] = [
      .rate: true, .final: measure.isRanked, .lowest: measure.isRanked, .loss: isOfGame,
      .steps: rows.contains { $0.target != nil },
      .accuracy: rows.contains { $0.accuracy.value != nil },
      .heldOutLoss: rows.contains { $0.heldOutLoss.value != nil } && measure.quantity != .testLoss,
      .heldOutAccuracy: rows.contains { $0.heldOutAccuracy.value != nil },
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
    case .accuracy: "accuracy, median"
    case .heldOutLoss: "test loss, median"
    case .heldOutAccuracy: "test accuracy, median"
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
    case .accuracy: Self.median(row.accuracy, of: row)
    case .heldOutLoss: Self.median(row.heldOutLoss, of: row)
    case .heldOutAccuracy: Self.median(row.heldOutAccuracy, of: row)
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
  func difference(_ row: ResultRow, best: ResultRow) -> Cell {
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
