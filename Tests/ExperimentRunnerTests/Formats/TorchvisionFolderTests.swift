import ExperimentRunner
import OptimizerLab
import TestSupport
import Testing

@Suite("A folder as torchvision leaves it")
struct TorchvisionFolderTests {
  let scratch: DataScratch
  let raw = "MNIST/raw/train-"

  init() throws {
    scratch = try DataScratch()
  }

  private func read(
    _ dataset: TorchvisionFolder.Dataset = .mnist, _ split: TorchvisionFolder.Split = .train
  ) throws(DataError) -> ImageSet {
    try TorchvisionFolder(root: scratch.folder).read(dataset, split)
  }

  private func failure() -> String? {
    do throws(DataError) {
      _ = try read()
      return nil
    } catch {
      return scratch.sentence(error)
    }
  }

  @Test("gives images and labels")
  func reads() throws {
    try scratch.write(idxBytes([2, 3, 4]), to: raw + "images-idx3-ubyte")
    try scratch.write(idxBytes([2]), to: raw + "labels-idx1-ubyte")
    let images = try read()
    #expect(images.count == 2)
    #expect(images.rows == 3)
    #expect(images.columns == 4)
    #expect(images.pixels == Array(0..<24))
    #expect(images.labels == [0, 1])
  }

  @Test(
    "has each data set and split in its place",
    arguments: [
      (TorchvisionFolder.Dataset.mnist, TorchvisionFolder.Split.train, "MNIST/raw/train-"),
      (.mnist, .test, "MNIST/raw/t10k-"),
      (.fashionMNIST, .train, "FashionMNIST/raw/train-"),
      (.fashionMNIST, .test, "FashionMNIST/raw/t10k-"),
    ])
  func places(
    dataset: TorchvisionFolder.Dataset, split: TorchvisionFolder.Split, stem: String
  ) throws {
    let bytes = try scratch.gzip(idxBytes([1, 2, 2]))
    try scratch.write(bytes, to: stem + "images-idx3-ubyte.gz")
    let images = try read(dataset, split)
    #expect(images.pixels == [0, 1, 2, 3])
    #expect(images.labels == nil)
  }

  @Test("is read from the plain file where both are there")
  func plainFirst() throws {
    try scratch.write(idxBytes([1, 1, 1]), to: raw + "images-idx3-ubyte")
    try scratch.write([1, 2, 3], to: raw + "images-idx3-ubyte.gz")
    #expect(try read().pixels == [0])
  }

  @Test("that lacks the images says where they were looked for, and how it should look")
  func missing() throws {
    let error = try #require(throws: DataError.self) { try read(.fashionMNIST, .test) }
    #expect(error.isMissingFile)
    let images = "\(scratch.folder)/FashionMNIST/raw/t10k-images-idx3-ubyte"
    #expect(
      error.description
        == "\(scratch.folder): there is no FashionMNIST here: neither \(images) nor \(images).gz "
        + "exists; `optlab data fetch fashion_mnist` fetches it, with `--root DIR` into the folder that "
        + "`root` names, as torchvision.datasets.FashionMNIST(root) would")
  }

  @Test("with other labels than images is refused")
  func labelCount() throws {
    try scratch.write(idxBytes([1, 3, 4]), to: raw + "images-idx3-ubyte")
    try scratch.write(idxBytes([2]), to: raw + "labels-idx1-ubyte")
    #expect(
      failure() == "MNIST/raw/train-labels-idx1-ubyte: there are 2 labels for the 1 image in "
        + "MNIST/raw/train-images-idx3-ubyte; each image has one label")
  }

  @Test("without a pixel is refused", arguments: [[0, 28, 28], [7, 0, 28], [7, 28, 0]])
  func empty(dimensions: [UInt32]) throws {
    try scratch.write(idxBytes(dimensions), to: raw + "images-idx3-ubyte")
    let product = dimensions.map(String.init).joined(separator: " x ")
    #expect(
      failure() == "MNIST/raw/train-images-idx3-ubyte: \(product) pixels are no images; "
        + "a data set needs at least one image of one pixel")
  }

  @Test(
    "is read without labels whatever lies in their place", arguments: [[0, 0], [0, 0, 8, 3, 0]])
  func unwantedLabels(bytes: [UInt8]) throws {
    try scratch.write(idxBytes([1, 3, 4]), to: raw + "images-idx3-ubyte")
    try scratch.write(bytes, to: raw + "labels-idx1-ubyte")
    let images = try TorchvisionFolder(root: scratch.folder).read(.mnist, .train, withLabels: false)
    #expect(images.count == 1 && images.labels == nil)
  }

  @Test("is what a GAN takes its pictures from: no more than there are, and no labels")
  func source() throws {
    try scratch.write(idxBytes([3, 28, 28]), to: raw + "images-idx3-ubyte")
    try scratch.write(idxBytes([3, 28, 28]), to: raw + "labels-idx1-ubyte")
    var source = MNISTSource()
    source.settings.root = scratch.folder
    for (count, found) in [(nil, 3), (2, 2), (3, 3)] as [(Int?, Int)] {
      source.settings.count = count
      #expect(try source.load(for: .pictures, from: "").examples.count == found)
    }
    source.settings.count = 4
    let error = #expect(throws: DataError.self) { try source.load(for: .pictures, from: "") }
    #expect(
      error?.description == "\(scratch.folder): the train split of MNIST has 3 images here, but "
        + "`count` asks for 4; without `count`, all are taken")
  }

  @Test("with damaged labels is refused, not read without them")
  func damagedLabels() throws {
    try scratch.write(idxBytes([1, 3, 4]), to: raw + "images-idx3-ubyte")
    try scratch.write([0, 0], to: raw + "labels-idx1-ubyte")
    #expect(
      failure() == "MNIST/raw/train-labels-idx1-ubyte: the file ends after 2 bytes, within the 8 "
        + "bytes of its IDX header")
  }
}
