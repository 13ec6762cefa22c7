/// A quadratic of many parameters whose minimum is another one for each example x:
///
///     ½ (θ − x)ᵀ H (θ − x)
///
/// Its mean over the examples is a quadratic with its minimum at their mean; batches give noisy
/// gradients of it.
public struct NoisyQuadratic: Sendable {
  public let dimension: Int
  /// H, row by row; symmetric.
  public let curvature: [Double]
  /// The examples one after the other.
  public let examples: [Double]
  public var exampleCount: Int { examples.count / dimension }

  /// - Parameters:
  ///   - curvature: dimension × dimension numbers.
  ///   - examples: a multiple of `dimension` numbers.
  public init(dimension: Int, curvature: [Double], examples: [Double]) {
    precondition(
      curvature.count == dimension * dimension && examples.count.isMultiple(of: dimension))
    self.dimension = dimension
    self.curvature = curvature
    self.examples = examples
  }

  /// The mean loss over the examples at these places.
  public func loss(at point: [Double], over places: Range<Int>) -> Double {
    var offset = [Double](repeating: 0, count: dimension)
    var slope = offset
    let sum = places.reduce(0.0) { sum, place in
      for i in 0..<dimension { offset[i] = point[i] - examples[place * dimension + i] }
      bend(offset, into: &slope)
      return sum + Self.dot(offset, slope) / 2
    }
    return sum / Double(places.count)
  }

  /// H · `vector`.
  fileprivate func bend(_ vector: [Double], into result: inout [Double]) {
    var span = result.mutableSpan
    Double.product(
      curvature.span, transposed: false, vector.span, into: &span, rows: dimension,
      inner: dimension, columns: 1, accumulate: false)
  }

  fileprivate static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }
}

/// The mean of a noisy quadratic over one batch of examples. It is computed in Double and rounded,
/// whatever the type of the parameters.
public struct NoisyQuadraticObjective<Number: Scalar>: Objective {
  public let problem: NoisyQuadratic
  private var mean: [Double]
  private var offset: [Double]
  private var slope: [Double]
  /// What the batch's loss has at its lowest place.
  private var floor = 0.0
  private var rows = 0
  /// Of each example xᵀ H x.
  private let energies: [Double]
  public private(set) var gradientEvaluations = 0

  public init(_ problem: NoisyQuadratic) {
    self.problem = problem
    let dimension = problem.dimension
    mean = [Double](repeating: 0, count: dimension)
    (offset, slope) = (mean, mean)
    let origin = mean
    energies = (0..<problem.exampleCount).map { 2 * problem.loss(at: origin, over: $0..<$0 + 1) }
  }

  /// Takes the examples at these places as the batch.
  public mutating func load(_ batch: ArraySlice<Int>) {
    rows = batch.count
    let dimension = problem.dimension
    for i in 0..<dimension { mean[i] = 0 }
    var energy = 0.0
    for place in batch {
      energy += energies[place]
      for i in 0..<dimension { mean[i] += problem.examples[place * dimension + i] }
    }
    for i in 0..<dimension { mean[i] /= Double(rows) }
    problem.bend(mean, into: &slope)
    floor = (energy / Double(rows) - NoisyQuadratic.dot(mean, slope)) / 2
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  public mutating func evaluate(
    at point: Span<Number>, gradient: inout MutableSpan<Number>
  ) -> Double {
    gradientEvaluations += rows
    for i in offset.indices { offset[i] = Double(point[i]) - mean[i] }
    problem.bend(offset, into: &slope)
    for i in slope.indices { gradient[i] = Number(slope[i]) }
    return NoisyQuadratic.dot(offset, slope) / 2 + floor
  }
}
