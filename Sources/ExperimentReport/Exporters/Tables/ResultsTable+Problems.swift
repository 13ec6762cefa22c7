internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

// The problems that are compared, in one table.
extension ResultsTable {
  /// A row an optimizer and problem, the optimizer with the lowest loss first; `nil` where problems are
  /// not compared.
  func problemSection(wanted: [ResultColumn]?) -> Section? {
    guard let compared = ComparedProblems(context) else { return nil }
    let rows = compared.order.flatMap { optimizer in
      results.rows.filter { $0.optimizer == optimizer && $0.network == compared.network }
    }
    let usual = usualColumns(
      of: rows, compared.measure, isOfGame: !context.problems[0].traits.hasComparableLoss)
    let columns = (wanted ?? usual).map { column in
      (
        column: column,
        title: column == .difference
          ? "median difference" : title(of: column, compared.measure, rows)
      )
    }
    return Section(
      title: problemTitle, names: 2, columns: columns.map(\.column),
      header: ["optimizer", "problem"] + columns.map(\.title),
      rows: rows.map { row in
        [
          .text(context.optimizers[row.optimizer].name), .text(context.problems[row.problem].name),
        ]
          + columns.map {
            cell($0.column, row, compared.measure) { difference(row, compared) }
          }
      }, lowest: [])
  }

  /// "ReLU against LeakyReLU"; of more than two their names.
  private var problemTitle: String {
    let names = context.problems.map(\.name)
    return names.count == 2 ? "\(names[0]) against \(names[1])" : Wording.list(names)
  }

  /// What an optimizer ended with on one problem, by what it ended with where that is lowest.
  private func difference(_ row: ResultRow, _ compared: ComparedProblems) -> Cell {
    let finals = compared.facts.map { $0.entries[row.optimizer].final ?? .infinity }
    guard let least = finals.min(), least.isFinite, let best = finals.firstIndex(of: least) else {
      return .text("–")
    }
    guard row.problem != best else { return .text("the lowest") }
    let (first, second) = (min(row.problem, best), max(row.problem, best))
    let pair = results.problemDifferences.first {
      $0.optimizer == row.optimizer && ($0.first, $0.second) == (first, second)
    }?.pair
    return Self.cell(row.problem == first ? pair : pair?.turned, of: row)
  }

  /// What two problems differ by under one optimizer; one row each where there are seeds to pair.
  struct ProblemPair {
    var optimizer: Int
    /// Places of problems in the spec's list.
    var first: Int
    var second: Int
    var mean: Cell
    var median: Cell
    var difference: ProblemDifferenceRow
  }

  var problemPairs: [ProblemPair] {
    guard context.seedCount > 1 else { return [] }
    return results.problemDifferences.filter { $0.firstLower + $0.secondLower + $0.equal > 0 }
      .map { row in
        ProblemPair(
          optimizer: row.optimizer, first: row.first, second: row.second,
          mean: Self.cell(row.mean, row.scale), median: Self.cell(row.median, row.scale),
          difference: row)
      }
  }

  private var problemTest: String {
    let tested = results.problemDifferences.filter { $0.probability != nil }
    guard context.seedCount > 1, !tested.isEmpty else { return "" }
    let least = SignFlip.leastSeeds(pairs: tested.count)
    return "Differences between problems are paired by the seed, and p is corrected over "
      + "\(Wording.count(tested.count, "pair")), those of all optimizers"
      + ((tested.map(\.compared).max() ?? 0) < least
        ? ", of which \(least) seeds could make one clear." : ".")
  }

  /// How problems are compared, and which is lower.
  var problemNotes: [String] {
    guard ComparedProblems(context) != nil else { return [] }
    let sentences = ProblemSentences(context)
    return [sentences.target, problemTest].filter { !$0.isEmpty } + sentences.outcomes
  }
}
