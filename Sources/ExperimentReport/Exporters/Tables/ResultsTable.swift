package import ExperimentAnalysis
internal import ExperimentRunner
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
}
