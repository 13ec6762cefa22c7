package import OptimizerLab

/// Two half circles that reach into each other.
package struct MoonsSource: PlaneSource {
  package static let kind = "moons"
  package static let summary = "two half moons that reach into each other, as make_moons has them"

  package var settings = PlaneSettings(noise: 0.1)

  package init() {}

  package var examples: Examples {
    PlaneExamples.moons(count: settings.count, noise: settings.noise, seed: settings.seed)
  }
}
