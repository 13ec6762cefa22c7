// Forward and back through all layers. A large batch goes in pieces whose activations stay in the second
// cache; the gradients of a large network go in parts, each used up while it is in the first.
extension Network {
  /// Rows of a piece. Of the sizes tried, from 32 to 512, the one with which the GAN of 2,048 pictures
  /// was quickest.
  private static let pieceSize = 128
  /// Numbers of a part of a layer's gradient: as many as leave room in the first cache for the
  /// parameters and the memory that go with them.
  static let partSize = 8192

  /// How many rows of a batch go through at once.
  func pieceRows(of rows: Int) -> Int { goesInPieces ? min(rows, Self.pieceSize) : rows }

  /// Whether the parameters' update may follow each part of their gradient at once: with few
  /// parameters there is nothing to win, as all of it stays in a cache; a batch in pieces has its
  /// gradient only after the last.
  func goesInParts(rows: Int) -> Bool {
    parameterCount > 4 * Self.partSize && pieceRows(of: rows) == rows
  }

  /// Numbers of the largest part of a layer's gradient.
  var largestPart: Int {
    layers.indices.reduce(0) { max($0, min(partCounts[$1], ranges[$1].count)) }
  }

  /// Runs the first `rows` rows of `workspace.input` through the layers.
  /// - Parameters:
  ///   - last: the last layer to compute; without it, all of them are.
  ///   - mode: what the pass is for; a backward pass belongs to one in training.
  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    _ workspace: Workspace<S>, rows: Int, parameters: Span<S>, through last: Int? = nil,
    mode: Mode = .training
  ) {
    let step = max(pieceRows(of: rows), 1)
    var start = 0
    while start < rows {
      let piece = start..<min(start + step, rows)
      forward(
        workspace, piece: piece, parameters: parameters, through: last ?? layers.count - 1,
        mode: mode)
      start = piece.upperBound
    }
  }

  @inline(__always)
  private func forward<S: Scalar>(
    _ workspace: Workspace<S>, piece: Range<Int>, parameters: Span<S>, through last: Int,
    mode: Mode
  ) {
    // Read in place: an array would give a copy of each.
    let (layers, activations) = (layers.span, activations.span)
    var i = 0
    while i <= last {
      let input = workspace.input(of: i).extracting(piece.values(width: widths[i]))
      let values = piece.values(width: widths[i + 1])
      var all = workspace.writableOutput(of: i)
      var output = all._mutatingExtracting(values)
      let own = parameters.extracting(ranges[i])
      if i < last, let linear = joined[i] {
        linear.forwardWithoutBias(input, rows: piece.count, parameters: own, output: &output)
        var next = workspace.writableOutput(of: i + 1)
        var activated = next._mutatingExtracting(values)
        activations[i + 1]?.forward(
          adding: own.extracting(linear.biasRange), to: &output, rows: piece.count,
          output: &activated)
        i += 2
        continue
      }
      layers[i].forward(
        input, rows: piece.count, parameters: own, output: &output,
        scratch: &workspace.scratches[i], mode: mode)
      i += 1
    }
  }

  /// Goes back through the pass that `forward` made, and writes the loss's gradient by the parameters.
  /// - Parameters:
  ///   - slope: the loss's gradient by what came out; without it, the workspace's `outputGradient`.
  ///   - wantsInput: whether the gradient by the examples is asked for, too.
  @specialized(where S == Float)
  @specialized(where S == Double)
  public func backward<S: Scalar>(
    _ workspace: Workspace<S>, from slope: Span<S>? = nil, rows: Int, parameters: Span<S>,
    into gradient: inout MutableSpan<S>, wantsInput: Bool = false
  ) {
    let slope = if let slope { slope } else { workspace.gradient(of: layers.count) }
    let step = max(pieceRows(of: rows), 1)
    var start = 0
    while start < rows {
      let piece = start..<min(start + step, rows)
      for i in layers.indices.reversed() {
        if i > 0 || wantsInput { writeInputGradient(workspace, i, from: slope, piece, parameters) }
        guard !ranges[i].isEmpty else { continue }
        var part = gradient._mutatingExtracting(ranges[i])
        writeParameterGradient(
          workspace, i, from: slope, piece, part: 0..<ranges[i].count, into: &part,
          accumulate: start > 0)
      }
      start = piece.upperBound
    }
  }

  /// Goes back likewise, for the loss's gradient by the examples alone.
  @specialized(where S == Float)
  @specialized(where S == Double)
  public func backwardToInput<S: Scalar>(
    _ workspace: Workspace<S>, rows: Int, parameters: Span<S>
  ) {
    let slope = workspace.gradient(of: layers.count)
    let step = max(pieceRows(of: rows), 1)
    var start = 0
    while start < rows {
      let piece = start..<min(start + step, rows)
      for i in layers.indices.reversed() {
        writeInputGradient(workspace, i, from: slope, piece, parameters)
      }
      start = piece.upperBound
    }
  }

  /// Goes back likewise, and lets `rule` update the parameters.
  ///
  /// Those of a large network part by part: each as soon as its gradient is there, and nobody needs it
  /// as it was any more. A gradient that is not kept is gone then; the update's bits are the same.
  @specialized(where S == Float)
  @specialized(where S == Double)
  func descend<S: Scalar>(
    _ workspace: Workspace<S>, from slope: Span<S>? = nil, rows: Int,
    _ optimization: inout OptimizationState<S>, by rule: any GradientRule, learningRate: Double
  ) {
    guard goesInParts(rows: rows), rule.goesInParts else {
      backward(
        workspace, from: slope, rows: rows, parameters: optimization.parameters,
        into: &optimization.gradient)
      optimization.update(by: rule, learningRate: learningRate)
      return
    }
    optimization.memory.step += 1
    let slope = if let slope { slope } else { workspace.gradient(of: layers.count) }
    descendInParts(
      workspace, from: slope, rows: rows, &optimization, by: rule,
      learningRate: learningRate)
    rule.finishStep(&optimization.memory)
  }

  @inline(__always)
  private func backward<S: Scalar>(
    _ workspace: Workspace<S>, from slope: Span<S>?, rows: Int, parameters: Numbers<S>,
    into gradient: inout Numbers<S>
  ) {
    var all = gradient.mutableSpan
    backward(workspace, from: slope, rows: rows, parameters: parameters.span, into: &all)
  }

  @inline(__always)
  private func descendInParts<S: Scalar>(
    _ workspace: Workspace<S>, from slope: Span<S>, rows: Int,
    _ optimization: inout OptimizationState<S>, by rule: any GradientRule, learningRate: Double
  ) {
    for i in layers.indices.reversed() {
      if i > 0 {
        writeInputGradient(workspace, i, from: slope, 0..<rows, optimization.parameters.span)
      }
      let (first, count, step) = (ranges[i].lowerBound, ranges[i].count, partCounts[i])
      var start = 0
      while start < count {
        let part = start..<min(start + step, count)
        let range = first + part.lowerBound..<first + part.upperBound
        var room = workspace.part
        var gradient = room._mutatingExtracting(first: part.count)
        writeParameterGradient(
          workspace, i, from: slope, 0..<rows, part: part, into: &gradient, accumulate: false)
        if optimization.keepsGradient { optimization.keep(gradient.span, in: range) }
        optimization.update(along: gradient.span, in: range, by: rule, learningRate: learningRate)
        start = part.upperBound
      }
    }
  }

  @inline(__always)
  private func writeInputGradient<S: Scalar>(
    _ workspace: Workspace<S>, _ i: Int, from slope: Span<S>, _ piece: Range<Int>,
    _ parameters: Span<S>
  ) {
    let layers = layers.span
    let values = piece.values(width: widths[i + 1])
    let place = piece.values(width: widths[i])
    let outputGradient = i == layers.count - 1 ? slope : workspace.gradient(of: i + 1)
    var all = workspace.writableGradient(of: i)
    var inputGradient = all._mutatingExtracting(place)
    layers[i].inputGradient(
      &inputGradient, rows: piece.count, input: workspace.input(of: i).extracting(place),
      output: workspace.output(of: i).extracting(values),
      outputGradient: outputGradient.extracting(values),
      parameters: parameters.extracting(ranges[i]), scratch: &workspace.scratches[i])
  }

  @inline(__always)
  private func writeParameterGradient<S: Scalar>(
    _ workspace: Workspace<S>, _ i: Int, from slope: Span<S>, _ piece: Range<Int>, part: Range<Int>,
    into gradient: inout MutableSpan<S>, accumulate: Bool
  ) {
    let layers = layers.span
    let outputGradient = i == layers.count - 1 ? slope : workspace.gradient(of: i + 1)
    layers[i].parameterGradient(
      &gradient, part: part, accumulate: accumulate, rows: piece.count,
      input: workspace.input(of: i).extracting(piece.values(width: widths[i])),
      outputGradient: outputGradient.extracting(piece.values(width: widths[i + 1])),
      scratch: &workspace.scratches[i])
  }
}
