/// A long bowl, 25 times as steep across as along: the simplest place to see what momentum is for.
public enum Quadratic: Surface {
  public static let kind = "quadratic"
  public static let summary = "(x² + 25·y²) / 2, a long bowl; minimum at (0, 0)"
  public static let start: Point = (-4, 1.5)
  public static let minima: [Point] = [(0, 0)]
  public static let minimumValue = 0.0
  public static let domain = (x: -5.0...5.0, y: -2.0...2.0)
  public static let expression = "(x**2 + 25*y**2)/2"

  public static func value(x: Double, y: Double) -> Double { (x * x + 25 * y * y) / 2 }

  public static func gradient(x: Double, y: Double) -> Point { (x, 25 * y) }
}
