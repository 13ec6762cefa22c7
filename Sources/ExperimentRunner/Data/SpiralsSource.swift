package import OptimizerLab
package import SpecLanguage

/// Arms that wind around each other.
package struct SpiralsSource: PlaneSource {
  package static let kind = "spirals"
  package static let summary = "arms that wind around the middle, one a class"

  package var settings = PlaneSettings(noise: 0.02)
  package var classes = 2
  package var turns = 1.5

  package init() {}

  package mutating func configureOwn(_ fields: inout Fields) {
    fields.integer("classes", &classes, in: 2...100, "How many arms.")
    fields.number("turns", &turns, in: 0...100, "Turns that an arm takes around the middle.")
  }

  package var classCount: Int { classes }

  package var examples: Examples {
    PlaneExamples.spirals(
      count: settings.count, noise: settings.noise, classes: classes, turns: turns,
      seed: settings.seed)
  }
}
