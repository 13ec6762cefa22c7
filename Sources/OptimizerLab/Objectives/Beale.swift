/// A flat plain with steep edges: rates that suit the edges are too small for the plain.
///
/// E. Beale: On an Iterative Method for Finding a Local Minimum of a Function of More than One
/// Variable, 1958.
public enum Beale: Surface {
  public static let kind = "beale"
  public static let summary = "a flat plain with steep edges; minimum at (3, 0.5)"
  public static let start: Point = (1, 1.5)
  public static let minima: [Point] = [(3, 0.5)]
  public static let minimumValue = 0.0
  public static let domain = (x: -1.0...4.5, y: -2.0...2.0)
  public static let expression =
    "(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2"

  public static func value(x: Double, y: Double) -> Double {
    let (a, b, c) = terms(x, y)
    return a * a + b * b + c * c
  }

  public static func gradient(x: Double, y: Double) -> Point {
    let (a, b, c) = terms(x, y)
    return (
      2 * a * (y - 1) + 2 * b * (y * y - 1) + 2 * c * (y * y * y - 1),
      2 * a * x + 4 * b * x * y + 6 * c * x * y * y
    )
  }

  private static func terms(_ x: Double, _ y: Double) -> (Double, Double, Double) {
    (1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y)
  }
}
