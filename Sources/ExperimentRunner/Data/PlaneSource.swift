package import OptimizerLab
package import SpecLanguage

/// Points of the plane in classes, that the program draws itself.
package protocol PlaneSource: DataSource {
  var settings: PlaneSettings { get set }
  var classCount: Int { get }
  /// All of them, none held out.
  var examples: Examples { get }
  /// Reads the fields of this kind alone.
  mutating func configureOwn(_ fields: inout Fields)
}

/// What the sets of points have in common.
package struct PlaneSettings: Sendable {
  package var count = 256
  package var noise: Double
  package var seed: UInt64 = 0
  package var holdout = HoldoutSettings()

  init(noise: Double) { self.noise = noise }
}

extension PlaneSource {
  package mutating func configure(_ fields: inout Fields) {
    fields.integer("count", &settings.count, in: 2...10_000_000, "How many points.")
    configureOwn(&fields)
    fields.number(
      "noise", &settings.noise, in: 0...1e6,
      "Standard deviation of the normal noise on both coordinates.")
    fields.integer("seed", &settings.seed, "Seed of the points, the same for all trials.")
    settings.holdout.configure(&fields, besidesShare: .nothing)
    settings.holdout.check(&fields, exampleCount: settings.count)
    if settings.count < classCount {
      fields.report(
        "\(settings.count) points are too few for \(classCount) classes; each has at least one",
        at: ["count"])
    }
  }

  package mutating func configureOwn(_ fields: inout Fields) {}
  package var classCount: Int { 2 }

  package var shape: DataShape? { DataShape(width: 2, targetWidth: 1, classCount: classCount) }
  package var holdsOut: Bool { settings.holdout.isUsed }
  package var exampleCount: Int? {
    settings.holdout.trainingCount(of: settings.count)
  }

  package func load(for use: DataUse, from folder: String) throws(DataError) -> LoadedData {
    try settings.holdout.divide(examples, of: Self.kind)
  }
}
