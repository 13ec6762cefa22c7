/// The mean loss of a network over one batch of examples.
public struct SupervisedObjective<Number: Scalar>: Objective {
  public let network: Network
  let loss: any Loss
  let workspace: Workspace<Number>
  private let examples: Examples
  private var targets: [Number]
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
    targets = [Number](repeating: 0, count: batchSize * examples.targetWidth)
  }

  /// Takes the examples at these places as the batch.
  public mutating func load(_ batch: ArraySlice<Int>) {
    rows = batch.count
    examples.copyFeatures(batch, into: &workspace.input)
    examples.copyTargets(batch, into: &targets)
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  public mutating func evaluate(at point: [Number], gradient: inout [Number]) -> Double {
    gradientEvaluations += rows
    network.forward(workspace, rows: rows, parameters: point)
    let values = rows * network.outputs
    let total = loss.sum(
      workspace.output, target: targets, rows: 0..<rows, width: network.outputs,
      scale: 1 / Number(values), gradient: &workspace.last.outputGradient)
    network.backward(workspace, rows: rows, parameters: point, into: &gradient)
    return Double(Number(total / Double(values)))
  }

  /// The sum of the losses of the examples at these places, without a gradient.
  public mutating func totalLoss(
    over batch: ArraySlice<Int>, at point: [Number], mode: Mode = .evaluation
  ) -> Double {
    load(batch)
    network.forward(workspace, rows: rows, parameters: point, mode: mode)
    return loss.sum(workspace.output, target: targets, rows: 0..<rows, width: network.outputs)
  }
}
