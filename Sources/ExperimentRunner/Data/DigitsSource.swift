internal import OptimizerLab
package import SpecLanguage

/// Digits that the program draws itself.
package struct DigitsSource: DataSource {
  package static let kind = "digits"
  package static let summary = "28×28 digits that the program draws itself, from a seed"

  package var count = 2048
  package var seed: UInt64 = 0

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.integer("count", &count, in: 1...1_000_000, "How many pictures.")
    fields.integer("seed", &seed, "Seed of the pictures, the same for all trials.")
  }

  package var shape: DataShape? { DataShape(width: 784, targetWidth: 0, classCount: 10) }
  package var pictureSize: (rows: Int, columns: Int)? { (28, 28) }
  package var exampleCount: Int? { count }

  package func load(for use: DataUse, from folder: String) -> LoadedData {
    let (pixels, labels) = Digits.draw(count: count, seed: seed)
    let examples = Examples(images: pixels, width: width, labels: labels)
    return LoadedData(
      use == .classes ? examples.classified((0...9).map { "\($0)" }) ?? examples : examples)
  }
}
