// The loops of the optimizers and activations. They take their arrays' spans once, compare the
// counts once, and index with the loop variable: then the checks leave the loop and it vectorizes.
// The closure's letters are those of the paper. Products that PyTorch adds with one rounding are
// added so here (`addingProduct`): one instruction on the processors of the last ten years.

/// Calls `body` with a parameter and its gradient, for every index, or for those in `range`.
@inline(__always)
func forEachElement<S: Scalar>(
  _ parameters: inout [S], _ gradient: [S], in range: Range<Int>? = nil,
  _ body: (inout S, S) -> Void
) {
  let range = range ?? parameters.indices
  precondition(parameters.count == gradient.count)
  var all = parameters.mutableSpan
  var p = all._mutatingExtracting(range)
  let g = gradient.span.extracting(range)
  for i in g.indices { body(&p[i], g[i]) }
}

/// The same with one number of the optimizer's memory for each parameter.
@inline(__always)
func forEachElement<S: Scalar>(
  _ parameters: inout [S], _ gradient: [S], _ first: inout [S],
  _ body: (inout S, S, inout S) -> Void
) {
  var p = parameters.mutableSpan
  let g = gradient.span
  var a = first.mutableSpan
  precondition(p.count == g.count && a.count == g.count)
  for i in g.indices { body(&p[i], g[i], &a[i]) }
}

/// The same with two numbers of the optimizer's memory for each parameter.
@inline(__always)
func forEachElement<S: Scalar>(
  _ parameters: inout [S], _ gradient: [S], _ first: inout [S], _ second: inout [S],
  in range: Range<Int>? = nil, _ body: (inout S, S, inout S, inout S) -> Void
) {
  let range = range ?? parameters.indices
  precondition(parameters.count == gradient.count && first.count == gradient.count)
  precondition(second.count == gradient.count)
  var all = parameters.mutableSpan
  var firsts = first.mutableSpan
  var seconds = second.mutableSpan
  var p = all._mutatingExtracting(range)
  let g = gradient.span.extracting(range)
  var a = firsts._mutatingExtracting(range)
  var b = seconds._mutatingExtracting(range)
  for i in g.indices { body(&p[i], g[i], &a[i], &b[i]) }
}

/// The same with three numbers of the optimizer's memory for each parameter.
@inline(__always)
func forEachElement<S: Scalar>(
  _ parameters: inout [S], _ gradient: [S],
  _ first: inout [S], _ second: inout [S], _ third: inout [S], in range: Range<Int>? = nil,
  _ body: (inout S, S, inout S, inout S, inout S) -> Void
) {
  let range = range ?? parameters.indices
  precondition(parameters.count == gradient.count && first.count == gradient.count)
  precondition(second.count == gradient.count && third.count == gradient.count)
  var all = parameters.mutableSpan
  var firsts = first.mutableSpan
  var seconds = second.mutableSpan
  var thirds = third.mutableSpan
  var p = all._mutatingExtracting(range)
  let g = gradient.span.extracting(range)
  var a = firsts._mutatingExtracting(range)
  var b = seconds._mutatingExtracting(range)
  var c = thirds._mutatingExtracting(range)
  for i in g.indices { body(&p[i], g[i], &a[i], &b[i], &c[i]) }
}

/// Copies an array into another of its size, keeping that one's memory.
@specialized(where S == Float)
@specialized(where S == Double)
public func copyNumbers<S: Scalar>(_ source: [S], into target: inout [S]) {
  copyNumbers(source, into: &target, at: 0, count: source.count)
}

/// Copies the first `count` numbers of `source` to `target[start...]`.
@specialized(where S == Float)
@specialized(where S == Double)
func copyNumbers<S: Scalar>(_ source: [S], into target: inout [S], at start: Int, count: Int) {
  let from = source.span.extracting(first: count)
  var all = target.mutableSpan
  var to = all._mutatingExtracting(start..<start + count)
  for i in from.indices { to[i] = from[i] }
}

/// Fills the first `count` numbers of `target` with `body` of those of `source`.
@inline(__always)
func map<S: Scalar>(_ source: [S], into target: inout [S], count: Int, _ body: (S) -> S) {
  let x = source.span.extracting(first: count)
  var y = target.mutableSpan
  var z = y._mutatingExtracting(first: count)
  for i in x.indices { z[i] = body(x[i]) }
}

/// Adds `bias` to each row of `source`, and fills `target` with `body` of the sums.
///
/// One pass over memory in place of three: the bias in every row, the sums, the function.
/// - Parameters:
///   - source: rows × the bias's count; keeps the sums.
///   - target: overwritten, as many numbers.
@inline(__always)
func mapRows<S: Scalar>(
  adding bias: Span<S>, to source: inout [S], rows: Int, into target: inout [S], _ body: (S) -> S
) {
  var x = source.mutableSpan
  var y = target.mutableSpan
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

/// Fills the first `count` numbers of `target` with `body` of those of two arrays.
@inline(__always)
func map<S: Scalar>(
  _ left: [S], _ right: [S], into target: inout [S], count: Int, _ body: (S, S) -> S
) {
  let x = left.span.extracting(first: count)
  let y = right.span.extracting(first: count)
  var all = target.mutableSpan
  var z = all._mutatingExtracting(first: count)
  for i in x.indices { z[i] = body(x[i], y[i]) }
}
