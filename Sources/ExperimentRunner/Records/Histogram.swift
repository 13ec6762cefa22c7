package import OptimizerLab

/// How some numbers of one layer are spread at one step: bins of equal width from the least to the
/// greatest.
package struct Histogram: Sendable, Equatable {
  package enum Quantity: String, Sendable, CaseIterable {
    /// The layer's weights and biases.
    case weights
    /// The gradient that made the update of this step, for the same. That of the start is the first
    /// update's, step 1: it was taken there.
    case gradients
    /// The outputs of an activation layer over the probe set.
    case activations
  }

  package static let binCount = 40

  package var quantity: Quantity
  /// The place of the learner, and the layer's in its network.
  package var network: Int
  package var layer: Int
  package var step: Int
  /// The least and the greatest number.
  package var low: Double
  package var high: Double
  package var sum: Double
  package var sumOfSquares: Double
  /// How many numbers lie in each bin, the upper edge left out except in the last. Where all numbers
  /// are equal, the first bin has them all.
  package var bins: [Int]

  package init(
    quantity: Quantity, network: Int, layer: Int, step: Int, low: Double, high: Double, sum: Double,
    sumOfSquares: Double, bins: [Int]
  ) {
    self.quantity = quantity
    self.network = network
    self.layer = layer
    self.step = step
    self.low = low
    self.high = high
    self.sum = sum
    self.sumOfSquares = sumOfSquares
    self.bins = bins
  }

  /// Counts the numbers; `nil` where there are none, or one is not finite.
  package init?<Number: Scalar>(
    _ quantity: Quantity, of values: Span<Number>, network: Int, layer: Int, step: Int
  ) {
    let (low, high, sum) = extent(of: values)
    let squares = OptimizerLab.sumOfSquares(values)
    guard !values.isEmpty, squares.isFinite, (high - low).isFinite else { return nil }
    self.init(
      quantity: quantity, network: network, layer: layer, step: step, low: low, high: high,
      sum: sum, sumOfSquares: squares,
      bins: Self.bins(of: values, from: low, to: high))
  }

  package var count: Int { bins.reduce(0, +) }

  package var standardDeviation: Double {
    let mean = sum / Double(count)
    return max(sumOfSquares / Double(count) - mean * mean, 0).squareRoot()
  }

  /// Which part of the numbers lies in a bin, by the bin's width; `nil` where the width is 0.
  package func density(_ bin: Int) -> Double? {
    let width = (high - low) / Double(Self.binCount)
    return width > 0 ? Double(bins[bin]) / Double(count) / width : nil
  }

  /// Where a bin begins; that of `binCount` is the end.
  package func edge(_ bin: Int) -> Double {
    bin == Self.binCount ? high : low + (high - low) * Double(bin) / Double(Self.binCount)
  }

  private static func bins<Number: Scalar>(
    of values: Span<Number>, from low: Double, to high: Double
  ) -> [Int] {
    var bins = [Int](repeating: 0, count: binCount)
    let scale = high > low ? Double(binCount) / (high - low) : 0
    // Of numbers a few of the smallest Doubles apart, the scale is no number.
    guard scale.isFinite else {
      bins[0] = values.count
      return bins
    }
    countBins(of: values, from: low, scale: scale, into: &bins)
    return bins
  }
}

/// Sixteen at a time, for `min` and `max` of one after another wait for each other.
@specialized(where S == Float)
@specialized(where S == Double)
private func extent<S: Scalar>(of x: Span<S>) -> (low: Double, high: Double, sum: Double) {
  var (low, high) = (S.infinity, -S.infinity)
  var sum = 0.0
  var lowest = [S](repeating: .infinity, count: 16)
  var highest = [S](repeating: -.infinity, count: 16)
  var sums = [Double](repeating: 0, count: 16)
  var a = lowest.mutableSpan
  var b = highest.mutableSpan
  var c = sums.mutableSpan
  let whole = x.count - x.count % 16
  for start in stride(from: 0, to: whole, by: 16) {
    let own = x.extracting(start..<start + 16)
    for i in 0..<16 {
      a[i] = own[i] < a[i] ? own[i] : a[i]
      b[i] = own[i] > b[i] ? own[i] : b[i]
      c[i] += Double(own[i])
    }
  }
  for i in 0..<16 {
    low = a[i] < low ? a[i] : low
    high = b[i] > high ? b[i] : high
    sum += c[i]
  }
  for i in whole..<x.count {
    low = x[i] < low ? x[i] : low
    high = x[i] > high ? x[i] : high
    sum += Double(x[i])
  }
  return (Double(low), Double(high), sum)
}

@specialized(where S == Float)
@specialized(where S == Double)
private func countBins<S: Scalar>(
  of x: Span<S>, from low: Double, scale: Double, into bins: inout [Int]
) {
  var counts = bins.mutableSpan
  let last = Double(counts.count - 1)
  for i in x.indices {
    // The numbers are finite, and none is below `low`.
    let place = (Double(x[i]) - low) * scale
    counts[Int(place < last ? place : last)] += 1
  }
}
