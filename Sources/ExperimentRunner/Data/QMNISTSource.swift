/// QMNIST from a folder.
package struct QMNISTSource: TorchvisionSource {
  package static let dataset = TorchvisionFolder.Dataset.qmnist
  package static let summary = "QMNIST's IDX files in a folder, as torchvision leaves them"

  package var settings = TorchvisionSettings()

  package init() {}

  package var classNames: [String] { MNISTSource.digits }
}
