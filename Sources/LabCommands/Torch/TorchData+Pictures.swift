internal import ExperimentRunner
internal import OptimizerLab

// Pictures from files, which a script reads by their absolute paths.

/// Pictures in a folder that torchvision filled.
protocol TorchPictures: TorchvisionSource, TorchData {}

extension TorchPictures {
  func examples(for use: DataUse, folder: String, files: inout TorchFiles) -> TorchExamples {
    let names = TorchvisionFolder.names(Self.dataset, settings.split.part, section: section)
    let other = TorchvisionFolder.names(Self.dataset, .test, section: section)
    let limit = settings.count.map { ", count=\($0)" } ?? ""
    var statements = [
      "# Laid out as torchvision.datasets.\(Self.dataset.rawValue)(root, download=True) leaves it.",
      "root = Path(\(PythonText.string(place(in: folder))))",
      "images = root / \(PythonText.string(names.images))",
    ]
    guard use == .classes else {
      return TorchExamples(statements: statements, x: "read_images(images\(limit))")
    }
    statements.append("labels = root / \(PythonText.string(names.labels))")
    guard settings.holdout.part == .testSplit else {
      return TorchExamples(
        statements: statements + [
          "x = read_images(images\(limit))", "y = \(readLabels("labels\(limit)"))",
        ], y: "y")
    }
    return TorchExamples(
      statements: statements + [
        "x = read_images(images\(limit))", "y = \(readLabels("labels\(limit)"))",
      ]
        + Self.adding(
          "root / \(PythonText.string(other.images))",
          readLabels("root / \(PythonText.string(other.labels))")),
      y: "y", knowsRows: true)
  }

  var torchHoldout: (share: Double, seed: UInt64)? { settings.holdout.torchShare }

  func labels(folder: String, files: inout TorchFiles) -> String? {
    let labels = TorchvisionFolder.names(
      Self.dataset, settings.split.part, section: section
    ).labels
    let path = "Path(\(PythonText.string("\(place(in: folder))/\(labels)")))"
    return PythonText.call(
      readerOfLabels, [path] + (settings.count.map { ["count=\($0)"] } ?? []), depth: 1,
      after: "return ")
  }

  private func place(in folder: String) -> String {
    DataPath.absolute(settings.place(in: folder, of: Self.dataset))
  }

  /// QMNIST's labels are tables of numbers.
  private var readerOfLabels: String {
    Self.dataset == .qmnist ? "read_label_table" : "read_labels"
  }

  private func readLabels(_ arguments: String) -> String { "\(readerOfLabels)(\(arguments))" }
}

extension MNISTSource: TorchPictures {
  var sentence: String { "Handwritten digits." }
}

extension FashionMNISTSource: TorchPictures {
  var sentence: String { "Pictures of clothes." }
}

extension KMNISTSource: TorchPictures {
  var sentence: String { "Handwritten Japanese letters." }
}

extension EMNISTSource: TorchPictures {
  var sentence: String { "Handwritten letters and digits." }
}

extension QMNISTSource: TorchPictures {
  var sentence: String { "Handwritten digits." }
}

extension IDXSource: TorchData {
  var sentence: String { "Pictures and what they show." }

  func examples(for use: DataUse, folder: String, files: inout TorchFiles) -> TorchExamples {
    func path(_ path: String) -> String {
      "Path(\(PythonText.string(DataPath.absolute(DataPath.resolve(path, in: folder)))))"
    }
    let limit = count.map { ", count=\($0)" } ?? ""
    let statements = [
      "x = read_images(\(path(paths.images))\(limit))",
      "y = read_labels(\(path(paths.labels))\(limit))",
    ]
    guard let heldOutPaths else { return TorchExamples(statements: statements, y: "y") }
    return TorchExamples(
      statements: statements
        + Self.adding(path(heldOutPaths.images), "read_labels(\(path(heldOutPaths.labels)))"),
      y: "y", knowsRows: true)
  }

  var torchHoldout: (share: Double, seed: UInt64)? { holdout.torchShare }
}

extension TorchData {
  /// Statements that put pictures and labels of files of their own behind `x` and `y`, to be held out.
  fileprivate static func adding(_ images: String, _ labels: String) -> [String] {
    [
      "train, more = list(range(len(x))), read_images(\(images))",
      "test = list(range(len(x), len(x) + len(more)))",
      "x, y = torch.cat((x, more)), torch.cat((y, \(labels)))",
    ]
  }
}
