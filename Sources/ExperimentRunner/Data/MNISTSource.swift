internal import OptimizerLab
package import SpecLanguage

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

  package var shape: DataShape? { DataShape(width: 784, targetWidth: 0) }
  package var pictureSize: (rows: Int, columns: Int)? { (28, 28) }

  package func files(in folder: String) -> [String] { settings.files(.mnist, in: folder) }

  package func load(for use: DataUse, from folder: String) throws(DataError) -> LoadedData {
    try settings.load(.mnist, of: (28, 28), from: folder)
  }
}
