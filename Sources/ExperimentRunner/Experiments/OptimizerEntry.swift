package import OptimizerLab
package import SpecLanguage

/// An optimizer of an experiment: its kind and settings, its learning rate, its batches.
package struct OptimizerEntry: Configurable, Sendable {
  package var name = ""
  package var optimizer: any Optimizer = GradientDescent()
  /// `nil` until the spec is read; then never.
  package var learningRate: LearningRate?
  package var batchSize: BatchSetting?
  package var step = StepFields()
  /// The discriminator's optimizer in a GAN, where that has one of its own; then the others here are the
  /// generator's.
  package var discriminator: OptimizerSide?
  /// What is searched of it, beside and before what is searched for all.
  package var search: [NamedValue<SearchRange>]?
  /// Whether what is searched could not be read.
  private(set) var hasBadSearch = false
  var givenName: String?

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.field("name", &givenName, as: .label, "Any text; without it, the kind.")
    fields.field(
      "lr", &learningRate, as: LearningRate.fieldType,
      "The learning rate: a number; a list, or {\"log_grid\": [from, to, count]}, to try several; "
        + "{\"edge\": [low, high]} to find where trials begin to diverge; or an object from problem to "
        + "one of these. Without it, PyTorch's.")
    fields.field(
      "batch_size", &batchSize, as: BatchSetting.fieldType,
      "Examples an update: a number or \"all\". Without it, as the kind has it.")
    fields.field(
      "search", &search, as: SearchRange.table,
      "With tuning, from setting to what is tried of it, as in tuning's own search, before which it "
        + "goes.")
    step.configure(&fields)
    hasBadSearch = fields.has("search") && search == nil
    fields.kind(&optimizer, among: Catalog.optimizerKinds)
    fields.otherNames(["learning_rate", "learningRate", "eta"], of: "lr")
    fields.otherNames(["epsilon"], of: "eps")
    fields.otherNames(["beta1", "beta2", "beta_1", "beta_2"], of: "betas")
    warnOfBatch(&fields)
  }

  /// What `sgd` and `gd` mean here is one example and all of them; elsewhere it is any batch.
  private func warnOfBatch(_ fields: inout Fields) {
    let kind = type(of: optimizer)
    let usual = kind.defaultBatch
    guard let batchSize, usual != .problem, batchSize.size != usual else { return }
    let meant = batchSize == .all ? GradientDescent.kind : MinibatchGradientDescent.kind
    fields.warn(
      "here, \(quoted(kind.kind)) means \(usual == .all ? "all examples" : "one example") an update; "
        + "with another batch it does what \(quoted(meant)) does", at: ["batch_size"])
  }

  /// Fills in what depends on the kind.
  mutating func complete() {
    let kind = type(of: optimizer)
    givenName = givenName ?? kind.kind
    name = givenName ?? kind.kind
    learningRate = learningRate ?? .all(.one(kind.defaultLearningRate))
    discriminator?.complete()
  }

  /// The rates for the problem of that name, in the order of the spec; of an edge that is looked for,
  /// both ends.
  package func rates(for problem: String) -> [Double] {
    learningRates(for: problem)?.values ?? [type(of: optimizer).defaultLearningRate]
  }

  func learningRates(for problem: String) -> LearningRates? {
    learningRate?.rates(for: problem)
  }

  /// Examples an update, where the problem has batches of `batchSize` of `exampleCount` examples.
  func batchSize(problem batchSize: Int, exampleCount: Int) -> Int {
    min(wantedBatchSize(problem: batchSize) ?? exampleCount, exampleCount)
  }

  /// The same where the data do not matter: as many as are asked for; `nil` for all.
  func wantedBatchSize(problem batchSize: Int) -> Int? {
    switch self.batchSize?.size ?? type(of: optimizer).defaultBatch {
    case .problem: batchSize
    case .count(let count): count
    case .all: nil
    }
  }
}

/// The learning rates for all problems, or those of each.
package enum LearningRate: Sendable, Equatable {
  case all(LearningRates)
  case byProblem([NamedValue<LearningRates>])

  package func rates(for problem: String) -> LearningRates? {
    switch self {
    case .all(let rates): rates
    case .byProblem(let table): table.first { $0.name == problem }?.value
    }
  }

  static var fieldType: FieldType<LearningRate> { fieldType(of: LearningRates.fieldType) }

  /// Without several rates to be tried.
  static var oneFieldType: FieldType<LearningRate> { fieldType(of: LearningRates.oneFieldType) }

  private static func fieldType(
    of rates: FieldType<LearningRates>
  ) -> FieldType<LearningRate> {
    let table = FieldType<[NamedValue<LearningRates>]>.table(of: rates, naming: "problem")
    return .either(
      rates.converted(
        to: { .all($0) }, from: { if case .all(let rates) = $0 { rates } else { nil } }),
      or: table.describing {
        // The schema must not take a bad grid for a problem of that name.
        let isNoGrid = JSONNode.object([
          .init(
            "not",
            .object([
              .init("enum", .array([RateGrid.key, EdgeInterval.key].map(JSONNode.string)))
            ]))
        ])
        return table.schema().adding("propertyNames", isNoGrid)
      }.converted(
        to: { .byProblem($0) },
        from: { if case .byProblem(let values) = $0 { values } else { nil } }),
      where: { $0.shape != .object || LearningRates.areRates($0) }
    ).expecting("\(rates.expectation), or an object from problem to one of these")
  }
}

/// A batch size of an optimizer's own.
package enum BatchSetting: Sendable, Equatable {
  case count(Int)
  case all

  /// The same as an optimizer says it.
  var size: BatchSize {
    switch self {
    case .count(let count): .count(count)
    case .all: .all
    }
  }

  private enum Word: String, CaseIterable { case all }

  static var fieldType: FieldType<BatchSetting> {
    .either(
      FieldType<Int>.integer(in: 1...10_000_000).converted(
        to: { .count($0) }, from: { if case .count(let count) = $0 { count } else { nil } }),
      or: FieldType<Word>.choice.converted(
        to: { _ in .all }, from: { if case .all = $0 { .all } else { nil } }))
  }
}
