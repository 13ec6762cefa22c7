/// Kuzushiji-MNIST from a folder.
package struct KMNISTSource: TorchvisionSource {
  package static let dataset = TorchvisionFolder.Dataset.kmnist
  package static let summary = "Kuzushiji-MNIST's IDX files in a folder, as torchvision leaves them"

  package var settings = TorchvisionSettings()

  package init() {}

  package let classNames = ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"]
}
