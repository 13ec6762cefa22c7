internal import OptimizerLab
package import SpecLanguage

/// What is measured during a trial, and how often.
package struct RecordSettings: Configurable, Sendable {
  /// Steps from one recorded step to the next; the first and the last are always recorded.
  package var every = 10
  /// Recorded steps at most: where `every` would make more, they are chosen by the trial's length
  /// (`RecordedSteps`). `nil` for any number, which is what it is where a spec gives `every` alone. The
  /// usual one is what figures draw (`Thinning.limit`), so that of long trials nothing is averaged.
  package var points: Int? = 320
  /// How many examples (for a generator, noise vectors) units are judged by. So many that to record
  /// every tenth step of a GAN takes a twentieth of its time.
  package var probe = 64
  /// How many pictures of a generator are held against the real ones at each of at most 24 recorded
  /// steps; 0 for none.
  package var samples = Self.usualSamples
  /// At how many recorded steps, at most, the curvature of the loss over all data is measured; 0 for
  /// none.
  package var sharpness = 0
  /// At how many places of the line between two optimizers' solutions the loss is taken; 0 for none.
  package var interpolation = 0
  /// A larger loss counts as diverged; `nil` for none but what is no number.
  package var divergedAbove: Double?
  /// Of which trials the tables have histograms; `nil` where their number decides.
  package var histograms: Histograms?
  /// Whether event files for TensorBoard are made of what was recorded.
  package var tensorboard = false

  package static let usualSamples = 512

  package enum Histograms: String, CaseIterable, Sendable {
    /// One of each problem and optimizer, and those that figures choose.
    case shown
    case all
    case none
  }

  package init() {}

  /// The fields that say what is made of the records, and change none of them.
  static let fieldsOfOutput = ["tensorboard", "interpolation", "histograms"]

  /// Which steps are recorded of a trial of that length.
  package func recordedSteps(of stepCount: Int) -> RecordedSteps {
    RecordedSteps(stepCount: stepCount, every: every, points: points)
  }

  package mutating func configure(_ fields: inout Fields) {
    fields.integer(
      "every", &every, in: 1...1_000_000_000,
      "Steps from one recorded step to the next; the first and the last are always recorded.")
    // A spec that says how often says so of trials of any length.
    if fields.has("every") { points = nil }
    fields.field(
      "points", &points, as: .integer(in: 10...1_000_000),
      "Recorded steps at most: where \"every\" would make more, so many, close together at first; any "
        + "number where \"every\" is given and this is not.")
    fields.integer(
      "probe", &probe, in: 1...1_000_000,
      "Examples by which units are judged to be dead or alive.")
    fields.integer(
      "samples", &samples, in: 0...100_000,
      "Pictures of a generator that are held against the real ones at up to 24 steps; 0 for none.")
    if samples == 1 {
      fields.report("one picture has no spread: 0 for none, or at least 2", at: ["samples"])
    }
    fields.integer(
      "sharpness", &sharpness, in: 0...1_000_000,
      "Recorded steps at most at which the sharpness of the loss over all data is measured; 0: none."
    )
    fields.integer(
      "interpolation", &interpolation, in: 0...10_000,
      "Losses taken on the line between each two optimizers' solutions, 25 for example; 0: none.")
    if (1...2).contains(interpolation) {
      fields.report(
        "a line has two ends and something between them: 0 for none, or at least 3",
        at: ["interpolation"])
    }
    fields.field(
      "diverged_above", &divergedAbove, as: .number(in: .above(0)),
      "A loss above it ends the trial as diverged; without it, only one that is no finite number.")
    fields.choice(
      "histograms", &histograms,
      "Trials of which histograms.csv has rows: \"all\", \"none\", or \"shown\", one of each problem and "
        + "optimizer and those that figures choose; without it all of up to 200, of more those shown."
    )
    fields.flag(
      "tensorboard", &tensorboard,
      "Whether event files for TensorBoard are written, into tensorboard/ of the output folder.")
  }
}
