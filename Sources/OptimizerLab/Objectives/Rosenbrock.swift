/// The curved valley: finding it is easy, following it is not.
///
/// H. Rosenbrock: An Automatic Method for Finding the Greatest or Least Value of a Function, 1960
/// (doi:10.1093/comjnl/3.3.175).
public enum Rosenbrock: Surface {
  public static let kind = "rosenbrock"
  public static let summary = "(1 − x)² + 100·(y − x²)², a curved valley; minimum at (1, 1)"
  public static let start: Point = (-1.5, 2)
  public static let minima: [Point] = [(1, 1)]
  public static let minimumValue = 0.0
  public static let domain = (x: -2.0...2.0, y: -1.0...3.0)
  public static let expression = "(1 - x)**2 + 100*(y - x**2)**2"

  public static func value(x: Double, y: Double) -> Double {
    (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)
  }

  public static func gradient(x: Double, y: Double) -> Point {
    (-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x))
  }
}
