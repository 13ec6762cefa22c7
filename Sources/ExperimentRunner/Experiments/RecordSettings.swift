internal import OptimizerLab
package import SpecLanguage

/// What is measured during a trial, and how often.
package struct RecordSettings: Configurable, Sendable {
  /// Steps from one recorded step to the next; the first and the last are always recorded.
  package var every = 10
  /// How many examples (for a generator, noise vectors) units are judged by. So many that to record
  /// every tenth step of a GAN takes a twentieth of its time.
  package var probe = 64
  /// A larger loss counts as diverged; `nil` for none but what is no number.
  package var divergedAbove: Double?
  /// Whether event files for TensorBoard are made of what was recorded.
  package var tensorboard = false

  package init() {}

  /// The fields that say what is made of the records, and change none of them.
  static let fieldsOfOutput = ["tensorboard"]

  package mutating func configure(_ fields: inout Fields) {
    fields.integer(
      "every", &every, in: 1...1_000_000_000,
      "Steps from one recorded step to the next; the first and the last are always recorded.")
    fields.integer(
      "probe", &probe, in: 1...1_000_000,
      "Examples by which units are judged to be dead or alive.")
    fields.field(
      "diverged_above", &divergedAbove, as: .number(in: .above(0)),
      "A loss above it ends the trial as diverged; without it, only one that is no finite number.")
    fields.flag(
      "tensorboard", &tensorboard,
      "Whether event files for TensorBoard are written, into tensorboard/ of the output folder.")
  }
}
