import ExperimentAnalysis
import Testing

@Suite("Quantiles") struct QuantileTests {
  @Test(
    "are NumPy's",
    arguments: [
      ((0..<12).map { Double(1 << $0) }, [1.55, 7, 320, 1484.8, 2.2, 972.8]),
      ([3, 1, 2], [1.1, 1.5, 2.5, 2.9, 1.2, 2.8]), ([5], [5, 5, 5, 5, 5, 5]),
    ] as [([Double], [Double])])
  func values(values: [Double], expected: [Double]) throws {
    let quantiles = try #require(Quantiles(of: values))
    let own = quantiles.all + quantiles.outer
    #expect(
      own.count == expected.count && zip(own, expected).allSatisfy { abs($0 - $1) < 1e-9 }, "\(own)"
    )
  }

  @Test("are none of nothing")
  func nothing() { #expect(Quantiles(of: []) == nil) }
}
