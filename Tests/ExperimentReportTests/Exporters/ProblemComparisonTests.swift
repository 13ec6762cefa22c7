import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("A comparison of problems") struct ProblemComparisonTests {
  /// On `wide` Adam ends at half of what it ends with on `narrow`, under every seed; SGD at the same.
  /// `narrow` starts at 2, `wide` at 1.
  private func context(seeds: Int = 7, lost: Set<Int> = []) -> RunOverview {
    let runs = (0..<2).flatMap { problem in
      (0..<2).flatMap { optimizer in
        (0..<seeds).map { seed in
          let end = optimizer == 0 ? 0.1 + 0.01 * Double(seed) : 0.5
          let isLost = problem == 0 && optimizer == 0 && lost.contains(seed)
          return MadeRun.run(
            optimizer, seed: seed, problem: problem, status: isLost ? .diverged : .finished,
            divergedAt: isLost ? 12 : nil,
            [(0, problem == 0 ? 2 : 1), (10, 0.08)]
              + (isLost ? [] : [(20, problem == 1 && optimizer == 0 ? end / 2 : end)]))
        }
      }
    }
    var context = MadeRun.context(
      runs, optimizers: ["Adam", "SGD"], seeds: seeds,
      problems: ["narrow", "wide"].map { MadeRun.sine(name: $0) })
    context.comparesProblems = true
    return context
  }

  @Test("shares the targets: parts of the lowest start")
  func targets() {
    var context = context()
    func target(_ problem: Int) -> Double? { LossComparison(context, problem: problem).target }
    #expect([target(0), target(1)] == [0.1, 0.1])
    #expect(Set(context.targetRows.map(\.target.value)) == [0.5, 0.1, 0.01])
    context.comparesProblems = false
    #expect([target(0), target(1)] == [0.2, 0.1])
  }

  @Test("pairs the seeds of each optimizer, and corrects over all of them")
  func differences() throws {
    let rows = Results(context()) { _, _ in 0.1 }.problemDifferences
    #expect(
      rows.map(\.optimizer) == [0, 1] && rows.allSatisfy { [$0.first, $0.second] == [0, 1] })
    let adam = rows[0]
    #expect(abs((adam.median.value ?? 0) - 0.065) < 1e-12 && adam.seeds == 7)
    #expect([adam.firstLower, adam.secondLower, adam.equal] == [0, 7, 0])
    // 2·2⁻⁷, and twice that: one of two pairs.
    #expect([adam.probability, adam.corrected] == [0.015625, 0.03125])
    #expect(adam.isClear && adam.lower == 1)
    #expect(rows[1].isEqual && rows[1].probability == 1 && rows[1].lower == nil)
    #expect(Results(MadeScores.context(problems: 2)) { _, _ in 1 }.problemDifferences.isEmpty)
  }

  @Test("counts a trial that diverged as the higher one")
  func diverged() {
    let adam = Results(context(lost: [0, 1])) { _, _ in 0.1 }.problemDifferences[0]
    #expect([adam.seeds, adam.compared, adam.secondLower] == [5, 7, 7])
    #expect(adam.median.interval?.high == Double.infinity)
    #expect([adam.probability] == [0.015625])
  }

  @Test("is told with its direction, and with what can be told from chance")
  func sentence() {
    let told = "wide ends lower than narrow under Adam; clear is that under Adam."
    #expect(Problems.caption(context()).hasSuffix(told))
    #expect(
      Problems.caption(context(seeds: 3)).hasSuffix(
        "wide ends lower than narrow under Adam; none of this can be told from chance."))
    #expect(
      Problems.caption(context()).contains(
        "All problems share their targets: parts of the lowest loss that one of them starts with, 1."
      ))
    #expect(!Problems.caption(context()).contains("cross"))
    #expect(Problems.caption(context(lost: [0])).contains("a cross at the right edge"))
  }

  @Test("is in one table, a row an optimizer and problem, the lowest optimizer first")
  func table() {
    let table = ResultsTable(context(), rates: [:]).markdown
    let lines = table.split(separator: "\n").map(String.init)
    #expect(lines[1] == "## narrow against wide")
    let cells = lines[4...7].map { line in
      line.split(separator: "|").map { String($0.dropFirst().dropLast()) }
    }
    #expect(
      cells.map { Array($0.prefix(2)) }
        == [["Adam", "narrow"], ["Adam", "wide"], ["SGD", "narrow"], ["SGD", "wide"]])
    #expect(lines[4].contains("0.065") && lines[4].contains("clear"))
    #expect(lines[5].contains("the lowest") && lines[7].contains("equal"))
    #expect(
      table.contains("p is corrected over 2 pairs, those of all optimizers. wide ends lower"))
  }

  @Test("has a figure only where it is asked for and there is something to compare")
  func applies() {
    var context = context()
    #expect(Problems.applies(to: context))
    context.comparesProblems = false
    #expect(!Problems.applies(to: context))
    var game = SmallContext.context
    game.comparesProblems = true
    #expect(!Problems.applies(to: game))
  }
}
