import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("Of many optimizers") struct ManyOptimizersTests {
  /// Each under that many seeds, from 1 to an end that is the higher the later it stands in the spec, but
  /// for the last, which ends lowest.
  private func context(_ count: Int, seeds: Int = 2, problems: Int = 1) -> RunOverview {
    let runs = (0..<problems).flatMap { problem in
      (0..<count).flatMap { optimizer in
        (0..<seeds).map { seed in
          let end = optimizer == count - 1 ? 0.001 : 0.01 * Double(optimizer + 1)
          return MadeRun.run(
            optimizer, seed: seed, problem: problem, [(0, 1), (9, end + 1e-5 * Double(seed))])
        }
      }
    }
    let summary = (0..<problems).flatMap { problem in
      (0..<count).flatMap { optimizer in
        [0, 9].map { step in
          let value = step == 0 ? 1 : 0.01 * Double(optimizer + 1)
          var row = SummaryRow(
            problem: problem, optimizer: optimizer, network: "model", networkPlace: 0, step: step,
            epoch: nil, examples: nil, gradientEvaluations: step, seconds: 0, seeds: seeds,
            diverged: 0,
            values: [.evalLoss: Spread(median: value, low: value / 2, high: value * 2)])
          row.quantiles[.evalLoss] = Quantiles(
            all: [value / 2, value, value, value * 2], outer: [value / 2, value * 2])
          return row
        }
      }
    }
    var context = MadeRun.context(
      runs, optimizers: (0..<count).map { "optimizer \($0)" }, seeds: seeds,
      problems: (0..<problems).map { MadeRun.sine(name: "problem \($0)") }, summary: summary)
    if seeds > Summary.dotLimit { context.recorded = (summary, []) }
    context.prominent = context.mostProminent()
    return context
  }

  @Test(
    "all are in colour up to twelve, then the best eight and the worst", arguments: [12, 13, 100])
  func prominent(count: Int) {
    let own = context(count).prominent
    #expect(own == (count > 12 ? [count - 1] + Array(0...6) + [count - 2] : nil))
    // Over problems by the mean of the ranks.
    #expect(context(count, problems: 3).prominent == own)
  }

  @Test("where nothing is ranked the first of the spec are in colour")
  func unranked() {
    var context = context(20)
    context.problems[0].traits = TaskTraits(comparedNetwork: 0, hasComparableLoss: false)
    #expect(context.mostProminent() == Array(0...8))
  }

  @Test("the legend has no more than twelve entries, and tells of the others")
  func legend() {
    for seeds in [1, 2, 11] {
      let script = Convergence.script(context(100, seeds: seeds))
      let texts = script.layout.samples.map(\.text)
      #expect(texts.count <= 12, "\(texts)")
      #expect(texts.first == "optimizer 99" && texts.contains("the 91 others"))
      #expect(
        script.caption.contains(
          "Of 100 optimizers the best 8 and the worst by final loss are in colour, the others thin and "
            + "grey."))
    }
    #expect(!Convergence.caption(context(12)).contains("in colour"))
  }

  @Test("those in colour have a hue each, and the others the grey, no mark and no band")
  func styles() throws {
    let text = Convergence.script(context(100, seeds: 11)).text
    let colors = try #require(text.firstMatch(of: /array color\[100\] = \[(.*)\]/)).1
      .split(separator: ", ")
    #expect(colors.count { $0 == "others" } == 91)
    #expect(Set(colors).count == 10)
    let marks = try #require(text.firstMatch(of: /array mark\[100\] = \[(.*)\]/)).1
      .split(separator: ", ")
    #expect(zip(colors, marks).allSatisfy { ($0 == "others") == ($1 == "-1") })
    let bands = text.matches(of: /for \[i = (\d+):(\d+)\] \$rows(?:_band\w*)? using .*filledcurves/)
    // Two for each in colour, and one each in those of which gnuplot draws a band.
    #expect(Set(bands.map(\.1)).count == 9 && bands.allSatisfy { $0.1 == $0.2 })
    // The grey ones first, the best last.
    let lines = text.matches(of: /for \[i = (\d+):(\d+)\] \$rows using .* with lines/)
      .map { "\($0.1):\($0.2)" }
    #expect(lines.prefix(1) == ["8:98"])
    #expect(lines.last == "100:100")
  }

  @Test(
    "every script draws",
    .enabled(if: GnuplotRun.isThere, "gnuplot is not installed, so nothing can be drawn"))
  func draws() throws {
    for seeds in [2, 11] {
      let folder = try FigureFolder(SampleFiles(context: context(14, seeds: seeds, problems: 2)))
      for name in ["convergence", "improvement", "ranks", "performance_profile", "time_to_target"]
      where folder.figures.contains(name) {
        let run = try GnuplotRun(["\(name).gp"], in: folder.url)
        #expect(run.status == 0, "\(name): \(run.printed)")
      }
      #expect(folder.figures.contains("improvement"))
    }
  }

  @Test("all pairs are compared up to twelve; of more those with the best and the first")
  func pairs() {
    func rows(_ count: Int) -> [DifferenceRow] {
      Results(context(count, seeds: 8)) { _, _ in 0 }.differences
    }
    #expect(rows(12).count == 66)
    let many = rows(100)
    #expect(many.count == 99 + 98)
    #expect(many.allSatisfy { $0.first == 0 || $0.second == 99 })
    // As clear as among all pairs, and no clearer: eight seeds give 2/256, times 4950.
    #expect(many.allSatisfy { $0.corrected == 1 })
    let thirteen = rows(13)
    #expect(thirteen.count == 12 + 11)
    #expect(thirteen.compactMap(\.corrected).min() == min(1, 78 * 2.0 / 256))
  }

  @Test("the probability to improve is told of those in colour, the best and the first")
  func improvements() {
    #expect(context(12).scores.improvements.count == 12 * 11)
    let rows = context(100, problems: 2).scores.improvements
    // Nine among themselves, and 91 others with two of them, either way; two problems, and both.
    #expect(rows.count == 3 * (9 * 8 + 2 * 2 * 91))
    // The mean over the others is of all of them.
    let whole = context(100, problems: 2).scores.rows.map(\.improvement)
    #expect(whole[99] == 1 && whole[98] == 0)
    #expect(abs((whole[50] ?? 0) - 48.0 / 99) < 1e-12)
  }
}
