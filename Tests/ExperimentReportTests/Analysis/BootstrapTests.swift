import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import TestSupport
import Testing

@Suite("A bootstrap interval") struct BootstrapTests {
  /// Where the answer follows from counting: of n draws of zeros and ones the mean is k/n with the
  /// binomial's probability, and the interval leaves out what is rarer than 2.5 % at either end.
  struct Known: Sendable {
    var values: [Double]
    var low: Double
    var high: Double
  }

  @Test(
    "is the one that counting gives",
    arguments: [
      Known(values: [3, 3, 3], low: 3, high: 3),
      // 0, ½ and 1 with a quarter, a half and a quarter.
      Known(values: [0, 1], low: 0, high: 1),
      // All four ones: 1/256; three or more: 13/256.
      Known(values: [0, 0, 0, 1], low: 0, high: 0.75),
      Known(values: [1, 1, 1, 0], low: 0.25, high: 1),
      // Five of a fifth each: four or five ones 0.0067, three or more 0.058.
      Known(values: [0, 0, 0, 0, 1], low: 0, high: 0.6),
    ])
  func counted(known: Known) throws {
    let interval = try #require(Bootstrap.interval(of: known.values, Bootstrap.mean))
    #expect(interval.low == known.low)
    #expect(abs(interval.high - known.high) < 1e-12)
  }

  @Test("of many values is that of the normal law")
  func normal() throws {
    // −1 and 1: the mean of 400 has a deviation of 1/20.
    let values = (0..<400).map { Double($0 % 2) * 2 - 1 }
    let interval = try #require(Bootstrap.interval(of: values, Bootstrap.mean))
    #expect(abs(interval.low + 1.96 / 20) < 0.012)
    #expect(abs(interval.high - 1.96 / 20) < 0.012)
  }

  @Test("holds the true mean about nineteen times of twenty")
  func coverage() {
    var generator = SeededGenerator(seed: 7)
    var held = 0
    for _ in 0..<300 {
      let sample = (0..<25).map { _ in
        // Twelve uniform numbers: as good as normal, with mean 0 and deviation 1.
        (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
      }
      let interval = Bootstrap.interval(of: sample, Bootstrap.mean)
      if let interval, interval.low <= 0, interval.high >= 0 { held += 1 }
    }
    #expect((267...297).contains(held), "\(held) of 300")
  }

  @Test("is the same every time, and none of one value or of none")
  func repeats() {
    let values = [0.3, 0.1, 0.7, 0.2]
    #expect(
      Bootstrap.interval(of: values, Summary.median)
        == Bootstrap.interval(of: values, Summary.median))
    #expect(Bootstrap.interval(of: [1], Bootstrap.mean) == nil)
    #expect(Bootstrap.interval(of: [], Bootstrap.mean) == nil)
    #expect(Bootstrap.interval(of: [1, .nan], Bootstrap.mean) == nil)
  }

  @Test("of values some of which are infinite ends there")
  func infinite() throws {
    let interval = try #require(
      Bootstrap.interval(of: [10, 20, 30, .infinity], Summary.median))
    #expect(interval.low == 10)
    #expect(interval.high == .infinity)
  }
}
