/// ‖x‖², summed in Double in sixteen lanes, so that the bits are the same on every processor.
@specialized(where S == Float)
@specialized(where S == Double)
public func sumOfSquares<S: Scalar>(_ x: [S], in range: Range<Int>) -> Double {
  sixteenLanes(x.span.extracting(range), x.span.extracting(range)) { a, _ in
    let a = Double(a)
    return a * a
  }
}

/// ‖x − y‖², likewise.
@specialized(where S == Float)
@specialized(where S == Double)
public func squaredDistance<S: Scalar>(_ x: [S], _ y: [S], in range: Range<Int>) -> Double {
  sixteenLanes(x.span.extracting(range), y.span.extracting(range)) { a, b in
    let difference = Double(a) - Double(b)
    return difference * difference
  }
}

@inline(__always)
private func sixteenLanes<S: Scalar>(
  _ x: Span<S>, _ y: Span<S>, _ term: (S, S) -> Double
) -> Double {
  precondition(x.count == y.count)
  var lanes = SIMD16<Double>()
  var start = 0
  while start + 16 <= x.count {
    let a = x.extracting(start..<start + 16)
    let b = y.extracting(start..<start + 16)
    var terms = SIMD16<Double>()
    for i in 0..<16 { terms[i] = term(a[i], b[i]) }
    lanes += terms
    start += 16
  }
  var total = lanes.sum()
  for i in start..<x.count { total += term(x[i], y[i]) }
  return total
}
