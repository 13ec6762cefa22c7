internal import OptimizerLab
package import SpecLanguage

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

  package var shape: DataShape? { DataShape(width: 784, targetWidth: 0) }
  package var pictureSize: (rows: Int, columns: Int)? { (28, 28) }

  package func files(in folder: String) -> [String] { settings.files(.fashionMNIST, in: folder) }

  package func load(for use: DataUse, from folder: String) throws(DataError) -> LoadedData {
    try settings.load(.fashionMNIST, of: (28, 28), from: folder)
  }
}
