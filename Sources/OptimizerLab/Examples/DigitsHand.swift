/// How one digit happens to be written: everything about it that is not its shape.
///
/// Only `+ - * /` and square roots, no sine: a turn is given by the tangent of half its angle, so
/// the same points come out on every CPU and with every C library.
struct DigitsHand {
  typealias Point = SIMD2<Double>

  /// The pen's width in pixels.
  let penWidth: Double
  /// The longer side of the finished digit in pixels, ink included.
  private let size: Double
  /// Width against height, beside what the shape has of its own.
  private let stretch: Double
  /// How far the top leans to the right, against the height.
  private let slant: Double
  /// The tangent of half the angle by which the whole is turned.
  private let halfTurn: Double
  /// How much uprights bulge sideways and level strokes upwards.
  private let bend: Point
  /// Where the digit comes to lie.
  private let center: Point

  init(from generator: inout DigitsGenerator) {
    penWidth = generator.near(2.6, within: 1.1)
    size = generator.uniform(18.2, 20.2)
    stretch = generator.near(1, within: 0.3)
    slant = generator.near(0.17, within: 0.42)
    halfTurn = generator.near(0, within: 0.07)
    bend = Point(generator.near(0, within: 0.3), generator.near(0, within: 0.3))
    center = Point(generator.near(13.8, within: 0.9), generator.near(13.8, within: 0.9))
  }

  /// The strokes as chains of short lines in pixels, ready to draw.
  func write(
    _ shape: DigitsAlphabet.Shape, from generator: inout DigitsGenerator
  ) -> [[Point]] {
    let written = shape.map { stroke in
      let places = stroke.map { place in
        let wobble = Point(generator.near(0, within: 0.05), generator.near(0, within: 0.05))
        return lean(Point(Double(place.x), Double(place.y)) / 100 - 0.5 + wobble)
      }
      return Self.curve(through: places)
    }
    return place(written)
  }

  /// Bends, stretches, slants and turns a point; (0, 0) is the middle, y points down.
  private func lean(_ point: Point) -> Point {
    let x = (point.x + bend.x * (0.25 - point.y * point.y)) * stretch
    let y = point.y + bend.y * (0.25 - point.x * point.x)
    let slanted = Point(x - slant * y, y)
    let scale = 1 / (1 + halfTurn * halfTurn)
    let cosine = (1 - halfTurn * halfTurn) * scale
    let sine = 2 * halfTurn * scale
    return Point(cosine * slanted.x - sine * slanted.y, sine * slanted.x + cosine * slanted.y)
  }

  /// A Catmull–Rom spline: smooth, through every point, a few lines from each to the next.
  private static func curve(through points: [Point]) -> [Point] {
    let linesPerSpan = 5
    var curve = [points[0]]
    for span in 0..<points.count - 1 {
      let p1 = points[span]
      let p2 = points[span + 1]
      let p0 = span > 0 ? points[span - 1] : p1
      let p3 = span + 2 < points.count ? points[span + 2] : p2
      for line in 1...linesPerSpan {
        let t = Double(line) / Double(linesPerSpan)
        let quadratic = 2 * p0 - 5 * p1 + 4 * p2 - p3
        let cubic = 3 * (p1 - p2) + p3 - p0
        let bend: Point = (quadratic + cubic * t) * t
        curve.append(p1 + (p2 - p0 + bend) * (t / 2))
      }
    }
    return curve
  }

  /// Scales all strokes together to `size` and moves them to `center`.
  ///
  /// What comes to lie there is half-way between the middle of the ink, which is what MNIST
  /// centres, and the middle of the box: a 7's ink alone would push its foot off the canvas.
  private func place(_ strokes: [[Point]]) -> [[Point]] {
    var low = Point(repeating: .infinity)
    var high = Point(repeating: -.infinity)
    var weighted = Point.zero
    var length = 0.0
    for stroke in strokes {
      for (start, end) in zip(stroke, stroke.dropFirst()) {
        low = pointwiseMin(low, pointwiseMin(start, end))
        high = pointwiseMax(high, pointwiseMax(start, end))
        let squared = (end - start) * (end - start)
        let distance = (squared.x + squared.y).squareRoot()
        weighted += (start + end) * (distance / 2)
        length += distance
      }
    }
    let scale = (size - penWidth) / (high - low).max()
    let middle = (weighted / length + (low + high) / 2) / 2
    return strokes.map { stroke in stroke.map { center + ($0 - middle) * scale } }
  }
}
