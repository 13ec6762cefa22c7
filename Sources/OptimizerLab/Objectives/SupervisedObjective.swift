/// The mean loss of a network over one batch of examples.
public struct SupervisedObjective<Number: Scalar>: Objective {
  public let network: Network
  let loss: any Loss
  let workspace: Workspace<Number>
  private let examples: Examples
  private let targets: AlignedMemory<Number>
  private let targetWidth: Int
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
    targetWidth = examples.targetWidth
    precondition(targetWidth == loss.targetWidth(outputs: network.outputs))
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

  /// What the sum of the batch's losses is divided by.
  var weight: Double {
    let wanted = targets
    return loss.weight(of: wanted.span.extracting(first: rows * targetWidth))
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
    let wanted = targets
    let target = wanted.span.extracting(first: rows * targetWidth)
    let weight = loss.weight(of: target)
    var all = workspace.outputGradient
    var slope = all._mutatingExtracting(first: rows * network.outputs)
    let total = loss.sum(
      workspace.output.extracting(first: rows * network.outputs), target: target,
      scale: 1 / Number(weight), gradient: &slope)
    return Double(Number(total / weight))
  }

  /// The sum of the losses of the examples at these places, without a gradient.
  public mutating func totalLoss(
    over batch: ArraySlice<Int>, at point: Span<Number>, mode: Mode = .evaluation
  ) -> LossSum {
    load(batch)
    network.forward(workspace, rows: rows, parameters: point, mode: mode)
    let wanted = targets
    let output = workspace.output.extracting(first: rows * network.outputs)
    let target = wanted.span.extracting(first: rows * targetWidth)
    var sum = LossSum(total: loss.sum(output, target: target), weight: loss.weight(of: target))
    if examples.classes != nil { sum.hits = hitCount(output, classes: target) }
    return sum
  }
}

/// The losses of some examples.
public struct LossSum: Sendable, Equatable {
  public var total = 0.0
  /// What the total is divided by for the mean.
  public var weight = 0.0
  /// Examples whose class has the largest output; 0 where targets are no classes.
  public var hits = 0

  public init(total: Double = 0, weight: Double = 0, hits: Int = 0) {
    self.total = total
    self.weight = weight
    self.hits = hits
  }

  public var mean: Double { total / weight }

  static func += (sum: inout LossSum, more: LossSum) {
    sum.total += more.total
    sum.weight += more.weight
    sum.hits += more.hits
  }
}
