/// Real pictures, each with a ball that reaches to its fifth-nearest neighbour among them.
struct Neighbourhoods: Sendable {
  private let axes: Int
  private let count: Int
  /// axes × count, row by row, for products.
  private let points: [Double]
  private let squares: [Double]
  /// The balls' squared radii; empty where a picture is alone.
  private let radii: [Double]

  private static let neighbours = 5
  /// Points whose distances are computed at once.
  private static let blockRows = 64

  /// - Parameter coordinates: count × axes, row by row; at least one row.
  init(_ coordinates: [Double], axes: Int) {
    self.axes = axes
    count = coordinates.count / axes
    points = transposed(coordinates, rows: count, columns: axes)
    squares = Self.squares(coordinates, axes: axes)
    let nearest = min(Self.neighbours, count - 1)
    var radii: [Double] = []
    if nearest > 0 {
      Self.forEachRow(coordinates, axes: axes, points: points, squares: squares) { row, distances in
        radii.append(Self.smallest(distances, rank: nearest, except: row))
      }
    }
    self.radii = radii
  }

  /// What made pictures find.
  struct Visit {
    /// The share of the balls with a visitor inside; `nil` where there are no balls.
    var coverage: Double?
    /// Of each visitor the nearest real picture.
    var nearest: [Int]
  }

  /// - Parameter visitors: rows × axes, row by row.
  func visit(by visitors: [Double], rows: Int) -> Visit {
    var visit = Visit(nearest: [])
    visit.nearest.reserveCapacity(rows)
    var least = [Double](repeating: .infinity, count: count)
    Self.forEachRow(visitors, axes: axes, points: points, squares: squares) { _, distances in
      visit.nearest.append(Self.lower(&least, to: distances))
    }
    if !radii.isEmpty {
      visit.coverage = Double(zip(least, radii).count { $0 < $1 }) / Double(count)
    }
    return visit
  }

  /// Calls `body` with each row's place and its squared distances to all points: ‖x‖² + ‖p‖² − 2·x·p,
  /// where what is lost in the rounding is 0.
  private static func forEachRow(
    _ rows: [Double], axes: Int, points: [Double], squares: [Double],
    _ body: (Int, [Double]) -> Void
  ) {
    let (count, ownSquares) = (squares.count, Self.squares(rows, axes: axes))
    var products = [Double](repeating: 0, count: blockRows * count)
    var distances = [Double](repeating: 0, count: count)
    for start in stride(from: 0, to: ownSquares.count, by: blockRows) {
      let size = min(blockRows, ownSquares.count - start)
      var all = products.mutableSpan
      var block = all._mutatingExtracting(first: size * count)
      Double.product(
        rows.span.extracting(start * axes..<(start + size) * axes), transposed: false, points.span,
        into: &block, rows: size, inner: axes, columns: count, accumulate: false)
      for row in 0..<size {
        fill(
          &distances, with: products, from: row * count, squares, plus: ownSquares[start + row])
        body(start + row, distances)
      }
    }
  }

  private static func fill(
    _ distances: inout [Double], with products: [Double], from start: Int, _ squares: [Double],
    plus square: Double
  ) {
    let p = products.span.extracting(start..<start + squares.count)
    let s = squares.span
    var d = distances.mutableSpan
    for i in s.indices {
      let sum = s[i] + square
      let distance = sum - 2 * p[i]
      d[i] = distance > 1e-13 * sum ? distance : 0
    }
  }

  /// Takes the smaller one of each pair.
  /// - Returns: the place of the smallest distance.
  private static func lower(_ least: inout [Double], to distances: [Double]) -> Int {
    let d = distances.span
    var l = least.mutableSpan
    var (nearest, smallest) = (0, Double.infinity)
    for i in d.indices {
      if d[i] < l[i] { l[i] = d[i] }
      if d[i] < smallest { (nearest, smallest) = (i, d[i]) }
    }
    return nearest
  }

  /// The distance of that rank, from 1, without the one at a place.
  private static func smallest(_ distances: [Double], rank: Int, except place: Int) -> Double {
    var kept = [Double](repeating: .infinity, count: rank)
    for (i, distance) in distances.enumerated() where i != place && distance < kept[rank - 1] {
      var free = rank - 1
      while free > 0, kept[free - 1] > distance {
        kept[free] = kept[free - 1]
        free -= 1
      }
      kept[free] = distance
    }
    return kept[rank - 1]
  }

  private static func squares(_ coordinates: [Double], axes: Int) -> [Double] {
    stride(from: 0, to: coordinates.count, by: axes).map { start in
      sumOfSquares(coordinates.span.extracting(start..<start + axes))
    }
  }
}
