package import OptimizerLab

/// An optimizer of an experiment: its kind and settings, its learning rate, its batches.
package struct OptimizerEntry: Configurable, Sendable {
  package var name = ""
  package var optimizer: any Optimizer = GradientDescent()
  /// `nil` until the spec is read; then never.
  package var learningRate: LearningRate?
  package var batchSize: BatchSetting?
  private var givenName: String?

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.field("name", &givenName, as: .label, "Any text; without it, the kind.")
    fields.field(
      "lr", &learningRate, as: LearningRate.fieldType,
      "The learning rate: a number, or an object from problem to number. Without it, PyTorch's.")
    fields.field(
      "batch_size", &batchSize, as: BatchSetting.fieldType,
      "Examples an update: a number or \"all\". Without it, as the kind has it.")
    fields.kind(&optimizer, among: Catalog.optimizerKinds)
  }

  /// Fills in what depends on the kind.
  mutating func complete() {
    let kind = type(of: optimizer)
    givenName = givenName ?? kind.kind
    name = givenName ?? kind.kind
    learningRate = learningRate ?? .one(kind.defaultLearningRate)
  }

  /// The rate for the problem of that name.
  func rate(for problem: String) -> Double {
    switch learningRate {
    case .one(let rate)?: rate
    case .byProblem(let rates)?:
      rates.first { $0.name == problem }?.value ?? type(of: optimizer).defaultLearningRate
    case nil: type(of: optimizer).defaultLearningRate
    }
  }

  /// Examples an update, where the problem has batches of `batchSize` of `exampleCount` examples.
  func batchSize(problem batchSize: Int, exampleCount: Int) -> Int {
    let wanted: BatchSize =
      switch self.batchSize {
      case .count(let count)?: .count(count)
      case .all?: .all
      case nil: type(of: optimizer).defaultBatch
      }
    switch wanted {
    case .problem: return min(batchSize, exampleCount)
    case .count(let count): return min(count, exampleCount)
    case .all: return exampleCount
    }
  }
}

/// One learning rate for all problems, or one for each.
package enum LearningRate: Sendable, Equatable {
  case one(Double)
  case byProblem([NamedValue<Double>])

  static var fieldType: FieldType<LearningRate> {
    let rate = FieldType<Double>.number(in: .above(0))
    return .either(
      rate.converted(
        to: { .one($0) }, from: { if case .one(let value) = $0 { value } else { nil } }),
      or: FieldType<[NamedValue<Double>]>.table(of: rate, naming: "problem").converted(
        to: { .byProblem($0) },
        from: { if case .byProblem(let values) = $0 { values } else { nil } }))
  }
}

/// A batch size of an optimizer's own.
package enum BatchSetting: Sendable, Equatable {
  case count(Int)
  case all

  private enum Word: String, CaseIterable { case all }

  static var fieldType: FieldType<BatchSetting> {
    .either(
      FieldType<Int>.integer(in: 1...10_000_000).converted(
        to: { .count($0) }, from: { if case .count(let count) = $0 { count } else { nil } }),
      or: FieldType<Word>.choice.converted(
        to: { _ in .all }, from: { if case .all = $0 { .all } else { nil } }))
  }
}
