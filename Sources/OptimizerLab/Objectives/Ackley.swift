internal import Glibc

/// A plain of dents around a funnel, whose tip is a cone.
///
/// D. Ackley: A Connectionist Machine for Genetic Hillclimbing, 1987
/// (doi:10.1007/978-1-4613-1997-9), section 2.1.2.
///
/// At the tip there is no gradient: it is given as 0, the middle of those around it.
public enum Ackley: Surface {
  public static let kind = "ackley"
  public static let summary = "a plain of dents around a funnel, whose tip is at (0, 0)"
  public static let start: Point = (-3.4, 2.7)
  public static let minima: [Point] = [(0, 0)]
  public static let minimumValue = 0.0
  public static let hasOtherMinima = true
  public static let domain = (x: -5.0...5.0, y: -5.0...5.0)
  public static let expression =
    "20*(1 - exp(-0.2*sqrt((x**2 + y**2)/2))) + 2.718281828459045"
    + " - exp((cos(2*pi*x) + cos(2*pi*y))/2)"

  public static func value(x: Double, y: Double) -> Double {
    let radius = ((x * x + y * y) / 2).squareRoot()
    return 20 * (1 - exp(-0.2 * radius)) + 2.718281828459045 - waves(x, y)
  }

  public static func gradient(x: Double, y: Double) -> Point {
    let radius = ((x * x + y * y) / 2).squareRoot()
    let pull = radius > 0 ? 2 * exp(-0.2 * radius) / radius : 0
    let waves = waves(x, y)
    return (
      pull * x + .pi * sin(2 * .pi * x) * waves, pull * y + .pi * sin(2 * .pi * y) * waves
    )
  }

  private static func waves(_ x: Double, _ y: Double) -> Double {
    exp((cos(2 * .pi * x) + cos(2 * .pi * y)) / 2)
  }
}
