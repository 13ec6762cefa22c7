import ExperimentAnalysis
import Foundation
import TestSupport
import Testing

/// Whether intervals hold what they are for as often as they say: 2500 experiments each, whose truth is
/// known. Their part has a deviation of 0.9 % at most.
@Suite("The coverage of an interval") struct CoverageTests {
  private static let experiments = 2500

  private static func normal(_ generator: inout SeededGenerator) -> Double {
    let (a, b) = (
      Double.random(in: 0..<1, using: &generator), Double.random(in: 0..<1, using: &generator)
    )
    return (-2 * log(1 - a)).squareRoot() * cos(2 * .pi * b)
  }

  /// The part of the experiments whose interval holds the truth.
  private static func held(
    _ truth: Double, _ interval: (inout SeededGenerator) -> Interval?
  ) -> Double {
    var generator = SeededGenerator(seed: 11)
    let count = (0..<experiments).count { _ in
      interval(&generator).map { $0.low <= truth && truth <= $0.high } ?? false
    }
    return Double(count) / Double(experiments)
  }

  @Test(
    "of a mean difference is 95 %, of normal losses and of the logarithms of log-normal ones",
    arguments: [3, 5, 10])
  func means(count: Int) {
    let plain = Self.held(0.3) { generator in
      StudentT.interval(
        ofMean: (0..<count).map { _ in
          let common = Self.normal(&generator)
          return (common + Self.normal(&generator) + 0.3) - (common + Self.normal(&generator))
        })
    }
    let logarithms = Self.held(0.3) { generator in
      StudentT.interval(
        ofMean: (0..<count).map { _ in
          log(exp(Self.normal(&generator) + 0.3)) - log(exp(Self.normal(&generator)))
        })
    }
    #expect(abs(plain - 0.95) < 0.02, "\(plain)")
    #expect(abs(logarithms - 0.95) < 0.02, "\(logarithms)")
  }

  @Test("of a median is the level that it says, whatever the losses' law", arguments: [3, 5, 10])
  func medians(count: Int) {
    let level = OrderStatistics.level(of: count)
    let plain = Self.held(0) { generator in
      OrderStatistics.interval(ofMedian: (0..<count).map { _ in Self.normal(&generator) })
    }
    let skewed = Self.held(1) { generator in
      OrderStatistics.interval(ofMedian: (0..<count).map { _ in exp(Self.normal(&generator)) })
    }
    #expect(abs(plain - level) < 0.02, "\(plain)")
    #expect(abs(skewed - level) < 0.02, "\(skewed)")
  }

  @Test("of a test that finds nothing is at least 95 %", arguments: [3, 6, 10])
  func tests(count: Int) {
    var generator = SeededGenerator(seed: 3)
    let called = (0..<500).count { _ in
      let differences = (0..<count).map { _ in
        exp(Self.normal(&generator)) - exp(Self.normal(&generator))
      }
      return SignFlip.probability(differences).map { $0 <= 0.05 } ?? true
    }
    #expect(count < 6 ? called == 0 : called <= 40, "\(called) of 500")
  }
}
