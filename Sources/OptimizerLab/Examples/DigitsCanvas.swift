/// A grey picture of 28 x 28 pixels on which a round pen draws lines.
///
/// The canvas keeps, for each pixel, the squared distance of its middle to the nearest line, so
/// strokes that cross or touch do not add up to something brighter than ink.
struct DigitsCanvas {
  static let side = 28

  /// Over how many pixels the ink fades out: a little more than one, as in scanned digits.
  private static let fade = 1.3

  private let radius: Double
  private var squaredDistances: [Double]

  init(penWidth: Double) {
    radius = penWidth / 2
    squaredDistances = Array(repeating: .infinity, count: Self.side * Self.side)
  }

  /// Draws one straight line with round ends. Only pixels that the pen can reach are looked at.
  mutating func draw(from start: SIMD2<Double>, to end: SIMD2<Double>) {
    let reach = radius + Self.fade / 2
    let columns = Self.pixels(from: min(start.x, end.x) - reach, to: max(start.x, end.x) + reach)
    let rows = Self.pixels(from: min(start.y, end.y) - reach, to: max(start.y, end.y) + reach)
    let along = end - start
    let squaredLength = along.x * along.x + along.y * along.y
    let perLength = squaredLength > 0 ? 1 / squaredLength : 0
    for row in rows {
      let dy = Double(row) - start.y
      for column in columns {
        let dx = Double(column) - start.x
        let t = min(max((dx * along.x + dy * along.y) * perLength, 0), 1)
        let x = dx - t * along.x
        let y = dy - t * along.y
        let pixel = row * Self.side + column
        squaredDistances[pixel] = min(squaredDistances[pixel], x * x + y * y)
      }
    }
  }

  /// Appends the picture, row by row from the top left: 0 is paper, 255 ink.
  func append(to pixels: inout [UInt8]) {
    for squaredDistance in squaredDistances {
      let ink = (radius - squaredDistance.squareRoot()) / Self.fade + 0.5
      pixels.append(UInt8(min(max(ink, 0), 1) * 255 + 0.5))
    }
  }

  /// The pixels whose middles lie in a range, as far as they are on the canvas.
  private static func pixels(from low: Double, to high: Double) -> Range<Int> {
    let first = Int(min(max(low, 0), Double(side)).rounded(.up))
    let end = Int(min(max(high + 1, 0), Double(side)).rounded(.down))
    return first..<max(first, end)
  }
}
