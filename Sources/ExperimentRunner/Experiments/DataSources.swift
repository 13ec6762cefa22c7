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
    warnOfColumns(&fields)
  }

  /// Columns that can be learned from, but seldom teach what is wanted.
  private func warnOfColumns(_ fields: inout Fields) {
    var seen: [[UInt8]: Int] = [:]
    for (place, name) in features.enumerated() {
      if let first = seen.updateValue(place, forKey: Array(name.utf8)) {
        fields.warn("the same column as features[\(first)]", at: ["features", .index(place)])
      }
    }
    if seen[Array(target.utf8)] != nil {
      fields.warn(
        "this column is among the features, too: the network is told what it is to find out",
        at: ["target"])
    }
  }

  package mutating func movePaths(_ move: (String) -> String) { path = move(path) }

  package var width: Int { max(features.count, 1) }
  package var place: String { path }
  package var targetWidth: Int { 1 }

  package func files(in folder: String) -> [String] { [DataPath.resolve(path, in: folder)] }

  package func load(from folder: String) throws(DataError) -> Examples {
    let place = DataPath.resolve(path, in: folder)
    let table: NumericTable
    do throws(DataError) {
      table = try NumericTable.read(at: place, features: features, target: target)
    } catch {
      throw error.withNearestFile
    }
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
    let (pixels, labels) = Digits.draw(count: count, seed: seed)
    return Examples(images: pixels, width: width, labels: labels)
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
    let dataFolder = TorchvisionFolder(root: place)
    let part: TorchvisionFolder.Split = split == .train ? .train : .test
    let images = try dataFolder.read(dataset, part, withLabels: false)
    guard (images.rows, images.columns) == size else {
      throw DataError(
        place,
        .wrongImageSize(
          rows: images.rows, columns: images.columns, expectedRows: size.rows,
          expectedColumns: size.columns))
    }
    let examples = Examples(
      images: images.pixels, width: images.rows * images.columns,
      labels: dataFolder.labels(dataset, part, of: images.count))
    guard let count else { return examples }
    guard count <= images.count else {
      throw DataError(
        place,
        .tooFewImages(
          dataset: dataset.rawValue, split: split.rawValue, found: images.count, wanted: count))
    }
    return examples.first(count)
  }
}

/// MNIST from a folder.
package struct MNISTSource: DataSource {
  package static let kind = TorchvisionFolder.Dataset.mnist.kind
  package static let summary = "MNIST's IDX files in a folder, as torchvision leaves them"

  package var settings = TorchvisionSettings()

  package init() {}

  package mutating func configure(_ fields: inout Fields) { settings.configure(&fields) }

  package mutating func movePaths(_ move: (String) -> String) {
    settings.root = move(settings.root)
  }

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

  package mutating func movePaths(_ move: (String) -> String) {
    settings.root = move(settings.root)
  }

  package var width: Int { 784 }
  package var pictureSize: (rows: Int, columns: Int)? { (28, 28) }

  package func files(in folder: String) -> [String] { settings.files(.fashionMNIST, in: folder) }

  package func load(from folder: String) throws(DataError) -> Examples {
    try settings.load(.fashionMNIST, of: (28, 28), from: folder)
  }
}
