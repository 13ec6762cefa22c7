/// Four minima of the same depth, one in each quadrant.
///
/// D. Himmelblau: Applied Nonlinear Programming, 1972.
public enum Himmelblau: Surface {
  public static let kind = "himmelblau"
  public static let summary = "(x² + y − 11)² + (x + y² − 7)², four minima of the same depth, 0"
  public static let start: Point = (-0.5, -1)
  public static let minima: [Point] = [
    (3, 2), (-2.805118086952745, 3.131312518250573), (-3.779310253377747, -3.2831859912861694),
    (3.584428340330492, -1.848126526964404),
  ]
  public static let minimumValue = 0.0
  public static let domain = (x: -5.0...5.0, y: -5.0...5.0)
  public static let expression = "(x**2 + y - 11)**2 + (x + y**2 - 7)**2"

  public static func value(x: Double, y: Double) -> Double {
    let (a, b) = (x * x + y - 11, x + y * y - 7)
    return a * a + b * b
  }

  public static func gradient(x: Double, y: Double) -> Point {
    let (a, b) = (x * x + y - 11, x + y * y - 7)
    return (4 * a * x + 2 * b, 2 * a + 4 * b * y)
  }
}
