/// What a learner does around its optimizer: how its rate changes, what becomes of its gradient before
/// the update, and which parameters are treated apart.
public struct StepPlan: Sendable {
  public var schedule: ScheduleSetting?
  public var clip: GradientClip?
  /// Whether biases and the parameters of normalizations decay as weights do.
  public var decaysBiases = true
  /// What the learning rate of a layer is multiplied by, from `2` or `generator.2` on.
  public var layerScales: [(layer: String, scale: Double)] = []
  /// Updates in the whole trial.
  public var stepCount = 0

  public init() {}

  /// What the rate of that layer is multiplied by: what names its network goes before what does not.
  public func scale(ofLayer layer: Int, in network: String) -> Double {
    let whole = layerScales.last { $0.layer == "\(network).\(layer)" }
    return (whole ?? layerScales.last { $0.layer == "\(layer)" })?.scale ?? 1
  }
}

/// An optimizer with its rate and its plan.
public struct LearnerSettings: Sendable {
  public var optimizer: any Optimizer
  public var learningRate: Double
  public var plan: StepPlan

  public init(optimizer: any Optimizer, learningRate: Double, plan: StepPlan = StepPlan()) {
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.plan = plan
  }
}
