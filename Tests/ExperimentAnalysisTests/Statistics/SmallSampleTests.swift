import ExperimentAnalysis
import Foundation
import Testing

@Suite("Student's t") struct StudentTTests {
  /// From SciPy 1.17: `scipy.stats.t.ppf`.
  @Test(
    "has the quantiles of the tables",
    arguments: [
      (1, 0.975, 12.706204736174694), (2, 0.975, 4.302652729749462), (3, 0.975, 3.1824463052837078),
      (9, 0.975, 2.262157162798205), (29, 0.975, 2.045229642132703),
      (200, 0.975, 1.9718962236339088), (4, 0.9995, 8.610301581379522),
      (5, 0.25, -0.7266868438004226),
      (7, 0.5, 0),
    ] as [(Int, Double, Double)])
  func quantiles(_ row: (degrees: Int, probability: Double, t: Double)) {
    let t = StudentT.quantile(row.probability, degrees: row.degrees)
    #expect(abs(t - row.t) <= 1e-9 * max(abs(row.t), 1), "\(t)")
  }

  @Test(
    "gives the interval of a mean",
    arguments: [
      ([-1, -2, -3, -4, -5, -6], -5.463314, -1.536686),
      ([-1, -2, -3, -4, -5, 0.5], -4.526441, -0.306892), ([3, 3, 3], 3, 3),
    ] as [([Double], Double, Double)])
  func intervals(_ row: (values: [Double], low: Double, high: Double)) throws {
    let interval = try #require(StudentT.interval(ofMean: row.values))
    #expect(abs(interval.low - row.low) < 5e-7 && abs(interval.high - row.high) < 5e-7)
    #expect(interval.level == 0.95)
    // What would overflow in a square does not.
    let large = try #require(StudentT.interval(ofMean: row.values.map { $0 * 1e300 }))
    #expect(abs(large.low / 1e300 - row.low) < 5e-7)
  }

  @Test("knows none of one value, of none, or where one is infinite")
  func none() {
    for values in [[], [1], [1, .infinity], [1, .nan]] {
      #expect(StudentT.interval(ofMean: values) == nil)
    }
  }

  /// From SciPy 1.17: `scipy.special.betainc(a, b, x)`.
  @Test(
    "stands on the incomplete beta function",
    arguments: [
      (0.5, 2, 3, 0.6875), (0.2, 0.5, 0.5, 0.2951672353008665), (0.9, 10, 0.5, 0.15164090963470994),
      (0, 1, 1, 0), (1, 1, 1, 1),
    ] as [(Double, Double, Double, Double)])
  func beta(_ row: (x: Double, a: Double, b: Double, value: Double)) {
    #expect(abs(IncompleteBeta.regularized(row.x, row.a, row.b) - row.value) < 1e-12)
  }
}

@Suite("The sign-flip test") struct SignFlipTests {
  @Test(
    "counts the signings that are as far from 0",
    arguments: [
      ([-1, -2, -3, -4, -5, -6], 0.03125), ([-1, -2, -3, -4, -5, 0.5], 0.0625),
      ([-0.02, -0.18, -0.02, -0.03, 0.55], 1), ([1], 1), ([1, 2, 3], 0.25), ([0, 0, 0], 1),
      // All alike is the only way to be so far, and its opposite.
      ([1, 1, 2], 0.25), ([1, 1, -2], 1), ([0, 1, 2, 3], 0.25),
    ] as [([Double], Double)])
  func counted(_ row: (differences: [Double], probability: Double)) throws {
    let p = try #require(SignFlip.probability(row.differences))
    #expect(p == row.probability, "\(p)")
    #expect(SignFlip.probability(row.differences.map { -$0 * 1e305 }) == row.probability)
  }

  @Test("is never below 2 by 2 to the number of seeds", arguments: 1...10)
  func least(count: Int) {
    let p = SignFlip.probability((1...count).map(Double.init))
    #expect(p == 2 / Double(1 << count) || count == 1)
  }

  @Test("takes an infinite difference for larger than all others together")
  func infinite() {
    #expect(SignFlip.probability([.infinity, .infinity, .infinity]) == 0.25)
    // As 7 would be beside 1 and 2.
    for signs in [[1.0, 1, 1], [1, -1, 1], [-1, -1, 1], [1, 1, -1]] {
      let own = [signs[0] * 1, signs[1] * 2]
      #expect(
        SignFlip.probability(own + [signs[2] * .infinity])
          == SignFlip.probability(own + [signs[2] * 7]))
    }
    #expect(SignFlip.probability([1, .nan]) == nil && SignFlip.probability([]) == nil)
  }

  @Test("draws signings of many differences, and comes near to counting them")
  func drawn() throws {
    // 16 of 21 heads: the two-sided binomial probability is 0.026603.
    let differences = (0..<21).map { $0 < 16 ? 1.0 : -1 }
    let p = try #require(SignFlip.probability(differences))
    #expect(abs(p - 0.026603) < 0.0025)
    #expect(SignFlip.probability(differences) == p)
  }

  @Test(
    "can be passed after Holm's first step from so many seeds on",
    arguments: [(1, 6), (2, 7), (3, 7), (6, 8), (10, 9), (21, 10), (28, 11)])
  func leastSeeds(pairs: Int, seeds: Int) {
    #expect(SignFlip.leastSeeds(pairs: pairs) == seeds)
  }

  @Test("is corrected as Holm has it")
  func holm() {
    let corrected = Holm.corrected([0.01, 0.04, 0.03, 0.005])
    for (value, known) in zip(corrected, [0.03, 0.06, 0.06, 0.02]) {
      #expect(abs(value - known) < 1e-15)
    }
    #expect(Holm.corrected([0.5, 0.9]) == [1, 1] && Holm.corrected([]) == [])
  }
}

@Suite("An interval of order statistics") struct OrderStatisticsTests {
  /// The level is 1 − 2·P(B < k) for n coins.
  @Test(
    "is the narrowest of 95 %, or holds all of too few values, with its level",
    arguments: [
      (2, 1, 0.5), (3, 1, 0.75), (4, 1, 0.875), (5, 1, 0.9375), (6, 1, 0.96875), (8, 1, 0.9921875),
      (9, 2, 0.9609375), (10, 2, 0.978515625), (20, 6, 0.958610534668), (40, 14, 0.961522691716),
    ] as [(Int, Int, Double)])
  func levels(_ row: (count: Int, place: Int, level: Double)) throws {
    let values = (1...row.count).map(Double.init).reversed()
    let interval = try #require(OrderStatistics.interval(ofMedian: Array(values)))
    #expect(interval.low == Double(row.place))
    #expect(interval.high == Double(row.count + 1 - row.place))
    #expect(interval.level == row.level)
  }

  /// By whole numbers: the sum of the binomial coefficients, divided by 2ⁿ.
  @Test(
    "is that of thousands of values too",
    arguments: [(1000, 469, 0.95370880264), (10_000, 4902, 0.951167050104)])
  func many(_ row: (count: Int, place: Int, level: Double)) throws {
    let values = (1...row.count).map(Double.init)
    let interval = try #require(OrderStatistics.interval(ofMedian: values))
    #expect(interval.low == Double(row.place))
    #expect(interval.high == Double(row.count + 1 - row.place))
    #expect(abs(interval.level - row.level) < 1e-10)
  }

  @Test("ends at infinity where a value there is infinite; of one value there is none")
  func ends() throws {
    let interval = try #require(OrderStatistics.interval(ofMedian: [2, .infinity, 1]))
    #expect(interval.low == 1 && interval.high == .infinity)
    #expect(OrderStatistics.interval(ofMedian: [1]) == nil)
    #expect(OrderStatistics.interval(ofMedian: [1, .nan]) == nil)
  }
}

@Suite("A correlation") struct CorrelationTests {
  @Test("is Pearson's")
  func pearson() throws {
    // The numbers of the design: x against y.
    let pairs = [(0.31, 0.33), (0.12, 0.30), (0.20, 0.22), (0.25, 0.28), (0.90, 0.35)]
    let r = try #require(Correlation.pearson(pairs))
    #expect(abs(r - 0.6439508126075386) < 1e-12)
    let scaled = try #require(Correlation.pearson(pairs.map { ($0.0 * 1e300, -$0.1) }))
    #expect(abs(scaled + r) < 1e-12)
  }

  @Test("of two pairs, and of a row without any spread, is none")
  func none() {
    #expect(Correlation.pearson([(1, 2), (2, 1)]) == nil)
    #expect(Correlation.pearson([(1, 2), (1, 3), (1, 4)]) == nil)
    #expect(Correlation.pearson([(1, 2), (2, .infinity), (1, 4)]) == nil)
  }
}
