package import OptimizerLab
package import SpecLanguage

/// Noisy samples of a function of one variable.
package struct FunctionSource: DataSource {
  package static let kind = "function"
  package static let summary = "noisy samples of a function of one variable"

  package var function = SampledFunction.sine
  package var count = 256
  package var noise = 0.1
  package var seed: UInt64 = 0

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.choice("function", &function, "What is sampled.")
    fields.integer("count", &count, in: 1...10_000_000, "How many samples.")
    fields.number(
      "noise", &noise, in: 0...1e6, "Standard deviation of the normal noise on the values.")
    fields.integer("seed", &seed, "Seed of the samples, the same for all trials.")
  }

  package var width: Int { 1 }
  package var targetWidth: Int { 1 }
  package var exampleCount: Int? { count }

  package func load(from folder: String) -> Examples {
    function.samples(count: count, noise: noise, seed: seed)
  }
}

/// Columns of a user's CSV file.
package struct CSVSource: DataSource {
  package static let kind = "csv"
  package static let summary = "columns of a CSV file with a header"

  package var path = ""
  package var features: [String] = []
  package var target = ""

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.text("path", &path, required: true, "The file, relative to the spec.")
    fields.texts(
      "features", &features, count: .atLeast(1), required: true, "The columns to learn from.")
    fields.text("target", &target, required: true, "The column to learn.")
  }

  package var width: Int { max(features.count, 1) }
  package var place: String { path }
  package var targetWidth: Int { 1 }

  package func files(in folder: String) -> [String] { [DataPath.resolve(path, in: folder)] }

  package func load(from folder: String) throws(DataError) -> Examples {
    let table = try NumericTable.read(
      at: DataPath.resolve(path, in: folder), features: features, target: target)
    return Examples(
      features: table.inputs, width: features.count, targets: table.targets, targetWidth: 1)
  }
}

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

  package var width: Int { 784 }
  package var pictureSize: (rows: Int, columns: Int)? { (28, 28) }
  package var exampleCount: Int? { count }

  package func load(from folder: String) -> Examples {
    Examples(images: Digits.draw(count: count, seed: seed).pixels, width: width)
  }
}

/// The settings that MNIST and Fashion-MNIST share.
package struct TorchvisionSettings: Sendable {
  package enum Split: String, Sendable, CaseIterable { case train, test }

  package var root = "data"
  package var split = Split.train
  package var count: Int?

  mutating func configure(_ fields: inout Fields) {
    fields.text(
      "root", &root, "The folder that torchvision was given, relative to the spec.")
    fields.choice("split", &split, "60,000 pictures to train with, or 10,000 to test with.")
    fields.integer("count", &count, in: 1...60_000, "The first so many; without it, all.")
  }

  func files(_ dataset: TorchvisionFolder.Dataset, in folder: String) -> [String] {
    TorchvisionFolder(root: DataPath.resolve(root, in: folder))
      .files(dataset, split == .train ? .train : .test)
  }

  /// - Parameter size: rows and columns that a picture must have.
  func load(
    _ dataset: TorchvisionFolder.Dataset, of size: (rows: Int, columns: Int), from folder: String
  ) throws(DataError) -> Examples {
    let place = DataPath.resolve(root, in: folder)
    let images = try TorchvisionFolder(root: place)
      .read(dataset, split == .train ? .train : .test)
    guard (images.rows, images.columns) == size else {
      throw DataError(
        place,
        .wrongImageSize(
          rows: images.rows, columns: images.columns, expectedRows: size.rows,
          expectedColumns: size.columns))
    }
    let examples = Examples(images: images.pixels, width: images.rows * images.columns)
    return count.map { examples.first($0) } ?? examples
  }
}

/// MNIST from a folder.
package struct MNISTSource: DataSource {
  package static let kind = TorchvisionFolder.Dataset.mnist.kind
  package static let summary = "MNIST's IDX files in a folder, as torchvision leaves them"

  package var settings = TorchvisionSettings()

  package init() {}

  package mutating func configure(_ fields: inout Fields) { settings.configure(&fields) }

  package var width: Int { 784 }
  package var pictureSize: (rows: Int, columns: Int)? { (28, 28) }

  package func files(in folder: String) -> [String] { settings.files(.mnist, in: folder) }

  package func load(from folder: String) throws(DataError) -> Examples {
    try settings.load(.mnist, of: (28, 28), from: folder)
  }
}

/// Fashion-MNIST from a folder.
package struct FashionMNISTSource: DataSource {
  package static let kind = TorchvisionFolder.Dataset.fashionMNIST.kind
  package static let summary = "Fashion-MNIST's IDX files in a folder, as torchvision leaves them"

  package var settings = TorchvisionSettings()

  package init() {}

  package mutating func configure(_ fields: inout Fields) { settings.configure(&fields) }

  package var width: Int { 784 }
  package var pictureSize: (rows: Int, columns: Int)? { (28, 28) }

  package func files(in folder: String) -> [String] { settings.files(.fashionMNIST, in: folder) }

  package func load(from folder: String) throws(DataError) -> Examples {
    try settings.load(.fashionMNIST, of: (28, 28), from: folder)
  }
}
