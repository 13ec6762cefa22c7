import ExperimentAnalysis
import Testing

@Suite("The budget of tuning")
struct TuningBudgetTests {
  private static func isClose(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-12 }
  }

  private static let expectations: [(scores: [Double], best: [Double])] = [
    ([0.5, 0.1, 0.9, 0.3, 0.7], [0.5, 0.3, 0.2, 0.14, 0.1]),
    ([2], [2]),
    ([3, 3, 3], [3, 3, 3]),
    ([1, .infinity, 3], [.infinity, 5 / 3, 1]),
    ([1, 2, 4, .infinity], [.infinity, 11 / 6, 1.25, 1]),
  ]

  @Test("gives the mean of the best of so many draws, none drawn twice", arguments: expectations)
  func expected(_ scores: [Double], _ best: [Double]) {
    let found = (1...scores.count).map { TuningBudget.expectedBest(scores, tries: $0) }
    for (one, other) in zip(found, best) {
      #expect(one == other || abs(one - other) < 1e-12, "\(found)")
    }
  }

  private static let shares: [(lists: [[Double]], wins: [[Double]])] = [
    ([[0.1, 0.5, 0.9], [0.2, 0.3, 0.4]], [[1 / 3, 2 / 3], [2 / 3, 1 / 3], [1, 0]]),
    ([[1, 2], [1, 2]], [[0.5, 0.5], [0.5, 0.5]]),
    ([[1], [1], [1]], [[1 / 3, 1 / 3, 1 / 3]]),
    // Where both draw what diverged, which is in a quarter of the cases, nobody wins.
    ([[1, .infinity], [2, .infinity]], [[0.5, 0.25], [1, 0]]),
    // The second has no more than one to try.
    ([[1, 3], [2]], [[0.5, 0.5], [1, 0]]),
  ]

  @Test("gives how likely each has the lowest best, equal ones sharing it", arguments: shares)
  func wins(_ lists: [[Double]], _ expected: [[Double]]) {
    for (place, shares) in expected.enumerated() {
      let found = TuningBudget.winProbabilities(lists, tries: place + 1)
      #expect(Self.isClose(found, shares), "\(place + 1) tries: \(found)")
    }
  }

  @Test("gives what counting all draws gives", arguments: 1...4)
  func counted(tries: Int) {
    let lists = [[0.3, 0.1, 0.4, 0.1], [0.5, 0.1, 0.2, 0.6], [0.3, 0.2, .infinity, 0.1]]
    let best = lists.map { list in
      Self.draws(of: tries, from: list).map { $0.min() ?? .infinity }
    }
    var (shares, count) = ([0.0, 0, 0], 0.0)
    for a in best[0] {
      for b in best[1] {
        for c in best[2] {
          let lowest = min(a, b, c)
          let winners = [a, b, c].indices.filter { [a, b, c][$0] == lowest }
          for winner in winners { shares[winner] += 1 / Double(winners.count) }
          count += 1
        }
      }
    }
    let found = TuningBudget.winProbabilities(lists, tries: tries)
    #expect(Self.isClose(found, shares.map { $0 / count }), "\(found)")
    for (list, own) in zip(lists, best) {
      let mean = own.reduce(0, +) / Double(own.count)
      let expected = TuningBudget.expectedBest(list, tries: tries)
      #expect(mean == expected || abs(mean - expected) < 1e-12)
    }
  }

  private static func draws(of count: Int, from list: [Double]) -> [[Double]] {
    guard count > 0 else { return [[]] }
    return list.indices.flatMap { place in
      draws(of: count - 1, from: Array(list[(place + 1)...])).map { [list[place]] + $0 }
    }
  }

  @Test("does not lose its digits over a thousand tries")
  func many() {
    let shares = TuningBudget.shares(count: 1000, tries: 500)
    #expect(abs(shares.reduce(0, +) - 1) < 1e-12 && shares[0] == 0.5)
  }
}

@Suite("A rate chosen on the seeds that it is reported on")
struct LeftOutTests {
  private static let cases: [(losses: [[Double]], expected: [Double])] = [
    // The first rate is best by its median, thanks to the seed on which it is lucky.
    ([[0.1, 0.5, 0.2], [0.25, 0.25, 0.25]], [0.25, 0.5, 0.25]),
    ([[1, 1], [2, 2]], [1, 1]),
    // Under each seed's choice the other one decides.
    ([[1, 9], [9, 1]], [9, 9]),
    ([[1, .infinity, 1], [2, 2, 2]], [2, .infinity, 2]),
  ]

  @Test(
    "is compared with what each seed has under the rate that is best under the others",
    arguments: cases)
  func leftOut(_ losses: [[Double]], _ expected: [Double]) {
    #expect(Summary.leftOut(losses) == expected)
  }
}
