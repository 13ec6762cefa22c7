/// Fashion-MNIST from a folder.
package struct FashionMNISTSource: TorchvisionSource {
  package static let dataset = TorchvisionFolder.Dataset.fashionMNIST
  package static let summary = "Fashion-MNIST's IDX files in a folder, as torchvision leaves them"

  package var settings = TorchvisionSettings()

  package init() {}

  package let classNames = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
    "Ankle boot",
  ]
}
