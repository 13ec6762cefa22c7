internal import OptimizerLab
package import SpecLanguage

/// Digits that the program draws itself.
package struct DigitsSource: DataSource {
  package static let kind = "digits"
  package static let summary = "28×28 digits that the program draws itself, from a seed"

  package var count = 2048
  package var seed: UInt64 = 0
  package var holdout = HoldoutSettings()

  package init() {}

  package mutating func configure(_ fields: inout Fields) { configure(&fields, for: nil) }

  package mutating func configure(_ fields: inout Fields, for use: DataUse?) {
    fields.integer("count", &count, in: 1...1_000_000, "How many pictures.")
    fields.integer("seed", &seed, "Seed of the pictures, the same for all trials.")
    guard use != .pictures else { return }
    holdout.configure(&fields, besidesShare: .nothing)
    holdout.check(&fields, exampleCount: count)
  }

  package var shape: DataShape? {
    DataShape(width: 784, targetWidth: 0, classCount: Self.classNames.count)
  }
  package var pictureSize: (rows: Int, columns: Int)? { (28, 28) }
  package var exampleCount: Int? { holdout.trainingCount(of: count) }
  package var holdsOut: Bool { holdout.isUsed }

  private static let classNames = (0...9).map(String.init)

  package func load(for use: DataUse, from folder: String) throws(DataError) -> LoadedData {
    let (pixels, labels) = Digits.draw(count: count, seed: seed)
    let examples = Examples(images: pixels, width: width, labels: labels)
    guard use == .classes else { return LoadedData(examples) }
    return try holdout.divide(
      examples.classified(as: Self.classNames, of: Self.kind), of: Self.kind)
  }
}
