/// The sums that mean and covariance of some examples are made of, about a point near their mean, so
/// that little is lost in a difference.
package struct Scatter: Sendable {
  package let width: Int
  package private(set) var count: Int
  private let point: [Double]
  /// Of the differences to the point.
  private var sums: [Double]
  /// width × width, on the diagonal and above it.
  private var products: [Double]

  /// Examples that are converted at once.
  private static let blockRows = 256

  /// - Parameters:
  ///   - places: of the examples that count; `nil` for all.
  ///   - point: their own mean without it.
  package init(of examples: Examples, at places: [Int]? = nil, about point: [Double]? = nil) {
    let width = examples.width
    let order = places ?? Array(0..<examples.count)
    let point = point ?? Self.mean(of: examples, at: order)
    (self.width, self.point, count) = (width, point, order.count)
    var sums = [Double](repeating: 0, count: width)
    var products = [Double](repeating: 0, count: width * width)
    var block = [Double](repeating: 0, count: Self.blockRows * width)
    for start in stride(from: 0, to: order.count, by: Self.blockRows) {
      let chosen = order[start..<min(start + Self.blockRows, order.count)]
      examples.copyFeatures(chosen, over: &block)
      subtract(point, fromRows: chosen.count, of: &block)
      addRows(chosen.count, of: block, to: &sums)
      var all = products.mutableSpan
      addGramMatrix(
        of: block.span.extracting(first: chosen.count * width), rows: chosen.count, columns: width,
        to: &all)
    }
    (self.sums, self.products) = (sums, products)
  }

  /// The same without some of the examples, whose sums are about the same point.
  package func without(_ others: Scatter) -> Scatter {
    var rest = self
    rest.count -= others.count
    for i in sums.indices { rest.sums[i] -= others.sums[i] }
    for i in products.indices { rest.products[i] -= others.products[i] }
    return rest
  }

  package var mean: [Double] { zip(point, sums).map { $0 + $1 / Double(count) } }

  /// width × width, divided by one less than the count.
  package var covariance: [Double] {
    var result = [Double](repeating: 0, count: width * width)
    for i in 0..<width {
      for j in i..<width {
        let value =
          (products[i * width + j] - sums[i] * sums[j] / Double(count)) / Double(count - 1)
        result[i * width + j] = value
        result[j * width + i] = value
      }
    }
    return result
  }

  private static func mean(of examples: Examples, at places: [Int]) -> [Double] {
    let width = examples.width
    var sums = [Double](repeating: 0, count: width)
    var block = [Double](repeating: 0, count: blockRows * width)
    for start in stride(from: 0, to: places.count, by: blockRows) {
      let chosen = places[start..<min(start + blockRows, places.count)]
      examples.copyFeatures(chosen, over: &block)
      addRows(chosen.count, of: block, to: &sums)
    }
    return sums.map { $0 / Double(places.count) }
  }
}

/// Takes `point` from each of the first rows.
func subtract(_ point: [Double], fromRows rows: Int, of values: inout [Double]) {
  let p = point.span
  var all = values.mutableSpan
  for row in 0..<rows {
    var line = all._mutatingExtracting(row * p.count..<(row + 1) * p.count)
    for i in p.indices { line[i] -= p[i] }
  }
}

/// Adds up the first rows, each as long as `sums`.
func addRows(_ rows: Int, of values: [Double], to sums: inout [Double]) {
  let x = values.span
  var s = sums.mutableSpan
  for row in 0..<rows {
    let line = x.extracting(row * s.count..<(row + 1) * s.count)
    for i in line.indices { s[i] += line[i] }
  }
}
