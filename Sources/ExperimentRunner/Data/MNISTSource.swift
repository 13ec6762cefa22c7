/// MNIST from a folder.
package struct MNISTSource: TorchvisionSource {
  package static let dataset = TorchvisionFolder.Dataset.mnist
  package static let summary = "MNIST's IDX files in a folder, as torchvision leaves them"

  package var settings = TorchvisionSettings()

  package init() {}

  package var classNames: [String] { Self.digits }

  /// As torchvision has them, of QMNIST, too.
  static let digits = [
    "0 - zero", "1 - one", "2 - two", "3 - three", "4 - four", "5 - five", "6 - six", "7 - seven",
    "8 - eight", "9 - nine",
  ]
}
