import ExperimentRunner
import OptimizerLab
import Testing

@Suite("A histogram")
struct HistogramTests {
  private func histogram(_ values: [Float], in range: Range<Int>? = nil) -> Histogram? {
    Histogram(
      .weights, of: values.span.extracting(range ?? 0..<values.count), network: 1, layer: 2, step: 3
    )
  }

  @Test("counts each number once, the greatest in the last bin")
  func counts() throws {
    // 0, 0.5, …, 20 and 0.25: forty bins of half a unit.
    let halves = (0...40).map { Float($0) / 2 }
    let values: [Float] = halves + [0.25]
    let histogram = try #require(self.histogram(values))
    #expect(histogram.bins == [2] + [Int](repeating: 1, count: 38) + [2])
    #expect((histogram.low, histogram.high, histogram.count) == (0, 20, 42))
    #expect(histogram.sum == 410.25)
    let squares = values.map { Double($0) * Double($0) }
    #expect(histogram.sumOfSquares == squares.reduce(0, +))
    #expect((0...40).map { histogram.edge($0) } == halves.map(Double.init))
  }

  @Test("takes the numbers of its range only")
  func range() throws {
    let histogram = try #require(self.histogram([9, 1, 2, 9], in: 1..<3))
    #expect((histogram.low, histogram.high, histogram.count) == (1, 2, 2))
  }

  @Test(
    "has all of numbers that are equal, or next to it, in its first bin",
    arguments: [[0, 0, 0], [-3, -3, -3], [0, .leastNonzeroMagnitude, 0]] as [[Double]])
  func equal(values: [Double]) throws {
    let counted = Histogram(.gradients, of: values.span, network: 0, layer: 0, step: 0)
    let histogram = try #require(counted)
    #expect(histogram.bins[0] == 3)
    #expect(histogram.count == 3)
  }

  @Test(
    "is none of no numbers, nor where one is not finite",
    arguments: [[], [.nan], [1, .infinity], [-.infinity, 1, 2]] as [[Float]])
  func none(values: [Float]) {
    #expect(histogram(values) == nil)
  }
}

@Suite("The moments of a trial")
struct MomentsTests {
  @Test(
    "are the start, the middle and the end; of gradients, the first update in place of the start",
    arguments: [
      (1000, [0, 500, 1000], [1, 500, 1000]), (7, [0, 3, 7], [1, 3, 7]), (2, [0, 1, 2], [1, 2]),
      (1, [0, 1], [1]),
    ])
  func histograms(steps: Int, histograms: [Int], gradients: [Int]) {
    let moments = SnapshotSteps(
      RecordedSteps(stepCount: steps, every: 10), hasPictures: false)
    #expect(moments.histograms.sorted() == histograms)
    #expect(moments.gradients.sorted() == gradients)
    #expect(moments.pictures.isEmpty)
    for step in 0...steps {
      #expect(moments.contains(step) == (histograms + gradients).contains(step))
    }
  }

  @Test("of pictures are twenty-four equal parts, fewer where there are fewer steps")
  func pictures() {
    let long = SnapshotSteps(RecordedSteps(stepCount: 240, every: 10), hasPictures: true)
    #expect(long.pictures.sorted() == Array(stride(from: 0, through: 240, by: 10)))
    #expect(long.contains(110) && !long.contains(111))
    #expect(
      SnapshotSteps(RecordedSteps(stepCount: 3, every: 10), hasPictures: true).pictures.sorted()
        == [0, 1, 2, 3])
    #expect((0..<300).filter { long.next(after: $0) == nil } == Array(240..<300))
    #expect(long.next(after: 0) == 1 && long.next(after: 1) == 10 && long.next(after: 10) == 20)
  }
}
