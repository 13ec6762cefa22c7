import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("The columns of results.md and results.tex") struct ResultColumnTests {
  private static func table(
    name: String = "Adam", columns: [ResultColumn]? = nil
  ) -> ResultsTable {
    let runs = (0..<3).flatMap { seed in
      [0, 1].map { optimizer in
        MadeRun.run(
          optimizer, seed: seed, [(0, 2), (100, 0.123 + 0.1 * Double(optimizer + seed))])
      }
    }
    return ResultsTable(
      MadeRun.context(runs, optimizers: [name, "SGD"], seeds: 3),
      rates: [[0, 0]: 0.1, [0, 1]: 0.2],
      columns: columns)
  }

  @Test(
    "are named as in results.csv, or as in the tables",
    arguments: [
      ("final_loss_median", ResultColumn.loss), ("ranked_loss_median", .final),
      ("final loss", .final), ("final loss, median", .final), ("Dead Units", .deadUnits),
      ("dead_units_median", .deadUnits), ("steps", .steps), ("median difference", .difference),
      ("diverged", .diverged), ("lr", .rate),
    ])
  func names(name: String, column: ResultColumn) {
    #expect(ResultColumn(named: name) == column)
  }

  @Test("are refused under other names", arguments: ["", "loss", "optimiser", "final_los"])
  func strange(name: String) { #expect(ResultColumn(named: name) == nil) }

  @Test("are those that were chosen, in that order")
  func chosen() {
    let table = Self.table(columns: [.diverged, .rank, .final])
    #expect(table.markdown.contains("| optimizer | diverged | rank | final loss, median |"))
    #expect(table.markdown.contains("| SGD | 0 of 3 | 2 | 0.323 \\[0.223, 0.423\\] |"))
    #expect(table.latex.contains("optimizer & diverged & rank & final loss, median \\\\"))
    #expect(ResultsTable.columns(ofLaTeX: table.latex) == [.diverged, .rank, .final])
    #expect(ResultsTable.columns(ofLaTeX: Self.table().latex) == nil)
  }

  @Test("in LaTeX are as many as a page has room for, by their lengths; in Markdown all")
  func fits() throws {
    for name in ["Adam", "A name that is as long as some are"] {
      let table = Self.table(name: name)
      let rows = table.latex.split(separator: "\n").filter { $0.hasSuffix("\\\\") }
      let cells = rows.map {
        $0.dropLast(3).split(separator: "&").map { $0.filter { !"{}$".contains($0) } }
      }
      let count = try #require(cells.first?.count)
      // Five points a letter, and six on both sides of a column, of 345.
      let width = (0..<count).reduce(0) { sum, column in
        sum + 12 + 5 * (cells.map { $0[column].trimmed.count }.max() ?? 0)
      }
      #expect(width <= 345 && count < 7, "\(width)")
      #expect(rows[0].contains("final loss, median"))
      #expect(table.latex.contains("% Columns that a page has no room for are left out"))
      #expect(table.markdown.contains("| lr | final loss, median | lowest loss, median |"))
    }
  }
}

extension String {
  fileprivate var trimmed: Substring {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}
