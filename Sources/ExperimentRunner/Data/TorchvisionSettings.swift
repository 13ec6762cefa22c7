internal import OptimizerLab
internal import SpecLanguage

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
  ) throws(DataError) -> LoadedData {
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
    guard let count else { return LoadedData(examples) }
    guard count <= images.count else {
      throw DataError(
        place,
        .tooFewImages(
          dataset: dataset.rawValue, split: split.rawValue, found: images.count, wanted: count))
    }
    return LoadedData(examples.first(count))
  }
}
