internal import Glibc

/// Three minima of the same depth: where a path ends depends on where it starts and how it moves.
///
/// F. Branin: Widely Convergent Method for Finding Multiple Solutions of Simultaneous Nonlinear
/// Equations, 1972 (doi:10.1147/rd.165.0504).
public enum Branin: Surface {
  public static let kind = "branin"
  public static let summary = "three minima of the same depth, 0.397887"
  public static let start: Point = (2, 12)
  public static let minima: [Point] = [(-Double.pi, 12.275), (.pi, 2.275), (3 * .pi, 2.475)]
  public static let minimumValue = 10 / (8 * Double.pi)
  public static let domain = (x: -5.0...10.0, y: 0.0...15.0)
  public static let expression =
    "(y - 5.1/(4*pi**2)*x**2 + 5/pi*x - 6)**2 + 10*(1 - 1/(8*pi))*cos(x) + 10"

  private static let b = 5.1 / (4 * Double.pi * Double.pi)
  private static let c = 5 / Double.pi
  private static let s = 10 * (1 - 1 / (8 * Double.pi))

  public static func value(x: Double, y: Double) -> Double {
    let a = y - b * x * x + c * x - 6
    return a * a + s * cos(x) + 10
  }

  public static func gradient(x: Double, y: Double) -> Point {
    let a = y - b * x * x + c * x - 6
    return (2 * a * (c - 2 * b * x) - s * sin(x), 2 * a)
  }
}
