/// The loss over all data as a function of the parameters, in double precision whatever a trial's is:
/// what may be asked anywhere, and changes nothing of a trial.
public protocol Landscape {
  /// The loss at `point`; not finite where the network's numbers are not.
  mutating func value(at point: [Double]) -> Double

  /// Writes the loss's gradient at `point`, without weight decay.
  /// - Parameter gradient: overwritten; as many numbers as `point` has.
  mutating func writeGradient(at point: [Double], into gradient: inout [Double])
}

extension Landscape {
  /// The losses along the straight line between two places, both included, at equal distances.
  /// - Parameter count: from 2 on.
  package func values(from first: [Double], to second: [Double], count: Int) -> [Double] {
    var landscape = self
    return (0..<count).map { place in
      let share = Double(place) / Double(count - 1)
      return landscape.value(at: mix(first, second, share: share))
    }
  }
}

/// (1 − share) · a + share · b, which at both ends is a and b themselves.
private func mix(_ a: [Double], _ b: [Double], share: Double) -> [Double] {
  zip(a, b).map { (1 - share) * $0 + share * $1 }
}

extension Landscape where Self: PointObjective, Number == Double {
  public mutating func value(at point: [Double]) -> Double { height(at: point.span) }

  public mutating func writeGradient(at point: [Double], into gradient: inout [Double]) {
    var all = gradient.mutableSpan
    _ = evaluate(at: point.span, gradient: &all)
  }
}

extension SurfaceObjective: Landscape where Number == Double {}
extension BowlObjective: Landscape where Number == Double {}

/// The mean loss of a network over all examples, as gradient descent sees it: in training, so that
/// layers that look at their batch see all of it, and with buffers of its own.
public struct FullBatchLoss: Landscape {
  private var objective: SupervisedObjective<Double>
  private let count: Int
  /// Examples that a pass takes at once.
  private let rows: Int
  /// What the sum of all losses is divided by.
  private let weight: Double
  private let part: AlignedMemory<Double>

  public init(_ network: Network, loss: any Loss, examples: Examples) {
    count = examples.count
    rows = network.fullBatchRows(of: count)
    objective = SupervisedObjective(network, loss: loss, examples: examples, batchSize: rows)
    part = AlignedMemory(count: network.parameterCount)
    weight = loss.weight(of: examples.targets)
  }

  public mutating func value(at point: [Double]) -> Double {
    let all = Array(0..<count)
    var sum = LossSum()
    for start in stride(from: 0, to: count, by: rows) {
      let batch = all[start..<min(start + rows, count)]
      sum += objective.totalLoss(over: batch, at: point.span, mode: .training)
    }
    return sum.mean
  }

  public mutating func writeGradient(at point: [Double], into gradient: inout [Double]) {
    let all = Array(0..<count)
    for start in stride(from: 0, to: count, by: rows) {
      let batch = all[start..<min(start + rows, count)]
      objective.load(batch)
      let share = objective.weight / weight
      var all = gradient.mutableSpan
      if start == 0 {
        _ = objective.evaluate(at: point.span, gradient: &all)
        scaleNumbers(&all, by: share)
      } else {
        let part = part
        var own = part.mutableSpan
        _ = objective.evaluate(at: point.span, gradient: &own)
        addNumbers(own.span, times: share, to: &all)
      }
    }
  }
}

extension Network {
  /// How many of `count` examples a pass over all of them in training takes at once: all, where what
  /// comes out for one depends on the others.
  package func fullBatchRows(of count: Int) -> Int {
    mixesRows(in: .training) ? count : evaluationRows(of: count)
  }
}
