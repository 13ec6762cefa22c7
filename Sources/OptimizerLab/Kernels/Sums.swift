/// ‖x‖², summed in Double in sixteen lanes, so that the bits are the same on every processor.
@specialized(where S == Float)
@specialized(where S == Double)
public func sumOfSquares<S: Scalar>(_ x: Span<S>) -> Double {
  sixteenLanes(x, x) { a, _ in
    let a = Double(a)
    return a * a
  }
}

/// Σx, likewise.
@specialized(where S == Float)
@specialized(where S == Double)
func sumOfNumbers<S: Scalar>(_ x: Span<S>) -> Double { sixteenLanes(x, x) { a, _ in Double(a) } }

/// ‖x − y‖², likewise.
@specialized(where S == Float)
@specialized(where S == Double)
public func squaredDistance<S: Scalar>(_ x: Span<S>, _ y: Span<S>) -> Double {
  sixteenLanes(x, y) { a, b in
    let difference = Double(a) - Double(b)
    return difference * difference
  }
}

/// The four squared norms that a record of a step needs.
public struct SquaredNorms: Sendable, Equatable {
  /// ‖θ‖², ‖g‖².
  public var parameters = 0.0
  public var gradient = 0.0
  /// ‖θ − θ before the step‖², ‖θ − θ₀‖².
  public var update = 0.0
  public var distance = 0.0

  public init() {}
}

/// Those norms, with the bits of `sumOfSquares` and `squaredDistance`, in one pass over
/// memory: the four sums take turns over blocks that stay in the nearest cache.
@specialized(where S == Float)
@specialized(where S == Double)
public func squaredNorms<S: Scalar>(
  _ x: Span<S>, gradient g: Span<S>, before b: Span<S>, initial o: Span<S>
) -> SquaredNorms {
  precondition(g.count == x.count && b.count == x.count && o.count == x.count)
  var lanes = (Lanes(), Lanes(), Lanes(), Lanes())
  let whole = x.count - x.count % 16
  var start = 0
  while start < whole {
    let block = start..<min(start + 1024, whole)
    let own = x.extracting(block)
    addSquares(own, to: &lanes.0)
    addSquares(g.extracting(block), to: &lanes.1)
    addSquaredDifferences(own, b.extracting(block), to: &lanes.2)
    addSquaredDifferences(own, o.extracting(block), to: &lanes.3)
    start = block.upperBound
  }
  var norms = SquaredNorms()
  norms.parameters = lanes.0.sum()
  norms.gradient = lanes.1.sum()
  norms.update = lanes.2.sum()
  norms.distance = lanes.3.sum()
  for i in whole..<x.count {
    norms.parameters += square(Double(x[i]))
    norms.gradient += square(Double(g[i]))
    norms.update += square(Double(x[i]) - Double(b[i]))
    norms.distance += square(Double(x[i]) - Double(o[i]))
  }
  return norms
}

/// What the angle between two successive updates needs, u = θ − b and v = b − e.
public struct UpdateProducts: Sendable, Equatable {
  /// u · v.
  public var product = 0.0
  /// ‖v‖².
  public var earlier = 0.0

  public init() {}
}

/// Those sums, in Double and in sixteen lanes, as the others.
/// - Parameters:
///   - before: the parameters before the last update, b.
///   - earlier: those before the update before it, e.
@specialized(where S == Float)
@specialized(where S == Double)
public func updateProducts<S: Scalar>(
  _ x: Span<S>, before b: Span<S>, earlier e: Span<S>
) -> UpdateProducts {
  precondition(b.count == x.count && e.count == x.count)
  var lanes = (Lanes(), Lanes())
  let whole = x.count - x.count % 16
  var start = 0
  while start < whole {
    let block = start..<min(start + 1024, whole)
    let middle = b.extracting(block)
    let last = e.extracting(block)
    addUpdateProducts(x.extracting(block), middle, last, to: &lanes.0)
    addSquaredDifferences(middle, last, to: &lanes.1)
    start = block.upperBound
  }
  var sums = UpdateProducts()
  sums.product = lanes.0.sum()
  sums.earlier = lanes.1.sum()
  for i in whole..<x.count {
    sums.product += (Double(x[i]) - Double(b[i])) * (Double(b[i]) - Double(e[i]))
    sums.earlier += square(Double(b[i]) - Double(e[i]))
  }
  return sums
}

private typealias Lanes = SIMD16<Double>

@inline(__always)
private func square(_ a: Double) -> Double { a * a }

// Calls, not inlined: the sums of all four would take every register, and two of them would live in
// memory, with each addition waiting for the one before to be written.

@inline(never)
@specialized(where S == Float)
@specialized(where S == Double)
private func addSquares<S: Scalar>(_ x: Span<S>, to lanes: inout Lanes) {
  addTerms(x, x, to: &lanes) { a, _ in square(Double(a)) }
}

@inline(never)
@specialized(where S == Float)
@specialized(where S == Double)
private func addSquaredDifferences<S: Scalar>(_ x: Span<S>, _ y: Span<S>, to lanes: inout Lanes) {
  addTerms(x, y, to: &lanes) { square(Double($0) - Double($1)) }
}

/// - Parameter x: whole sixteens; as many as of the others.
@inline(never)
@specialized(where S == Float)
@specialized(where S == Double)
private func addUpdateProducts<S: Scalar>(
  _ x: Span<S>, _ y: Span<S>, _ z: Span<S>, to lanes: inout Lanes
) {
  var sums = lanes
  var start = 0
  while start < x.count {
    // Whole sixteens, one operation after another: as one loop the compiler does them one by one.
    let middle = sixteen(y, from: start)
    sums += (sixteen(x, from: start) - middle) * (middle - sixteen(z, from: start))
    start += 16
  }
  lanes = sums
}

@inline(__always)
private func sixteen<S: Scalar>(_ x: Span<S>, from start: Int) -> Lanes {
  let own = x.extracting(start..<start + 16)
  var numbers = Lanes()
  for i in 0..<16 { numbers[i] = Double(own[i]) }
  return numbers
}

/// - Parameter x: whole sixteens; as many as of `y`.
@inline(__always)
private func addTerms<S: Scalar>(
  _ x: Span<S>, _ y: Span<S>, to lanes: inout Lanes, _ term: (S, S) -> Double
) {
  var sums = lanes
  var start = 0
  while start < x.count {
    let a = x.extracting(start..<start + 16)
    let b = y.extracting(start..<start + 16)
    var terms = Lanes()
    for i in 0..<16 { terms[i] = term(a[i], b[i]) }
    sums += terms
    start += 16
  }
  lanes = sums
}

@inline(__always)
private func sixteenLanes<S: Scalar>(
  _ x: Span<S>, _ y: Span<S>, _ term: (S, S) -> Double
) -> Double {
  precondition(x.count == y.count)
  let whole = x.count - x.count % 16
  var lanes = Lanes()
  addTerms(x.extracting(0..<whole), y.extracting(0..<whole), to: &lanes, term)
  var total = lanes.sum()
  for i in whole..<x.count { total += term(x[i], y[i]) }
  return total
}

/// Writes the sums of the columns of `matrix` (`rows` × the count of `sums`, row by row), or adds them.
///
/// Four rows at a time, so that a sum is read and written a quarter as often.
@inline(__always)
func addUpRows<S: Scalar>(
  _ matrix: Span<S>, rows: Int, into sums: inout MutableSpan<S>, accumulate: Bool
) {
  let width = sums.count
  precondition(matrix.count == rows * width)
  if !accumulate { for i in sums.indices { sums[i] = 0 } }
  var row = 0
  while row + 4 <= rows {
    let a = matrix.extracting(row * width..<(row + 1) * width)
    let b = matrix.extracting((row + 1) * width..<(row + 2) * width)
    let c = matrix.extracting((row + 2) * width..<(row + 3) * width)
    let d = matrix.extracting((row + 3) * width..<(row + 4) * width)
    for i in a.indices { sums[i] += (a[i] + b[i]) + (c[i] + d[i]) }
    row += 4
  }
  while row < rows {
    let a = matrix.extracting(row * width..<(row + 1) * width)
    for i in a.indices { sums[i] += a[i] }
    row += 1
  }
}

/// Writes the sums of the columns of the products of two matrices (`rows` × the count of `sums`, row
/// by row), or adds them.
@inline(__always)
func addUpProducts<S: Scalar>(
  _ a: Span<S>, _ b: Span<S>, rows: Int, into sums: inout MutableSpan<S>, accumulate: Bool
) {
  let width = sums.count
  precondition(a.count == rows * width && b.count == rows * width)
  if !accumulate { for i in sums.indices { sums[i] = 0 } }
  for row in 0..<rows {
    let x = a.extracting(row * width..<(row + 1) * width)
    let y = b.extracting(row * width..<(row + 1) * width)
    for i in x.indices { sums[i] += x[i] * y[i] }
  }
}

/// x · y, summed in Double in sixteen lanes.
@specialized(where S == Float)
@specialized(where S == Double)
func dotProduct<S: Scalar>(_ x: Span<S>, _ y: Span<S>) -> Double {
  sixteenLanes(x, y) { Double($0) * Double($1) }
}

/// y ← y + factor · x
@specialized(where S == Float)
@specialized(where S == Double)
func addNumbers<S: Scalar>(_ x: Span<S>, times factor: Double, to y: inout MutableSpan<S>) {
  precondition(x.count == y.count)
  let factor = S(factor)
  for i in x.indices { y[i].addProduct(factor, x[i]) }
}

/// Multiplies each number of `x`.
@specialized(where S == Float)
@specialized(where S == Double)
func scaleNumbers<S: Scalar>(_ x: inout MutableSpan<S>, by factor: Double) {
  let factor = S(factor)
  for i in x.indices { x[i] *= factor }
}

/// The largest |x|; NaN where there is one.
@specialized(where S == Float)
@specialized(where S == Double)
func largestMagnitude<S: Scalar>(_ x: Span<S>) -> Double {
  var largest: S = 0
  for i in x.indices where !(x[i].magnitude <= largest) {
    largest = x[i].magnitude
    if largest.isNaN { return .nan }
  }
  return Double(largest)
}

/// Σ |x|, in Double in sixteen lanes.
@specialized(where S == Float)
@specialized(where S == Double)
func sumOfMagnitudes<S: Scalar>(_ x: Span<S>) -> Double {
  sixteenLanes(x, x) { a, _ in Double(a).magnitude }
}

// The same of numbers that are values.
extension Numbers {
  /// Adds factor · x.
  /// - Parameter range: which numbers of x; without it, all.
  mutating func add(_ x: Numbers<S>, in range: Range<Int>? = nil, times factor: Double) {
    var all = mutableSpan
    addNumbers(x.span.extracting(range ?? x.indices), times: factor, to: &all)
  }

  /// Multiplies each.
  mutating func scale(by factor: Double) {
    var all = mutableSpan
    scaleNumbers(&all, by: factor)
  }

  /// Writes factor · x over all.
  mutating func write(_ x: Numbers<S>, times factor: Double = 1) {
    copy(x.span)
    if factor != 1 { scale(by: factor) }
  }

  /// The sum of the products with those of `other`.
  /// - Parameter range: which numbers of this; without it, all.
  func dot(_ other: Numbers<S>, in range: Range<Int>? = nil) -> Double {
    dotProduct(span.extracting(range ?? indices), other.span)
  }
}
