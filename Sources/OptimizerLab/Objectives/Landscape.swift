/// The loss over all data as a function of the parameters: what may be asked anywhere, and changes
/// nothing of a trial.
public protocol Landscape<Number> {
  associatedtype Number: Scalar

  /// The loss at `point`, its sum taken in Double; not finite where the network's numbers are not.
  mutating func value(at point: [Number]) -> Double

  /// Writes the loss's gradient at `point`, without weight decay.
  /// - Parameter gradient: overwritten; as many numbers as `point` has.
  mutating func writeGradient(at point: [Number], into gradient: inout [Number])
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
@specialized(where S == Float)
@specialized(where S == Double)
private func mix<S: Scalar>(_ a: [Double], _ b: [Double], share: Double) -> [S] {
  let (x, y) = (a.span, b.span)
  var result = [S](repeating: 0, count: x.count)
  var z = result.mutableSpan
  precondition(y.count == z.count)
  for i in z.indices { z[i] = S((1 - share) * x[i] + share * y[i]) }
  return result
}

extension SurfaceObjective: Landscape {
  public func value(at point: [Number]) -> Double {
    surface.value(x: Double(point[0]), y: Double(point[1]))
  }

  public mutating func writeGradient(at point: [Number], into gradient: inout [Number]) {
    _ = evaluate(at: point, gradient: &gradient)
  }
}

/// The mean loss of a network over all examples, as gradient descent sees it: in training, so that
/// layers that look at their batch see all of it, and with buffers of its own.
public struct FullBatchLoss<Number: Scalar>: Landscape {
  private var objective: SupervisedObjective<Number>
  private let count: Int
  /// Examples that a pass takes at once.
  private let rows: Int
  private var part: [Number]

  /// - Parameter buffers: what the layers' buffers hold; copied.
  public init(
    _ network: Network, loss: any Loss, examples: Examples, buffers: BufferValues<Number>
  ) {
    let own = NetworkBuffers<Number>(network)
    own.values = buffers
    count = examples.count
    rows = network.fullBatchRows(of: count)
    objective = SupervisedObjective(
      network, loss: loss, examples: examples, batchSize: rows, buffers: own)
    part = [Number](repeating: 0, count: network.parameterCount)
  }

  public mutating func value(at point: [Number]) -> Double {
    let all = Array(0..<count)
    let total = stride(from: 0, to: count, by: rows).reduce(0.0) { sum, start in
      let batch = all[start..<min(start + rows, count)]
      return sum + objective.totalLoss(over: batch, at: point, mode: .training)
    }
    return total / Double(count * objective.network.outputs)
  }

  public mutating func writeGradient(at point: [Number], into gradient: inout [Number]) {
    let all = Array(0..<count)
    for start in stride(from: 0, to: count, by: rows) {
      let batch = all[start..<min(start + rows, count)]
      let share = Double(batch.count) / Double(count)
      objective.load(batch)
      if start == 0 {
        _ = objective.evaluate(at: point, gradient: &gradient)
        scaleNumbers(&gradient, by: share)
      } else {
        _ = objective.evaluate(at: point, gradient: &part)
        addNumbers(part, times: share, to: &gradient)
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
