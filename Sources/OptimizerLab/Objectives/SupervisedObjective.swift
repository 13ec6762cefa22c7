/// The mean loss of a network over one batch of examples.
public struct SupervisedObjective<Number: Scalar>: Objective {
  public let network: Network
  let loss: any Loss
  let workspace: Workspace<Number>
  private let examples: Examples
  private var targets: [Number]
  private var rows = 0
  public private(set) var gradientEvaluations = 0

  /// - Parameter batchSize: the most examples a batch can have.
  public init(_ network: Network, loss: any Loss, examples: Examples, batchSize: Int) {
    self.network = network
    self.loss = loss
    self.examples = examples
    workspace = Workspace(network, rows: batchSize)
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
    let values = 0..<rows * network.outputs
    let total = loss.sum(
      workspace.output, target: targets, in: values, scale: 1 / Number(values.count),
      gradient: &workspace.last.outputGradient)
    network.backward(workspace, rows: rows, parameters: point, into: &gradient)
    return Double(Number(total / Double(values.count)))
  }

  /// The mean loss over the examples at these places, without a gradient.
  public mutating func totalLoss(over batch: ArraySlice<Int>, at point: [Number]) -> Double {
    load(batch)
    network.forward(workspace, rows: rows, parameters: point)
    return loss.sum(workspace.output, target: targets, in: 0..<rows * network.outputs)
  }
}
