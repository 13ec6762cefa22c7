internal import Glibc

/// A bowl with a dent at each pair of whole numbers: who only goes down stays in the first.
///
/// L. Rastrigin: Systems of Extremal Control, 1974 (in Russian), in the form of H. Mühlenbein,
/// M. Schomisch, J. Born: The Parallel Genetic Algorithm as Function Optimizer, 1991
/// (doi:10.1016/S0167-8191(05)80052-3).
public enum Rastrigin: Surface {
  public static let kind = "rastrigin"
  public static let summary = "a bowl with a dent at each pair of whole numbers; lowest at (0, 0)"
  public static let start: Point = (-3.4, 2.3)
  public static let minima: [Point] = [(0, 0)]
  public static let minimumValue = 0.0
  public static let hasOtherMinima = true
  public static let domain = (x: -5.12...5.12, y: -5.12...5.12)
  public static let expression = "20 + x**2 - 10*cos(2*pi*x) + y**2 - 10*cos(2*pi*y)"

  public static func value(x: Double, y: Double) -> Double {
    20 + x * x - 10 * cos(2 * .pi * x) + y * y - 10 * cos(2 * .pi * y)
  }

  public static func gradient(x: Double, y: Double) -> Point {
    (2 * x + 20 * .pi * sin(2 * .pi * x), 2 * y + 20 * .pi * sin(2 * .pi * y))
  }
}
