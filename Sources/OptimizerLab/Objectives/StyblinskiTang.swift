/// A minimum in each quadrant, of three depths.
///
/// M. Styblinski, T.-S. Tang: Experiments in Nonconvex Optimization: Stochastic Approximation with
/// Function Smoothing and Simulated Annealing, 1990 (doi:10.1016/0893-6080(90)90029-K).
public enum StyblinskiTang: Surface {
  public static let kind = "styblinski_tang"
  public static let summary =
    "(x⁴ − 16x² + 5x + y⁴ − 16y² + 5y) / 2, a minimum a quadrant; lowest at (−2.9035, −2.9035)"
  public static let start: Point = (0.5, -0.3)
  public static let minima: [Point] = [(lowest, lowest)]
  public static let minimumValue = -78.33233140754285
  public static let hasOtherMinima = true
  public static let domain = (x: -5.0...5.0, y: -5.0...5.0)
  public static let expression = "(x**4 - 16*x**2 + 5*x + y**4 - 16*y**2 + 5*y)/2"

  /// The least root of 4x³ − 32x + 5.
  private static let lowest = -2.9035340277711771

  public static func value(x: Double, y: Double) -> Double { (part(x) + part(y)) / 2 }

  public static func gradient(x: Double, y: Double) -> Point {
    (2 * x * x * x - 16 * x + 2.5, 2 * y * y * y - 16 * y + 2.5)
  }

  private static func part(_ x: Double) -> Double { x * x * x * x - 16 * x * x + 5 * x }
}
