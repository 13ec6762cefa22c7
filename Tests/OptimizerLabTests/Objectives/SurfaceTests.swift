import OptimizerLab
import TestSupport
import Testing

@Suite("Every surface")
struct SurfaceTests {
  static let kinds = Catalog.surfaces.map { $0.kind }

  private func surface(_ kind: String) throws -> any Surface.Type {
    try #require(Catalog.surfaces.first { $0.kind == kind })
  }

  /// Points all over the part of the plane that figures show.
  private func points(_ surface: any Surface.Type) -> [Surface.Point] {
    var generator = MersenneTwister(seed: 1)
    let (x, y) = (surface.domain.x, surface.domain.y)
    return (0..<200).map { _ in
      (
        x.lowerBound + generator.unitDouble() * (x.upperBound - x.lowerBound),
        y.lowerBound + generator.unitDouble() * (y.upperBound - y.lowerBound)
      )
    } + [surface.start] + surface.minima
  }

  @Test("has the gradient of finite differences", arguments: kinds)
  func gradient(kind: String) throws {
    let surface = try surface(kind)
    for point in points(surface) {
      let slope = surface.gradient(x: point.x, y: point.y)
      let error = GradientCheck.worstError(of: [slope.x, slope.y], at: [point.x, point.y]) {
        surface.value(x: $0[0], y: $0[1])
      }
      #expect(error < 1e-6)
    }
  }

  @Test("is as low as it says at each minimum, flat there, and lower nowhere", arguments: kinds)
  func minima(kind: String) throws {
    let surface = try surface(kind)
    #expect(!surface.minima.isEmpty)
    for minimum in surface.minima {
      let value = surface.value(x: minimum.x, y: minimum.y)
      #expect((value - surface.minimumValue).magnitude < 1e-12)
      let slope = surface.gradient(x: minimum.x, y: minimum.y)
      #expect(max(slope.x.magnitude, slope.y.magnitude) < 1e-12)
      #expect(surface.domain.x.contains(minimum.x) && surface.domain.y.contains(minimum.y))
    }
    for point in points(surface) {
      #expect(surface.value(x: point.x, y: point.y) >= surface.minimumValue - 1e-12)
    }
  }

  @Test("starts where its figure shows, away from the minima", arguments: kinds)
  func start(kind: String) throws {
    let surface = try surface(kind)
    #expect(surface.domain.x.contains(surface.start.x))
    #expect(surface.domain.y.contains(surface.start.y))
    #expect(
      surface.value(x: surface.start.x, y: surface.start.y) > surface.minimumValue + 0.1)
  }

  @Test("has an expression that says what it computes", arguments: kinds)
  func expression(kind: String) throws {
    let surface = try surface(kind)
    for point in points(surface) {
      let value = surface.value(x: point.x, y: point.y)
      let said = Formula.value(surface.expression, x: point.x, y: point.y)
      #expect(largestError([said], [value], floor: 1) < 1e-12)
    }
  }

  @Test("as an objective is the function rounded to the parameters' type", arguments: kinds)
  func objective(kind: String) throws {
    let surface = try surface(kind)
    let (x, y) = (Float(0.3), Float(-1.7))
    var gradient: [Float] = [.nan, .nan]
    var objective = SurfaceObjective<Float>(surface)
    let value = objective.evaluate(at: [x, y], gradient: &gradient)
    #expect(objective.gradientEvaluations == 1)
    let slope = surface.gradient(x: Double(x), y: Double(y))
    #expect(value == surface.value(x: Double(x), y: Double(y)))
    #expect(gradient == [Float(slope.x), Float(slope.y)])
  }
}

@Suite("A formula")
struct FormulaTests {
  @Test(
    "is read with the usual precedence",
    arguments: [
      ("1 + 2*3**2", 19), ("-2**2", -4), ("2**3**2", 512), ("8/4/2", 1), ("(1 - 3)*x", -10),
      ("cos(pi)*y", -7), ("1 - 2 - 3", -4), ("2**-1", 0.5),
    ] as [(String, Double)])
  func reads(text: String, value: Double) {
    #expect(Formula.value(text, x: 5, y: 7) == value)
  }

  @Test("is NaN where it is none", arguments: ["1 +", "sin(x)", "(x", "x y", ""])
  func refuses(text: String) {
    #expect(Formula.value(text, x: 5, y: 7).isNaN)
  }
}
