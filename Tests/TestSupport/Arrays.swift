public import OptimizerLab

// Passes through networks, objectives and losses with arrays in place of spans.

extension Array where Element: Scalar {
  /// The numbers of a span.
  public init(_ span: Span<Element>) {
    self = span.indices.map { span[$0] }
  }
}

extension Workspace {
  /// Writes the examples.
  public func take(_ values: [S]) {
    var input = input
    for (i, value) in values.enumerated() { input[i] = value }
  }

  /// Writes the loss's gradient by what comes out.
  public func takeGradient(_ values: [S]) {
    var gradient = outputGradient
    for (i, value) in values.enumerated() { gradient[i] = value }
  }

  public var outputs: [S] { Array(output) }
  public var inputGradients: [S] { Array(inputGradient) }
  public func outputs(of layer: Int) -> [S] { Array(output(of: layer)) }
}

extension Network {
  public func forward<S: Scalar>(
    _ workspace: Workspace<S>, rows: Int, parameters: [S], through last: Int? = nil,
    mode: Mode = .training
  ) {
    forward(workspace, rows: rows, parameters: parameters.span, through: last, mode: mode)
  }

  public func backward<S: Scalar>(
    _ workspace: Workspace<S>, rows: Int, parameters: [S], into gradient: inout [S],
    wantsInput: Bool = false
  ) {
    var all = gradient.mutableSpan
    backward(
      workspace, rows: rows, parameters: parameters.span, into: &all, wantsInput: wantsInput)
  }
}

extension Objective {
  public mutating func evaluate(at point: [Number], gradient: inout [Number]) -> Double {
    var all = gradient.mutableSpan
    return evaluate(at: point.span, gradient: &all)
  }
}

extension Loss {
  public func sum<S: Scalar>(
    _ output: [S], target: [S], scale: S, gradient: inout [S]
  ) -> Double {
    var all = gradient.mutableSpan
    return sum(output.span, target: target.span, scale: scale, gradient: &all)
  }

  public func sum<S: Scalar>(_ output: [S], target: [S]) -> Double {
    sum(output.span, target: target.span)
  }
}

extension Network {
  public func forward<S: Scalar>(
    _ workspace: Workspace<S>, rows: Int, parameters: Numbers<S>, mode: Mode = .training
  ) {
    forward(workspace, rows: rows, parameters: parameters.span, mode: mode)
  }
}

extension OptimizationState {
  public init(_ parameters: [S], layout: ParameterLayout? = nil) {
    self.init(Numbers(parameters), layout: layout)
  }
}
