/// Something that learns.
public struct Learner<Number: Scalar> {
  /// `model`, `discriminator` or `generator`.
  public let name: String
  /// `nil` where the parameters are the point itself.
  public let network: Network?
  public private(set) var optimizer: any Optimizer
  /// The same where a step is one update with the gradient where it stands; made once, for an optimizer
  /// with many settings would be put on the heap at each step.
  private var rule: (any GradientRule)?
  public let plan: StepPlan
  /// That of the next update.
  public private(set) var learningRate: Double
  /// That of the last one; before the first, that of the first.
  public private(set) var usedLearningRate: Double
  /// The rate of each group of parameters under the schedule, the optimizer's own first; empty without
  /// a schedule.
  private var rates: [ScheduledRate] = []
  private let schedule: (any Schedule)?
  /// Updates so far whose gradient was clipped.
  public private(set) var clippedUpdates = 0
  /// The losses of the epoch's batches, where they are watched: their sum and their number.
  private var epochLoss = (sum: 0.0, count: 0.0)
  public let initial: Numbers<Number>
  /// What the network's layers keep without learning it, shared with every workspace of this
  /// learner, and what that started from.
  public let buffers: NetworkBuffers<Number>?
  public let initialBuffers: BufferValues<Number>
  public var optimization: OptimizationState<Number>
  /// The loss on the batch that made the last update, before it; NaN before the first.
  public var loss = Double.nan
  /// What a discriminator gave the real and the fake examples of that batch, on average.
  public var realScore = Double.nan
  public var fakeScore = Double.nan
  /// The share of all of them that it gave a score within 0.01 of 0 or of 1; NaN where its scores are no
  /// probabilities.
  public var saturation = Double.nan

  /// - Parameters:
  ///   - epochLength: batches of an epoch; 1 where there are none.
  ///   - batchesPerStep: how many a step takes.
  public init(
    name: String, network: Network?, settings: LearnerSettings, initial: Numbers<Number>,
    buffers: NetworkBuffers<Number>? = nil, epochLength: Int = 1, batchesPerStep: Int = 1
  ) {
    self.name = name
    self.network = network
    var optimizer = settings.optimizer
    optimizer.setPlayer(name)
    self.optimizer = optimizer
    rule = optimizer.ownsStep ? nil : optimizer as? any GradientRule
    plan = settings.plan
    self.initial = initial
    self.buffers = buffers
    initialBuffers = buffers?.values ?? BufferValues()
    optimization = OptimizationState(initial, layout: network?.layout)
    if let network, let whole = optimizer as? any GradientRule {
      optimization.groups = ParameterGroups(
        whole, network, named: name, plan: plan, learningRate: settings.learningRate)
    }
    learningRate = settings.learningRate
    usedLearningRate = learningRate
    guard let setting = plan.schedule else {
      schedule = nil
      return
    }
    var own = setting.schedule
    let batches = plan.stepCount * batchesPerStep
    own.complete(
      length: setting.unit == .step
        ? plan.stepCount : (batches + epochLength - 1) / max(epochLength, 1))
    schedule = own
    rates = (optimization.groups?.rates ?? [learningRate]).map { own.begin(at: $0) }
    takeRates()
    usedLearningRate = learningRate
  }

  mutating func step<O: Objective>(down objective: inout O, keepsGradient: Bool)
  where O.Number == Number {
    optimization.keepsGradient = keepsGradient
    usedLearningRate = learningRate
    if let clip = plan.clip {
      var clipped = ClippedObjective(objective, clip)
      move(down: &clipped)
      objective = clipped.base
      if clipped.hasClipped { clippedUpdates += 1 }
    } else {
      move(down: &objective)
    }
  }

  @inline(__always)
  private mutating func move<O: Objective>(down objective: inout O) where O.Number == Number {
    if let rule {
      loss = objective.descend(&optimization, by: rule, learningRate: learningRate)
    } else {
      loss = optimizer.step(&optimization, down: &objective, learningRate: learningRate)
    }
  }
}

// The schedule.
extension Learner {
  /// Whether it has to be told of the ends of steps and epochs.
  var hasSchedule: Bool { schedule != nil }
  /// Whether it has to be told at the end of an epoch how the model stands.
  var watchesModel: Bool { schedule?.watched.map { $0 != .loss } ?? false }

  /// Called after each step, where there is a schedule.
  /// - Parameters:
  ///   - epochs: how many epochs ended with it.
  ///   - evaluation: how the model stands, where one ended and that is watched.
  mutating func finishStep(epochs: Int, evaluation: Evaluation?) {
    guard let schedule, let unit = plan.schedule?.unit else { return }
    if schedule.watchesLoss {
      epochLoss.sum += loss
      epochLoss.count += 1
    }
    let times = unit == .step ? 1 : epochs
    guard times > 0 else { return }
    let watched = schedule.watched.flatMap { evaluation?.value(of: $0) }
    let loss = watched ?? epochLoss.sum / epochLoss.count
    epochLoss = (0, 0)
    for _ in 0..<times {
      for i in rates.indices { schedule.advance(&rates[i], loss: loss) }
    }
    takeRates()
  }

  private mutating func takeRates() {
    learningRate = rates[0].value
    for i in rates.indices { optimization.groups?.setRate(rates[i].value, ofGroup: i) }
    let momentum = rates[0].momentum
    guard !momentum.isNaN else { return }
    optimizer.setMomentum(momentum)
    rule?.setMomentum(momentum)
    optimization.groups?.setMomentum(momentum)
  }

  /// What a checkpoint has to hold of the plan; empty where there is nothing.
  var planState: [Double] {
    guard schedule != nil || plan.clip != nil else { return [] }
    return [Double(clippedUpdates), epochLoss.sum, epochLoss.count] + rates.flatMap(\.numbers)
  }

  /// Whether `numbers` can be the `planState` of such a learner.
  func fits(planState numbers: [Double]) -> Bool {
    var copy = rates
    return Self.restore(&copy, from: numbers, isEmpty: schedule == nil && plan.clip == nil)
  }

  mutating func restore(planState numbers: [Double]) {
    guard Self.restore(&rates, from: numbers, isEmpty: false) else { return }
    clippedUpdates = Int(numbers[0])
    epochLoss = (numbers[1], numbers[2])
    if schedule != nil { takeRates() }
  }

  private static func restore(
    _ rates: inout [ScheduledRate], from numbers: [Double], isEmpty: Bool
  ) -> Bool {
    if isEmpty { return numbers.isEmpty }
    guard numbers.count >= 3, Int(exactly: numbers[0]) != nil else { return false }
    var rest = numbers[3...]
    for i in rates.indices {
      guard rates[i].restore(rest.prefix(rates[i].numbers.count)) else { return false }
      rest = rest.dropFirst(rates[i].numbers.count)
    }
    return rest.isEmpty
  }
}
