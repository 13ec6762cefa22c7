internal import OptimizerLab

/// The points of a line or an area in a picture, in pixels.
package struct Polyline: Equatable, Sendable {
  package private(set) var points: [SIMD2<Double>] = []

  /// The points within `text`: numbers in pairs, with anything between them but digits.
  package init(_ text: Substring) {
    var numbers: [Double] = []
    for word in text.utf8.split(whereSeparator: { !Self.isOfNumber($0) }) {
      if let number = Double(Substring(word)) { numbers.append(number) }
    }
    points = stride(from: 0, to: numbers.count - 1, by: 2).map { [numbers[$0], numbers[$0 + 1]] }
  }

  package init(points: [SIMD2<Double>]) { self.points = points }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  /// The same line through fewer of its points, nowhere further than `tolerance` from those left out
  /// (Douglas and Peucker, 1973).
  package func simplified(tolerance: Double) -> Polyline {
    guard points.count > 2 else { return self }
    var isKept = [Bool](repeating: false, count: points.count)
    isKept[0] = true
    isKept[points.count - 1] = true
    var open = [(0, points.count - 1)]
    while let (first, last) = open.popLast() {
      var furthest = (place: first, distance: tolerance)
      for place in (first + 1)..<max(last, first + 1) {
        let distance = distance(of: place, from: first, to: last)
        if distance > furthest.distance { furthest = (place, distance) }
      }
      guard furthest.place > first else { continue }
      isKept[furthest.place] = true
      open.append((first, furthest.place))
      open.append((furthest.place, last))
    }
    return Polyline(points: points.indices.filter { isKept[$0] }.map { points[$0] })
  }

  /// How far a point is from the stretch between two others.
  private func distance(of place: Int, from first: Int, to last: Int) -> Double {
    let (start, point) = (points[first], points[place])
    let way = points[last] - start
    let length = (way * way).sum()
    let part = length > 0 ? min(max(((point - start) * way).sum() / length, 0), 1) : 0
    let off = point - start - way * part
    return (off * off).sum().squareRoot()
  }

  /// `73.99,189.5 111.7,205.66`.
  package var text: String {
    points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
  }

  /// At most two decimals, as gnuplot has them, without zeros at the end.
  private static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, part) = (abs(hundredths) / 100, abs(hundredths) % 100)
    let sign = hundredths < 0 ? "-" : ""
    if part == 0 { return "\(sign)\(whole)" }
    return part % 10 == 0
      ? "\(sign)\(whole).\(part / 10)" : "\(sign)\(whole).\(part < 10 ? "0" : "")\(part)"
  }
}
