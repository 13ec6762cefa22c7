internal import ExperimentReport
internal import ExperimentRunner
internal import OptimizerLab

/// A data source that a script can read or draw.
protocol TorchData: DataSource {
  /// One line that says what the data are.
  var sentence: String { get }

  /// Python statements that end with one that returns a `TensorDataset`: of the features, and of what
  /// is learned, numbers as features are, classes as `long`s. Where the source holds a part out, they
  /// return two such, what is learned from and what is held out.
  /// - Parameters:
  ///   - use: what the examples are asked for.
  ///   - cast: what turns a tensor into the problem's precision: `.double()`, or nothing.
  ///   - folder: what the spec's paths are relative to.
  ///   - files: gets the files that the statements read.
  func statements(
    for use: DataUse, cast: String, folder: String, files: inout TorchFiles
  ) -> [String]

  /// A Python expression for the classes of the examples; `nil` where there are none.
  func labels(folder: String, files: inout TorchFiles) -> String?
}

extension TorchData {
  func labels(folder: String, files: inout TorchFiles) -> String? { nil }
}

extension FunctionSource: TorchData {
  var sentence: String {
    "\(count) noisy samples of \(function.torchFormula), from a generator of their own."
  }

  func statements(
    for use: DataUse, cast: String, folder: String, files: inout TorchFiles
  ) -> [String] {
    let range = function.range
    let width = PythonText.number(Double(range.upperBound - range.lowerBound))
    let low = PythonText.number(Double(range.lowerBound.magnitude))
    return [
      "g = torch.Generator().manual_seed(\(seed))",
      "x = torch.rand(\(count), 1, generator=g) * \(width) - \(low)",
    ] + function.torchStatements + [
      "noise = torch.randn(\(count), 1, generator=g) * \(PythonText.number(noise))",
      "return TensorDataset(x\(cast), \(cast.isEmpty ? "y + noise" : "(y + noise)\(cast)"))",
    ]
  }
}

extension SampledFunction {
  /// The function in mathematics' words.
  fileprivate var torchFormula: String {
    switch self {
    case .sine: "sin 2x"
    case .linear: "2x + 1"
    case .polynomial: "x³ − x"
    case .step: "a step"
    }
  }

  /// y of x, both tensors.
  fileprivate var torchStatements: [String] {
    switch self {
    case .sine:
      [
        "# In double precision, then rounded: the sines of float32 differ between libraries.",
        "y = torch.sin((2 * x).double()).float()",
      ]
    case .linear: ["y = 2 * x + 1"]
    case .polynomial: ["y = x * x * x - x"]
    case .step: ["y = (x > 0).float()"]
    }
  }
}

extension CSVSource: TorchData {
  var sentence: String { "Columns of a CSV file." }

  func statements(
    for use: DataUse, cast: String, folder: String, files: inout TorchFiles
  ) -> [String] {
    let name = files.name(of: .copy(DataPath.resolve(path, in: folder)))
    let call = PythonText.call(
      "read_columns",
      [
        "HERE / \(PythonText.string(name))", PythonText.strings(features),
        PythonText.string(target),
      ], depth: 1, after: "x, y = ")
    return ["x, y = \(call)", "return TensorDataset(x\(cast), y\(cast))"]
  }
}

extension DigitsSource: TorchData {
  var sentence: String { "Digits that optlab drew." }

  func statements(
    for use: DataUse, cast: String, folder: String, files: inout TorchFiles
  ) -> [String] {
    let name = files.name(of: .digits(count: count, seed: seed))
    let images = "read_images(HERE / \(PythonText.string(name)))\(cast)"
    guard use == .classes, let labels = labels(folder: folder, files: &files) else {
      return ["return TensorDataset(\(images))"]
    }
    return ["images = \(images)", "return TensorDataset(images, \(labels))"]
  }

  func labels(folder: String, files: inout TorchFiles) -> String? {
    let name = files.name(of: .digitLabels(count: count, seed: seed))
    return "read_labels(HERE / \(PythonText.string(name)))"
  }
}

extension TorchvisionSettings {
  /// The images of a folder that torchvision filled, by its absolute path.
  fileprivate func statements(
    of dataset: TorchvisionFolder.Dataset, cast: String, folder: String
  ) -> [String] {
    let place = DataPath.absolute(DataPath.resolve(root, in: folder))
    let images = "\(split == .train ? "train" : "t10k")-images-idx3-ubyte"
    let limit = count.map { ", count=\($0)" } ?? ""
    return [
      "# Laid out as torchvision.datasets.\(dataset.rawValue)(root, download=True) leaves it.",
      "root = Path(\(PythonText.string(place)))",
      "images = root / \(PythonText.string("\(dataset.rawValue)/raw/\(images)"))",
      "return TensorDataset(read_images(images\(limit))\(cast))",
    ]
  }

  fileprivate func labels(of dataset: TorchvisionFolder.Dataset, folder: String) -> String {
    let place = DataPath.absolute(DataPath.resolve(root, in: folder))
    let path =
      "\(place)/\(dataset.rawValue)/raw/\(split == .train ? "train" : "t10k")-labels-idx1-ubyte"
    return PythonText.call(
      "read_labels",
      ["Path(\(PythonText.string(path)))"] + (count.map { ["count=\($0)"] } ?? []), depth: 1,
      after: "return ")
  }
}

extension MNISTSource: TorchData {
  var sentence: String { "Handwritten digits." }

  func statements(
    for use: DataUse, cast: String, folder: String, files: inout TorchFiles
  ) -> [String] {
    settings.statements(of: .mnist, cast: cast, folder: folder)
  }

  func labels(folder: String, files: inout TorchFiles) -> String? {
    settings.labels(of: .mnist, folder: folder)
  }
}

extension FashionMNISTSource: TorchData {
  var sentence: String { "Pictures of clothes." }

  func statements(
    for use: DataUse, cast: String, folder: String, files: inout TorchFiles
  ) -> [String] {
    settings.statements(of: .fashionMNIST, cast: cast, folder: folder)
  }

  func labels(folder: String, files: inout TorchFiles) -> String? {
    settings.labels(of: .fashionMNIST, folder: folder)
  }
}
