package import ExperimentRunner

/// A data set as it lies on servers: gzip files, where they are, and how to tell that they are right.
package struct RemoteDataset: Sendable {
  package struct File: Sendable {
    package var name: String
    /// Bytes.
    package var size: Int
    /// 32 hexadecimal digits.
    package var md5: String

    package init(name: String, size: Int, md5: String) {
      self.name = name
      self.size = size
      self.md5 = md5
    }
  }

  package var dataset: TorchvisionFolder.Dataset
  package var files: [File]
  /// Addresses of folders that have the files, in the order in which they are asked.
  package var mirrors: [String]

  package init(dataset: TorchvisionFolder.Dataset, files: [File], mirrors: [String]) {
    self.dataset = dataset
    self.files = files
    self.mirrors = mirrors
  }

  /// Both, with the names, sizes and checksums that torchvision has in `datasets/mnist.py`.
  package static let all = [mnist, fashionMNIST]

  private static let mnist = RemoteDataset(
    dataset: .mnist,
    files: [
      File(
        name: "train-images-idx3-ubyte.gz", size: 9_912_422,
        md5: "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
      File(
        name: "train-labels-idx1-ubyte.gz", size: 28_881,
        md5: "d53e105ee54ea40749a09fcbcd1e9432"),
      File(
        name: "t10k-images-idx3-ubyte.gz", size: 1_648_877,
        md5: "9fb629c4189551a2d022fa330f9573f3"),
      File(
        name: "t10k-labels-idx1-ubyte.gz", size: 4_542,
        md5: "ec29112dd5afa0611ce80d1b7f02629c"),
    ],
    mirrors: [
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ])

  private static let fashionMNIST = RemoteDataset(
    dataset: .fashionMNIST,
    files: [
      File(
        name: "train-images-idx3-ubyte.gz", size: 26_421_880,
        md5: "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
      File(
        name: "train-labels-idx1-ubyte.gz", size: 29_515,
        md5: "25c81989df183df01b3e8a0aad5dffbe"),
      File(
        name: "t10k-images-idx3-ubyte.gz", size: 4_422_102,
        md5: "bef4ecab320f06d8554ea6380940ec79"),
      File(
        name: "t10k-labels-idx1-ubyte.gz", size: 5_148,
        md5: "bb300cfdad3c16e7a12a480ee83cd310"),
    ],
    mirrors: [
      "https://fashion-mnist.s3.eu-central-1.amazonaws.com/",
      "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
      "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
    ])
}
