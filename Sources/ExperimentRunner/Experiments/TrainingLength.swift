package import OptimizerLab
internal import SpecLanguage

/// How long a problem is trained, and in which batches.
package struct TrainingLength: Sendable, Equatable {
  package var epochs: Int?
  package var steps: Int?
  package var batchSize = 32
  package var shuffle = Shuffle.everyEpoch
  package var dropsLast = false
  /// How many batches an update takes; more than one where a GAN's discriminator makes several.
  package var batchesPerStep = 1

  package init() {}

  mutating func configure(_ fields: inout Fields) {
    fields.integer("epochs", &epochs, in: 1...1_000_000, "Passes over the data.")
    fields.integer(
      "steps", &steps, in: 1...1_000_000_000, "Updates, in place of epochs.")
    fields.integer("batch_size", &batchSize, in: 1...10_000_000, "Examples an update.")
    fields.choice("shuffle", &shuffle, "When the examples get a new random order.")
    fields.flag(
      "drop_last", &dropsLast, "Whether an epoch's last batch is left out if it is smaller.")
    fields.exactlyOne(of: "epochs", "steps")
    fields.otherNames(["num_epochs", "n_epochs", "max_epochs"], of: "epochs")
    fields.otherNames(["num_steps", "max_steps", "iterations"], of: "steps")
  }

  /// Updates in a trial whose batches have `batchSize` of `exampleCount` examples.
  func stepCount(exampleCount: Int, batchSize: Int) -> Int {
    if let steps { return steps }
    let size = min(batchSize, exampleCount)
    let perEpoch = dropsLast ? exampleCount / size : (exampleCount + size - 1) / size
    return max((epochs ?? 1) * perEpoch / batchesPerStep, 1)
  }
}

extension OptimizerEntry {
  /// Updates in each of its trials on that problem; `nil` where a file has to be read to know.
  package func stepCount(on problem: Problem) -> Int? {
    let length = problem.task.trainingLength
    if let steps = length.steps { return steps }
    return problem.task.exampleCount.map { count in
      length.stepCount(
        exampleCount: count, batchSize: batchSize(problem: length.batchSize, exampleCount: count))
    }
  }
}
