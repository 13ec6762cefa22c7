// The loops of the optimizers and activations. They compare the spans' counts once, and index with the
// loop variable: then the checks leave the loop and it vectorizes. The closure's letters are those of
// the paper. Products that PyTorch adds with one rounding are added so here (`addingProduct`): one
// instruction on the processors of the last ten years.

/// Calls `body` with a parameter and its gradient, for every index.
@inline(__always)
func forEachElement<S: Scalar>(
  _ p: inout MutableSpan<S>, _ g: Span<S>, _ body: (inout S, S) -> Void
) {
  precondition(p.count == g.count)
  for i in g.indices { body(&p[i], g[i]) }
}

/// The same with one number of the optimizer's memory for each parameter.
@inline(__always)
func forEachElement<S: Scalar>(
  _ p: inout MutableSpan<S>, _ g: Span<S>, _ a: inout MutableSpan<S>,
  _ body: (inout S, S, inout S) -> Void
) {
  precondition(p.count == g.count && a.count == g.count)
  for i in g.indices { body(&p[i], g[i], &a[i]) }
}

/// The same with two numbers of the optimizer's memory for each parameter.
@inline(__always)
func forEachElement<S: Scalar>(
  _ p: inout MutableSpan<S>, _ g: Span<S>, _ a: inout MutableSpan<S>, _ b: inout MutableSpan<S>,
  _ body: (inout S, S, inout S, inout S) -> Void
) {
  precondition(p.count == g.count && a.count == g.count && b.count == g.count)
  for i in g.indices { body(&p[i], g[i], &a[i], &b[i]) }
}

/// The same with three numbers of the optimizer's memory for each parameter.
@inline(__always)
func forEachElement<S: Scalar>(
  _ p: inout MutableSpan<S>, _ g: Span<S>, _ a: inout MutableSpan<S>, _ b: inout MutableSpan<S>,
  _ c: inout MutableSpan<S>, _ body: (inout S, S, inout S, inout S, inout S) -> Void
) {
  precondition(p.count == g.count && a.count == g.count)
  precondition(b.count == g.count && c.count == g.count)
  for i in g.indices { body(&p[i], g[i], &a[i], &b[i], &c[i]) }
}

/// Copies numbers over the first ones of `target`.
@specialized(where S == Float)
@specialized(where S == Double)
func copyNumbers<S: Scalar>(_ source: Span<S>, into target: inout MutableSpan<S>) {
  var to = target._mutatingExtracting(first: source.count)
  for i in source.indices { to[i] = source[i] }
}

/// Fills `y` with `body` of the numbers of `x`.
@inline(__always)
func map<S: Scalar>(_ x: Span<S>, into y: inout MutableSpan<S>, _ body: (S) -> S) {
  precondition(x.count == y.count)
  for i in x.indices { y[i] = body(x[i]) }
}

/// Adds `bias` to each row of `x`, and fills `y` with `body` of the sums.
///
/// One pass over memory in place of three: the bias in every row, the sums, the function.
/// - Parameters:
///   - x: rows × the bias's count; keeps the sums.
///   - y: overwritten, as many numbers.
@inline(__always)
func mapRows<S: Scalar>(
  adding bias: Span<S>, to x: inout MutableSpan<S>, rows: Int, into y: inout MutableSpan<S>,
  _ body: (S) -> S
) {
  for row in 0..<rows {
    let range = row * bias.count..<(row + 1) * bias.count
    var sums = x._mutatingExtracting(range)
    var values = y._mutatingExtracting(range)
    for i in bias.indices {
      let sum = sums[i] + bias[i]
      sums[i] = sum
      values[i] = body(sum)
    }
  }
}

/// Fills `z` with `body` of the numbers of `x` and `y`.
@inline(__always)
func map<S: Scalar>(
  _ x: Span<S>, _ y: Span<S>, into z: inout MutableSpan<S>, _ body: (S, S) -> S
) {
  precondition(x.count == y.count && x.count == z.count)
  for i in x.indices { z[i] = body(x[i], y[i]) }
}
