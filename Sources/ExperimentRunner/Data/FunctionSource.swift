package import OptimizerLab
package import SpecLanguage

/// Noisy samples of a function of one variable.
package struct FunctionSource: DataSource {
  package static let kind = "function"
  package static let summary = "noisy samples of a function of one variable"

  package var function = SampledFunction.sine
  package var count = 256
  package var noise = 0.1
  package var seed: UInt64 = 0
  package var holdout = HoldoutSettings()

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.choice("function", &function, "What is sampled.")
    fields.integer("count", &count, in: 1...10_000_000, "How many samples.")
    fields.number(
      "noise", &noise, in: 0...1e6, "Standard deviation of the normal noise on the values.")
    fields.integer("seed", &seed, "Seed of the samples, the same for all trials.")
    holdout.configure(&fields, besidesShare: .nothing)
    holdout.check(&fields, exampleCount: count)
  }

  package var shape: DataShape? { DataShape(width: 1, targetWidth: 1) }
  package var exampleCount: Int? { holdout.trainingCount(of: count) }
  package var holdsOut: Bool { holdout.isUsed }

  package func load(for use: DataUse, from folder: String) throws(DataError) -> LoadedData {
    try holdout.divide(
      function.samples(count: count, noise: noise, seed: seed), of: Self.kind)
  }
}
