/// The mean loss of a network over one batch of examples.
public struct SupervisedObjective<Number: Scalar>: Objective {
  public let network: Network
  let loss: any Loss
  let workspace: Workspace<Number>
  private let examples: Examples
  private let targets: AlignedMemory<Number>
  private var rows = 0
  public private(set) var gradientEvaluations = 0

  /// - Parameters:
  ///   - batchSize: the most examples a batch can have.
  ///   - buffers: those of the learner; without them, the network's first ones.
  public init(
    _ network: Network, loss: any Loss, examples: Examples, batchSize: Int,
    buffers: NetworkBuffers<Number>? = nil
  ) {
    self.network = network
    self.loss = loss
    self.examples = examples
    workspace = Workspace(network, rows: batchSize, buffers: buffers)
    targets = AlignedMemory(count: batchSize * examples.targetWidth)
  }

  /// Takes the examples at these places as the batch.
  public mutating func load(_ batch: ArraySlice<Int>) {
    rows = batch.count
    var features = workspace.input
    examples.copyFeatures(batch, into: &features)
    let wanted = targets
    var targets = wanted.mutableSpan
    examples.copyTargets(batch, into: &targets)
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  public mutating func evaluate(
    at point: Span<Number>, gradient: inout MutableSpan<Number>
  ) -> Double {
    let loss = forward(at: point)
    network.backward(workspace, rows: rows, parameters: point, into: &gradient)
    return loss
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  public mutating func descend(
    _ optimization: inout OptimizationState<Number>, by rule: any GradientRule,
    learningRate: Double
  ) -> Double {
    let loss = forward(at: optimization.parameters.span)
    network.descend(
      workspace, rows: rows, &optimization, by: rule, learningRate: learningRate)
    return loss
  }

  /// The mean loss, whose gradient by what comes out is written where a backward pass begins.
  @inline(__always)
  private mutating func forward(at point: Span<Number>) -> Double {
    gradientEvaluations += rows
    network.forward(workspace, rows: rows, parameters: point)
    let values = rows * network.outputs
    let wanted = targets
    var all = workspace.outputGradient
    var slope = all._mutatingExtracting(first: values)
    let total = loss.sum(
      workspace.output.extracting(first: values), target: wanted.span.extracting(first: values),
      scale: 1 / Number(values), gradient: &slope)
    return Double(Number(total / Double(values)))
  }

  /// The sum of the losses of the examples at these places, without a gradient.
  public mutating func totalLoss(
    over batch: ArraySlice<Int>, at point: Span<Number>, mode: Mode = .evaluation
  ) -> Double {
    load(batch)
    network.forward(workspace, rows: rows, parameters: point, mode: mode)
    let values = rows * network.outputs
    let wanted = targets
    return loss.sum(
      workspace.output.extracting(first: values), target: wanted.span.extracting(first: values))
  }
}
