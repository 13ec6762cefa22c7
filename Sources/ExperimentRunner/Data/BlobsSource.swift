package import OptimizerLab
package import SpecLanguage

/// Heaps of points.
package struct BlobsSource: PlaneSource {
  package static let kind = "blobs"
  package static let summary = "heaps of points around random centres, as make_blobs has them"

  package var settings = PlaneSettings(noise: 1)
  package var centers = 3

  package init() {}

  package mutating func configureOwn(_ fields: inout Fields) {
    fields.integer("centers", &centers, in: 2...1000, "How many heaps, each a class.")
  }

  package var classCount: Int { centers }

  package var examples: Examples {
    PlaneExamples.blobs(
      count: settings.count, noise: settings.noise, centers: centers, seed: settings.seed)
  }
}
