/// A folder of data sets as torchvision leaves it:
///
///     ROOT/MNIST/raw/train-images-idx3-ubyte        FashionMNIST/raw/ and KMNIST/raw/ the same
///     ROOT/MNIST/raw/train-labels-idx1-ubyte
///     ROOT/MNIST/raw/t10k-images-idx3-ubyte
///     ROOT/MNIST/raw/t10k-labels-idx1-ubyte
///     ROOT/EMNIST/raw/emnist-letters-train-images-idx3-ubyte     and -labels-idx1-ubyte, -test-
///     ROOT/QMNIST/raw/qmnist-train-images-idx3-ubyte             and -labels-idx2-int, -test-
///
/// each of them plain, or with `.gz` at the end of its name, or both: then the plain one is read.
package struct TorchvisionFolder: Sendable {
  package enum Dataset: String, Sendable {
    case mnist = "MNIST"
    case fashionMNIST = "FashionMNIST"
    case kmnist = "KMNIST"
    case emnist = "EMNIST"
    case qmnist = "QMNIST"

    /// What a spec and the command line call it.
    package var kind: String {
      self == .fashionMNIST ? "fashion_mnist" : rawValue.lowercased()
    }

    /// Whether `optlab data fetch` knows where it is, and by what to tell that it is right.
    package var canBeFetched: Bool { self == .mnist || self == .fashionMNIST }
  }

  package enum Split: Sendable {
    case train, test
  }

  package let root: String

  package init(root: String) {
    self.root = root
  }

  /// The paths of a split's files from the folder on, without `.gz`.
  /// - Parameter section: which of several sets of the folder it is; `nil` where there is one.
  package static func names(
    _ dataset: Dataset, _ split: Split, section: String? = nil
  ) -> (images: String, labels: String) {
    let part = split == .train ? "train" : "test"
    let stem =
      switch dataset {
      case .emnist: "emnist-\(section ?? "")-\(part)"
      case .qmnist: "qmnist-\(part)"
      default: split == .train ? part : "t10k"
      }
    let labels = dataset == .qmnist ? "labels-idx2-int" : "labels-idx1-ubyte"
    let folder = "\(dataset.rawValue)/raw/\(stem)-"
    return (folder + "images-idx3-ubyte", folder + labels)
  }

  /// Whether there is a folder of that set.
  package func has(_ dataset: Dataset) -> Bool {
    OutputFile.isFolder(path("\(dataset.rawValue)/raw"))
  }

  private func path(_ name: String) -> String {
    root.isEmpty || root.hasSuffix("/") ? root + name : "\(root)/\(name)"
  }

  /// The files of a split that are there.
  func files(_ dataset: Dataset, _ split: Split, section: String? = nil) -> [String] {
    let names = Self.names(dataset, split, section: section)
    return [names.images, names.labels].flatMap { name in
      ["", ".gz"].map { path(name + $0) }
    }.filter(OutputFile.exists)
  }

  /// Reads all images of a split.
  /// - Parameter withLabels: whether their labels are read, too, if a file of labels is there.
  package func read(
    _ dataset: Dataset, _ split: Split, section: String? = nil, withLabels: Bool = true
  ) throws(DataError) -> ImageSet {
    let names = Self.names(dataset, split, section: section)
    let imagesPath = path(names.images)
    guard let (images, imagesFound) = try readEither(imagesPath, dimensionCount: 3) else {
      throw DataError(
        root,
        .missingDataset(
          folder: dataset.rawValue, kind: dataset.canBeFetched ? dataset.kind : nil,
          tried: [imagesPath, imagesPath + ".gz"]))
    }
    guard !images.bytes.isEmpty else {
      throw DataError(imagesFound, .noImages(dimensions: images.dimensions))
    }
    let count = images.dimensions[0]
    let labels =
      withLabels
      ? try readLabels(dataset, path(names.labels), of: count, imagesPath: imagesFound) : nil
    return ImageSet(
      count: count, rows: images.dimensions[1], columns: images.dimensions[2],
      pixels: images.bytes, labels: labels)
  }

  /// The labels of a split with so many images, for those who can do without: whatever else lies in
  /// their place is none of theirs, and `nil`.
  func labels(
    _ dataset: Dataset, _ split: Split, section: String? = nil, of count: Int
  ) -> [UInt8]? {
    try? knownLabels(dataset, split, section: section, of: count)
  }

  /// The labels of a split with so many images, for those who need them.
  func knownLabels(
    _ dataset: Dataset, _ split: Split, section: String? = nil, of count: Int
  ) throws(DataError) -> [UInt8] {
    let names = Self.names(dataset, split, section: section)
    let labelsPath = path(names.labels)
    guard
      let labels = try readLabels(dataset, labelsPath, of: count, imagesPath: path(names.images))
    else { throw DataError(root, .missingLabels(tried: [labelsPath, labelsPath + ".gz"])) }
    return labels
  }

  /// `nil` where there is no such file.
  private func readLabels(
    _ dataset: Dataset, _ path: String, of count: Int, imagesPath: String
  ) throws(DataError) -> [UInt8]? {
    // QMNIST's have eight numbers a picture, of which the first is what it shows.
    let isTable = dataset == .qmnist
    guard
      let (file, found) = try readEither(
        path, dimensionCount: isTable ? 2 : 1, of: isTable ? .integer : .byte)
    else { return nil }
    guard file.dimensions[0] == count else {
      throw DataError(
        found,
        .wrongLabelCount(labels: file.dimensions[0], images: count, imagesPath: imagesPath))
    }
    guard isTable else { return file.bytes }
    let width = file.dimensions[1] * 4
    guard width > 0 else { throw DataError(found, .noImages(dimensions: file.dimensions)) }
    var labels: [UInt8] = []
    for example in 0..<count {
      let number = file.bytes[example * width..<example * width + 4]
      let label = number.reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
      guard label <= UInt8.max else {
        throw DataError(found, .unknownLabel(label: Int(label), example: example, classes: 10))
      }
      labels.append(UInt8(label))
    }
    return labels
  }

  /// The file at `path` or at `path.gz`, and which of them it is; `nil` where there is neither.
  private func readEither(
    _ path: String, dimensionCount: Int, of element: IDXFile.Element = .byte
  ) throws(DataError) -> (file: IDXFile, path: String)? {
    for candidate in [path, path + ".gz"] {
      do throws(DataError) {
        let file = try IDXFile.read(at: candidate, dimensionCount: dimensionCount, of: element)
        return (file, candidate)
      } catch {
        guard error.isMissingFile else { throw error }
      }
    }
    return nil
  }
}
