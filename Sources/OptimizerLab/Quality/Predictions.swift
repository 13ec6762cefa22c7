/// The rows whose largest output is that of their class; of equal ones the first counts, as in
/// `torch.argmax` on a processor.
/// - Parameters:
///   - output: row by row.
///   - classes: one a row, the place of its class.
@specialized(where S == Float)
@specialized(where S == Double)
func hitCount<S: Scalar>(_ output: Span<S>, classes: Span<S>) -> Int {
  guard !classes.isEmpty else { return 0 }
  let width = output.count / classes.count
  var hits = 0
  for row in classes.indices {
    let place = largestPlace(output.extracting(row * width..<(row + 1) * width))
    if place == Int(classes[row]) { hits += 1 }
  }
  return hits
}

@inline(__always)
private func largestPlace<S: Scalar>(_ values: Span<S>) -> Int {
  var place = 0
  for i in values.indices where values[i] > values[place] { place = i }
  return place
}

extension Network {
  /// The class that each example is given: the place of its largest output.
  /// - Parameters:
  ///   - features: rows × inputs.
  ///   - buffers: the learner's.
  package func predictedClasses<S: Scalar>(
    of features: [Float], at parameters: Numbers<S>, buffers: NetworkBuffers<S>?
  ) -> [Int] {
    let count = features.count / inputs
    let rows = max(evaluationRows(of: count), 1)
    let workspace = Workspace<S>(self, rows: rows, buffers: buffers)
    var classes: [Int] = []
    classes.reserveCapacity(count)
    var start = 0
    while start < count {
      let end = min(start + rows, count)
      var input = workspace.input
      convert(features.span.extracting(start * inputs..<end * inputs), into: &input)
      forward(workspace, rows: end - start, parameters: parameters.span, mode: .evaluation)
      let output = workspace.output
      for row in 0..<(end - start) {
        classes.append(largestPlace(output.extracting(row * outputs..<(row + 1) * outputs)))
      }
      start = end
    }
    return classes
  }
}
