import ExperimentAnalysis
import Testing

/// Answers that SciPy 1.17, rliable's own tests and sums by hand give.
@Suite("Statistics over problems") struct OverProblemsTests {
  private static let times = [[10, 40, .infinity], [20, 20, 30], [35, 70, 100]]

  @Test(
    "have profile scores: exactly, and by 100 trapezoids",
    arguments: [
      (0, 0.555555556, 0.557239057), (1, 0.888888889, 0.890572391), (2, 0.185185185, 0.186868687),
    ])
  func profileScores(optimizer: Int, exact: Double, trapezoid: Double) {
    let profile = PerformanceProfile(times: Self.times)
    #expect(abs(profile.score(optimizer) - exact) < 1e-9)
    #expect(abs(profile.trapezoidScore(optimizer) - trapezoid) < 1e-9)
  }

  @Test("have profiles that rise to the share of problems that were solved at all")
  func profile() {
    let profile = PerformanceProfile(times: Self.times)
    #expect(profile.ratios[0] == [1, 2, .infinity])
    let shares: [Double] = [1, 1.99, 2, 1e9].map { profile.share(0, within: $0) }
    let thirds: [Double] = [1, 1, 2, 2]
    #expect(shares == thirds.map { $0 / 3 })
    // What nobody solved counts against all.
    let unsolved = PerformanceProfile(times: [[1, .infinity], [2, .infinity]])
    #expect(unsolved.score(0) == 0.5 && abs(unsolved.score(1) - 1.0 / 3) < 1e-12)
  }

  @Test("share a rank among equals")
  func midranks() {
    #expect(MeanRanks.midranks([0.3, 0.1, 0.3, .infinity]) == [2.5, 1, 2.5, 4])
    #expect(MeanRanks.midranks([.infinity, .infinity]) == [1.5, 1.5])
  }

  @Test("have Friedman's test and Nemenyi's critical difference")
  func ranks() throws {
    let ranks = MeanRanks(losses: [[1, 2, 3], [1, 2, 3], [1, 3, 2], [2, 1, 3]])
    #expect(ranks.means == [1.25, 2, 2.75])
    #expect(abs((ranks.chiSquared ?? 0) - 4.5) < 1e-12)
    #expect(abs((ranks.probability ?? 0) - 0.10539922456186433) < 1e-12)
    #expect(abs(ranks.criticalDifference - 1.657246577699061) < 1e-9)
    // With ties, as scipy.stats.friedmanchisquare([1, 2, 3, 3], [1, 3, 2, 4], [2, 2, 1, 5]).
    let tied = MeanRanks(losses: [[1, 1, 2], [2, 3, 2], [3, 2, 1], [3, 4, 5]])
    #expect(abs((tied.chiSquared ?? 0) - 0.42857142857142855) < 1e-12)
    #expect(abs((tied.probability ?? 0) - 0.8071177470053893) < 1e-12)
    #expect(MeanRanks(losses: [[1, 1], [2, 2]]).chiSquared == nil)
  }

  @Test(
    "have the quantiles of the studentized range",
    arguments: [
      (2, 1.9599639845400534), (3, 2.343700586378409), (5, 2.7277743708703763),
      (10, 3.163683577053373),
    ])
  func studentizedRange(count: Int, value: Double) {
    #expect(abs(MeanRanks.criticalValue(count: count) - value) < 1e-9)
  }

  @Test(
    "have the upper tail of chi-square",
    arguments: [
      (4.5, 2, 0.10539922456186433), (0.3, 1, 0.583882420770365), (50, 7, 1.4444852779215397e-08),
      (3, 12, 0.9955440192247521), (0, 3, 1),
    ])
  func chiSquare(x: Double, degrees: Int, value: Double) {
    #expect(abs(ChiSquare.survival(x, degrees: degrees) / value - 1) < 1e-10)
  }

  @Test("have the interquartile mean and the probability of improvement")
  func improvement() {
    let (x, y) = ([0.31, 0.12, 0.20, 0.25, 0.90], [0.33, 0.30, 0.22, 0.28, 0.35])
    #expect(abs((InterquartileMean.of(x) ?? 0) - 0.25333333333333335) < 1e-12)
    #expect(abs((InterquartileMean.of(y) ?? 0) - 0.3033333333333334) < 1e-12)
    #expect(Improvement.probability(x, below: y) == 0.64)
    #expect(abs((Improvement.probability(y, below: x) ?? 0) - 0.36) < 1e-12)
    // rliable's x and y of two tasks.
    #expect(InterquartileMean.of([1, 2, 2, 2, 1, 1, 2, 1]) == 1.5)
    #expect(InterquartileMean.of([1, 1, 2, 2, 3, 3]) == 2)
    let tasks = [([1.0, 2, 1, 2], [1.0, 2, 3]), ([2, 2, 1, 1], [1, 2, 3])]
    let above: Double = tasks.compactMap { Improvement.probability($1, below: $0) }.reduce(0, +)
    #expect(abs(above / 2 - 1.0 / 3) < 1e-12)
    // Diverged trials are equal to each other, and above all others.
    #expect(Improvement.probability([1, .infinity], below: [.infinity]) == 0.75)
    #expect(InterquartileMean.of([1, 2, 3, .infinity]) == 2.5)
    #expect(InterquartileMean.of([]) == nil && Improvement.probability([], below: [1]) == nil)
  }

  @Test("count the pairs of many values as one by one, equal and infinite ones with them")
  func pairs() {
    let (first, second) = (made(257, 41), made(300, 37))
    var wins = 0.0
    for a in first { for b in second { wins += a < b ? 1 : a == b ? 0.5 : 0 } }
    #expect(Improvement.probability(first, below: second) == wins / Double(257 * 300))
  }

  /// So many values of so many kinds, some infinite, in no order.
  private func made(_ count: Int, _ kinds: Int) -> [Double] {
    (0..<count).map { $0 % 50 == 7 ? .infinity : Double($0 * $0 % kinds) / 8 }
  }
}
