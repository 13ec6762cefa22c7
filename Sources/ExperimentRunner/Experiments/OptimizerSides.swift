package import OptimizerLab
package import SpecLanguage

/// The optimizer of one of a GAN's two players.
package struct OptimizerSide: Configurable, Sendable {
  package var optimizer: any Optimizer = GradientDescent()
  /// `nil` until the spec is read; then never. One rate, or one for each problem.
  package var learningRate: LearningRate?
  package var step = StepFields()

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.field(
      "lr", &learningRate, as: LearningRate.oneFieldType,
      "The learning rate: a number, or an object from problem to one. Without it, PyTorch's.")
    step.configure(&fields)
    fields.kind(&optimizer, among: Catalog.optimizerKinds)
    fields.otherNames(["learning_rate", "learningRate", "eta"], of: "lr")
    fields.elsewhere("batch_size", "\"batch_size\" beside the two: both meet the same batches")
  }

  /// Fills in what depends on the kind.
  mutating func complete() {
    learningRate = learningRate ?? .all(.one(type(of: optimizer).defaultLearningRate))
  }

  /// The rates of all problems, or the one for all.
  package var rates: [Double] {
    switch learningRate {
    case .all(let rates)?: rates.values
    case .byProblem(let table)?: table.flatMap(\.value.values)
    case nil: []
    }
  }

  func rate(for problem: String) -> Double {
    learningRate?.rates(for: problem)?.values.first ?? type(of: optimizer).defaultLearningRate
  }

  func settings(problem: String, stepCount: Int) -> LearnerSettings {
    LearnerSettings(
      optimizer: optimizer, learningRate: rate(for: problem), plan: step.plan(stepCount: stepCount))
  }
}

/// `{"name": "A/B", "discriminator": {"kind": "adam"}, "generator": {"kind": "minibatch"}}`: an entry
/// with an optimizer for each player of a GAN.
struct TwoSidedEntry: Configurable {
  static let sides = ["discriminator", "generator"]

  var name: String?
  var batchSize: BatchSetting?
  var discriminator = OptimizerSide()
  var generator = OptimizerSide()

  init() {}

  mutating func configure(_ fields: inout Fields) {
    fields.field("name", &name, as: .label, "Any text; without it, both kinds.")
    fields.object(
      Self.sides[0], &discriminator, required: true, "The optimizer of the discriminator.")
    fields.object(Self.sides[1], &generator, required: true, "The optimizer of the generator.")
    fields.field(
      "batch_size", &batchSize, as: BatchSetting.fieldType,
      "Examples an update: a number or \"all\". Without it, as the kinds have it.")
    fields.elsewhere("kind", "\"kind\" in each of the two, \"discriminator\" and \"generator\"")
    fields.elsewhere("lr", "\"lr\" in each of the two, \"discriminator\" and \"generator\"")
    let batches = [discriminator, generator].map { type(of: $0.optimizer).defaultBatch }
    if batchSize == nil, batches[0] != batches[1], Self.sides.allSatisfy({ fields.has($0) }) {
      fields.report(
        "\(type(of: discriminator.optimizer).kind) and \(type(of: generator.optimizer).kind) take "
          + "different batches, but both players meet the same: give the entry a \"batch_size\"")
    }
  }
}

extension OptimizerEntry {
  /// An entry with one optimizer, or with one for each player of a GAN.
  static var fieldType: FieldType<OptimizerEntry> {
    FieldType<OptimizerEntry>.either(
      FieldType<TwoSidedEntry>.object.converted(
        to: { OptimizerEntry($0) }, from: { $0.sides }),
      or: .object,
      where: { node in TwoSidedEntry.sides.contains { node.child(.key($0)) != nil } }
    ).expecting("an object")
  }

  private init(_ entry: TwoSidedEntry) {
    self.init()
    let kinds = [entry.discriminator, entry.generator].map { type(of: $0.optimizer).kind }
    givenName = entry.name ?? kinds.joined(separator: "/")
    batchSize = entry.batchSize
    discriminator = entry.discriminator
    // The generator is what a GAN is trained for: what is asked of an entry is asked of its side.
    optimizer = entry.generator.optimizer
    learningRate = entry.generator.learningRate
    step = entry.generator.step
  }

  /// Both its sides; `nil` for an entry with one optimizer.
  package var sidesAsWritten: (discriminator: OptimizerSide, generator: OptimizerSide)? {
    sides.map { ($0.discriminator, $0.generator) }
  }

  /// `nil` for an entry with one optimizer.
  private var sides: TwoSidedEntry? {
    guard let discriminator else { return nil }
    var entry = TwoSidedEntry()
    entry.name = givenName
    entry.batchSize = batchSize
    entry.discriminator = discriminator
    entry.generator.optimizer = optimizer
    entry.generator.learningRate = learningRate
    entry.generator.step = step
    return entry
  }

  /// `adam`, or `adam/minibatch`: the discriminator's and the generator's.
  package var kind: String {
    let own = type(of: optimizer).kind
    return discriminator.map { "\(type(of: $0.optimizer).kind)/\(own)" } ?? own
  }

  /// Whether some learning rate of it changes with time.
  package var hasSchedule: Bool {
    step.schedule != nil || discriminator?.step.schedule != nil
  }

  /// All its optimizers.
  package var optimizers: [any Optimizer] {
    (discriminator.map { [$0.optimizer] } ?? []) + [optimizer]
  }
}

extension TrialSettings {
  /// As `OptimizerEntry.kind`.
  package var kind: String {
    let own = type(of: optimizer).kind
    return discriminator.map { "\(type(of: $0.optimizer).kind)/\(own)" } ?? own
  }

  /// Fills in what an entry says beyond its optimizer and rate.
  mutating func take(_ entry: OptimizerEntry, problem: String, stepCount: Int) {
    plan = entry.step.plan(stepCount: stepCount)
    discriminator = entry.discriminator?.settings(problem: problem, stepCount: stepCount)
  }
}
