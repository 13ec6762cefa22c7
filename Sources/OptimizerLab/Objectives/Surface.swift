/// A function of two parameters on which the path of an optimizer can be seen.
///
/// It knows where optimizers usually start, where its minima are and how much it is there, so that
/// one test serves all of them.
public protocol Surface: Sendable {
  typealias Point = (x: Double, y: Double)

  /// The name in a spec.
  static var kind: String { get }
  static var summary: String { get }
  static var start: Point { get }
  /// The lowest places.
  static var minima: [Point] { get }
  static var minimumValue: Double { get }
  /// Whether there are places, higher up, that are lower than all around them.
  static var hasOtherMinima: Bool { get }
  /// The part of the plane that a figure shows.
  static var domain: (x: ClosedRange<Double>, y: ClosedRange<Double>) { get }
  /// The function in the words of gnuplot and of Python alike, of `x` and `y`; `pi`, `cos`, `exp` and
  /// `sqrt` are the only names in it.
  static var expression: String { get }

  static func value(x: Double, y: Double) -> Double
  static func gradient(x: Double, y: Double) -> Point
}

extension Surface {
  public static var hasOtherMinima: Bool { false }
}

/// A surface as something to walk down. The function is computed in Double and rounded, whatever
/// the type of the parameters.
public struct SurfaceObjective<Number: Scalar>: PointObjective {
  public let surface: any Surface.Type
  public var noise: GradientNoise<Number>?
  public private(set) var gradientEvaluations = 0

  public init(_ surface: any Surface.Type, noise: GradientNoise<Number>? = nil) {
    self.surface = surface
    self.noise = noise
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  public mutating func evaluate(
    at point: Span<Number>, gradient: inout MutableSpan<Number>
  ) -> Double {
    gradientEvaluations += 1
    let (x, y) = (Double(point[0]), Double(point[1]))
    let slope = surface.gradient(x: x, y: y)
    gradient[0] = Number(slope.x)
    gradient[1] = Number(slope.y)
    noise?.shake(&gradient)
    return surface.value(x: x, y: y)
  }

  public mutating func height(at point: Span<Number>) -> Double {
    surface.value(x: Double(point[0]), y: Double(point[1]))
  }

  public var landscape: (any Landscape)? { SurfaceObjective<Double>(surface) }
}
