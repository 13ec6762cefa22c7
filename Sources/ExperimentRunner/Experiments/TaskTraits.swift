/// What statistics, figures and messages ask of a task, so that none has to know its kind.
package struct TaskTraits: Sendable, Equatable {
  /// The place of the network whose final loss decides between learning rates.
  package var comparedNetwork: Int
  /// Whether a lower loss is a better one. The two losses of a GAN are not: one falls where the other
  /// rises.
  package var hasComparableLoss: Bool
  /// The quantity by which optimizers are compared in place of the loss, lower being better, of trials
  /// that recorded it: of the compared network. `nil` where it is the loss.
  package var measure: Quantity?
  /// Whether it learns from examples: it has epochs then, and a gradient is counted for each example.
  package var hasExamples: Bool
  /// Whether another seed gives other numbers: where examples are drawn, weights, or noise.
  package var isRandom: Bool
  /// The least loss there is, where it is known; losses are shown above it.
  package var referenceLoss: Double?
  /// Whether its loss over all data is the distance of its point from an equilibrium.
  package var isDistance = false

  package init(
    comparedNetwork: Int = 0, hasComparableLoss: Bool = true, measure: Quantity? = nil,
    hasExamples: Bool = true, isRandom: Bool? = nil,
    referenceLoss: Double? = nil
  ) {
    self.comparedNetwork = comparedNetwork
    self.hasComparableLoss = hasComparableLoss
    self.measure = measure
    self.hasExamples = hasExamples
    self.isRandom = isRandom ?? hasExamples
    self.referenceLoss = referenceLoss
  }
}
