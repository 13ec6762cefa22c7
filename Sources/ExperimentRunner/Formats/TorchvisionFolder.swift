/// A folder of data sets as torchvision leaves it:
///
///     ROOT/MNIST/raw/train-images-idx3-ubyte        FashionMNIST/raw/ the same
///     ROOT/MNIST/raw/train-labels-idx1-ubyte
///     ROOT/MNIST/raw/t10k-images-idx3-ubyte
///     ROOT/MNIST/raw/t10k-labels-idx1-ubyte
///
/// each of them plain, or with `.gz` at the end of its name, or both: then the plain one is read.
package struct TorchvisionFolder: Sendable {
  package enum Dataset: String, Sendable {
    case mnist = "MNIST"
    case fashionMNIST = "FashionMNIST"

    /// What a spec and the command line call it.
    package var kind: String {
      switch self {
      case .mnist: "mnist"
      case .fashionMNIST: "fashion_mnist"
      }
    }
  }

  package enum Split: String, Sendable {
    case train = "train"
    case test = "t10k"
  }

  package let root: String

  package init(root: String) {
    self.root = root
  }

  /// The files of a split that are there.
  func files(_ dataset: Dataset, _ split: Split) -> [String] {
    ["images-idx3-ubyte", "labels-idx1-ubyte"].flatMap { ending in
      ["", ".gz"].map { "\(stem(dataset, split))\(ending)\($0)" }
    }.filter(OutputFile.exists)
  }

  /// How the paths of a split's files begin.
  private func stem(_ dataset: Dataset, _ split: Split) -> String {
    let folder = root.isEmpty || root.hasSuffix("/") ? root : root + "/"
    return "\(folder)\(dataset.rawValue)/raw/\(split.rawValue)-"
  }

  /// Reads all images of a split.
  /// - Parameter withLabels: whether their labels are read, too, if a file of labels is there.
  package func read(
    _ dataset: Dataset, _ split: Split, withLabels: Bool = true
  ) throws(DataError) -> ImageSet {
    let stem = stem(dataset, split)
    let imagesPath = stem + "images-idx3-ubyte"
    guard let (images, imagesFound) = try readEither(imagesPath, dimensionCount: 3) else {
      let tried = [imagesPath, imagesPath + ".gz"]
      throw DataError(
        root, .missingDataset(folder: dataset.rawValue, kind: dataset.kind, tried: tried))
    }
    guard !images.bytes.isEmpty else {
      throw DataError(imagesFound, .noImages(dimensions: images.dimensions))
    }
    let count = images.dimensions[0]
    let labels = withLabels ? try readEither(stem + "labels-idx1-ubyte", dimensionCount: 1) : nil
    if let (labels, labelsFound) = labels, labels.bytes.count != count {
      throw DataError(
        labelsFound,
        .wrongLabelCount(labels: labels.bytes.count, images: count, imagesPath: imagesFound))
    }
    return ImageSet(
      count: count, rows: images.dimensions[1], columns: images.dimensions[2],
      pixels: images.bytes, labels: labels?.file.bytes)
  }

  /// The labels of a split with so many images, for those who can do without: whatever else lies in
  /// their place is none of theirs, and `nil`.
  func labels(_ dataset: Dataset, _ split: Split, of count: Int) -> [UInt8]? {
    let path = stem(dataset, split) + "labels-idx1-ubyte"
    let labels = (try? readEither(path, dimensionCount: 1))?.file.bytes
    return labels?.count == count ? labels : nil
  }

  /// The file at `path` or at `path.gz`, and which of them it is; `nil` where there is neither.
  private func readEither(
    _ path: String, dimensionCount: Int
  ) throws(DataError) -> (file: IDXFile, path: String)? {
    for candidate in [path, path + ".gz"] {
      do throws(DataError) {
        return (try IDXFile.read(at: candidate, dimensionCount: dimensionCount), candidate)
      } catch {
        guard error.isMissingFile else { throw error }
      }
    }
    return nil
  }
}
