import ExperimentAnalysis
import ExperimentRunner
import Testing

@Suite("The dots of single seeds") struct SeedDotsTests {
  @Test(
    "are at ten places of a curve, the last at its end and none at its start",
    arguments: [
      (Array(0...100), false, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]),
      ([0, 20, 30], false, [0, 0, 0, 0, 0, 0, 0, 0, 20, 30].filter { $0 > 0 }),
      ([0, 1, 3, 7, 15, 31], true, [1, 3, 7, 15, 31]), ([0], false, [0]), ([], true, []),
    ] as [([Int], Bool, [Int])])
  func places(steps: [Int], isOfPowers: Bool, expected: [Int]) {
    let chosen = SeedDots.chosen(steps, isOfPowers: isOfPowers)
    #expect(Set(chosen.values.map { steps[$0] }) == Set(expected))
    #expect(chosen.count == expected.count)
    if !steps.isEmpty { #expect(chosen[SeedDots.places] == steps.count - 1) }
    #expect(chosen.keys.sorted().map { chosen[$0] ?? 0 } == chosen.values.sorted())
  }

  private func rows(_ steps: Range<Int>, _ value: (Int) -> [Quantity: Double]) -> [SummaryRow] {
    steps.map { step in
      SummaryRow(
        problem: 0, optimizer: 0, network: "model", networkPlace: 0, step: step, epoch: nil,
        examples: nil, gradientEvaluations: step, seconds: 0, seeds: 2, diverged: 0,
        values: value(step).mapValues { Spread(median: $0, low: $0, high: $0) })
    }
  }

  @Test("have the mean of the steps that a thinned curve's row stands for")
  func means() throws {
    let line = Thinning.thinned(rows(0..<2000) { [.evalLoss: Double($0)] })
    let seeds = [0.0, 0.5].enumerated().map { seed, more in
      (seed: seed, rows: rows(0..<2000) { [.evalLoss: Double($0) + more] })
    }
    let dots = SeedDots.rows(line, of: seeds)
    #expect(!dots.isEmpty)
    for dot in dots {
      let median = try #require(dot.row.values[.evalLoss]?.median)
      let own = try #require(dot.values[.evalLoss])
      #expect(abs(own - median - (dot.seed == 0 ? 0 : 0.5)) < 1e-9)
    }
    // The last part is of several steps, and its mean is not the end's value.
    let last = try #require(dots.last { !$0.isOfPowers })
    #expect(last.row.step == 1999 && (last.values[.evalLoss] ?? 2000) < 1999)
  }

  @Test("are where a quantity was recorded, and end where a seed diverged")
  func gaps() {
    let line = rows(0..<101) { step in
      step % 25 == 0 ? [.evalLoss: 1, .sharpness: 2] : [.evalLoss: 1]
    }
    let seeds = [(seed: 0, rows: line), (seed: 3, rows: Array(line.prefix(55)))]
    let dots = SeedDots.rows(line, of: seeds).filter { !$0.isOfPowers }
    func steps(_ quantity: Quantity, _ seed: Int) -> [Int] {
      dots.filter { $0.seed == seed && $0.values[quantity] != nil }.map(\.row.step).sorted()
    }
    #expect(steps(.sharpness, 0) == [25, 50, 75, 100])
    #expect(steps(.sharpness, 3) == [25, 50])
    #expect(steps(.evalLoss, 3) == [10, 20, 30, 40, 50])
    #expect(dots.filter { $0.row.step == 100 }.allSatisfy { $0.place == SeedDots.places })
  }
}
