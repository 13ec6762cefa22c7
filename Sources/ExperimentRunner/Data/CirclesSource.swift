package import OptimizerLab
package import SpecLanguage

/// A circle in another.
package struct CirclesSource: PlaneSource {
  package static let kind = "circles"
  package static let summary = "a circle in a larger one, as make_circles has them"

  package var settings = PlaneSettings(noise: 0.05)
  package var factor = 0.8

  package init() {}

  package mutating func configureOwn(_ fields: inout Fields) {
    fields.number(
      "factor", &factor, in: 0..<1, "Radius of the inner circle; the outer one's is 1.")
  }

  package var examples: Examples {
    PlaneExamples.circles(
      count: settings.count, noise: settings.noise, factor: factor, seed: settings.seed)
  }
}
