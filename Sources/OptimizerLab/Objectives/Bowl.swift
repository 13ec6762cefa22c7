internal import Glibc

/// A bowl of any number of parameters, ½ Σ λᵢ·yᵢ²: yᵢ is how far the point is along the bowl's i-th axis,
/// which is the i-th coordinate's unless the bowl is turned. Its minimum, 0, is at the origin.
public struct Bowl: Sendable, Equatable {
  /// How the bowl's axes lie.
  public enum Rotation: Sendable, Equatable {
    /// Of two axes: the first points so many degrees from x towards y.
    case degrees(Double)
    /// Of any number: drawn with that seed, all directions equally likely.
    case seed(UInt64)
  }

  /// λ, 0 or more each: how strongly the bowl curves along each axis.
  public let curvatures: [Double]
  public let rotation: Rotation?
  /// In degrees, how far the axes of a plane are turned.
  private let (cosine, sine): (Double, Double)
  /// Of a drawn rotation, one behind the other: directions of n, n − 1, … 2 numbers, of length √2.
  private let mirrors: [Double]

  public var dimension: Int { curvatures.count }

  /// - Parameter rotation: degrees are only for two curvatures, a seed for two or more.
  public init(curvatures: [Double], rotation: Rotation? = nil) {
    self.curvatures = curvatures
    self.rotation = rotation
    switch rotation {
    case nil:
      (cosine, sine, mirrors) = (1, 0, [])
    case .degrees(let degrees):
      precondition(curvatures.count == 2)
      let angle = degrees * .pi / 180
      (cosine, sine, mirrors) = (cos(angle), sin(angle), [])
    case .seed(let seed):
      (cosine, sine) = (1, 0)
      mirrors = Self.drawnMirrors(curvatures.count, seed: seed)
    }
  }

  /// The mirrors of a rotation all of which are equally likely: each reflects the last k coordinates so
  /// that a random direction of theirs comes to lie on the first of them, for k = n … 2 (G. Stewart: The
  /// Efficient Generation of Random Orthogonal Matrices, 1980, doi:10.1137/0717034). The signs of the
  /// axes, which a bowl does not see, are left as they come.
  private static func drawnMirrors(_ dimension: Int, seed: UInt64) -> [Double] {
    var generator = MersenneTwister(seed: seed)
    var mirrors: [Double] = []
    mirrors.reserveCapacity(dimension * (dimension + 1) / 2)
    for size in stride(from: dimension, through: 2, by: -1) {
      var mirror = generator.normals(size).map { Double($0) }
      let length = sumOfSquares(mirror.span).squareRoot()
      mirror[0] += mirror[0] < 0 ? -length : length
      let scale = (2 / sumOfSquares(mirror.span)).squareRoot()
      mirrors += mirror.map { $0 * scale }
    }
    return mirrors
  }

  /// Turns a point's coordinates into those along the bowl's axes.
  func turn(_ point: inout MutableSpan<Double>) {
    switch rotation {
    case nil: break
    case .degrees:
      (point[0], point[1]) = (
        cosine * point[0] + sine * point[1], cosine * point[1] - sine * point[0]
      )
    case .seed:
      var start = 0
      for size in stride(from: dimension, through: 2, by: -1) {
        reflect(&point, last: size, mirrorAt: start)
        start += size
      }
    }
  }

  /// Turns coordinates along the axes back into the point's own.
  func turnBack(_ point: inout MutableSpan<Double>) {
    switch rotation {
    case nil: break
    case .degrees:
      (point[0], point[1]) = (
        cosine * point[0] - sine * point[1], cosine * point[1] + sine * point[0]
      )
    case .seed:
      var start = mirrors.count
      for size in stride(from: 2, through: dimension, by: 1) {
        start -= size
        reflect(&point, last: size, mirrorAt: start)
      }
    }
  }

  /// y ← y − v·(v·y) of the last coordinates.
  @inline(__always)
  private func reflect(_ point: inout MutableSpan<Double>, last size: Int, mirrorAt start: Int) {
    let mirror = mirrors.span.extracting(start..<start + size)
    var part = point._mutatingExtracting(last: size)
    let shadow = dotProduct(part.span, mirror)
    for i in mirror.indices { part[i] -= shadow * mirror[i] }
  }

  /// Where a point is along the axes.
  public func coordinates(of point: [Double]) -> [Double] {
    var turned = point
    var span = turned.mutableSpan
    turn(&span)
    return turned
  }

  /// Of two curvatures, the function in the words of gnuplot and of Python alike, of `x` and `y`.
  public var planeExpression: String {
    precondition(dimension == 2)
    let (x, y) = (coordinates(of: [1, 0]), coordinates(of: [0, 1]))
    let terms = (0..<2).map { "\(curvatures[$0])*(\(x[$0])*x + \(y[$0])*y)**2" }
    return "(\(terms.joined(separator: " + ")))/2"
  }
}

/// A bowl as something to walk down. It is computed in Double and rounded, whatever the type of the
/// parameters.
public struct BowlObjective<Number: Scalar>: PointObjective {
  public let bowl: Bowl
  public var noise: GradientNoise<Number>?
  public private(set) var gradientEvaluations = 0
  /// Room for the point in coordinates along the axes.
  private var room: [Double]

  public init(_ bowl: Bowl, noise: GradientNoise<Number>? = nil) {
    self.bowl = bowl
    self.noise = noise
    room = [Double](repeating: 0, count: bowl.dimension)
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  public mutating func evaluate(
    at point: Span<Number>, gradient: inout MutableSpan<Number>
  ) -> Double {
    gradientEvaluations += 1
    let value = Self.climb(bowl, at: point, in: &room)
    Self.write(bowl, &room, to: &gradient)
    noise?.shake(&gradient)
    return value
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  public mutating func height(at point: Span<Number>) -> Double {
    Self.climb(bowl, at: point, in: &room)
  }

  /// Leaves the slopes along the axes in `room`.
  /// - Returns: the bowl's value at `point`.
  @inline(__always)
  private static func climb(_ bowl: Bowl, at point: Span<Number>, in room: inout [Double])
    -> Double
  {
    var turned = room.mutableSpan
    let curvatures = bowl.curvatures.span
    precondition(point.count == turned.count && curvatures.count == turned.count)
    for i in turned.indices { turned[i] = Double(point[i]) }
    bowl.turn(&turned)
    var double = 0.0
    for i in turned.indices {
      let slope = curvatures[i] * turned[i]
      double += slope * turned[i]
      turned[i] = slope
    }
    return double / 2
  }

  /// Turns the slopes along the axes in `room` back, and writes them.
  @inline(__always)
  private static func write(
    _ bowl: Bowl, _ room: inout [Double], to gradient: inout MutableSpan<Number>
  ) {
    var slopes = room.mutableSpan
    precondition(gradient.count == slopes.count)
    bowl.turnBack(&slopes)
    for i in slopes.indices { gradient[i] = Number(slopes[i]) }
  }

  public var landscape: (any Landscape)? { BowlObjective<Double>(bowl) }
}
