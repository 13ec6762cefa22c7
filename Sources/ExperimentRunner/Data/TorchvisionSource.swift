internal import OptimizerLab
package import SpecLanguage

/// Pictures in a folder as torchvision leaves it.
package protocol TorchvisionSource: DataSource {
  static var dataset: TorchvisionFolder.Dataset { get }
  var settings: TorchvisionSettings { get set }
  /// Which of several sets of the folder it is; `nil` where there is one.
  var section: String? { get }
  /// What the labels stand for: torchvision's `classes`.
  var classNames: [String] { get }
  /// Reads the fields of this kind alone.
  mutating func configureOwn(_ fields: inout Fields)
}

extension TorchvisionSource {
  package static var kind: String { dataset.kind }
  package var section: String? { nil }
  package mutating func configureOwn(_ fields: inout Fields) {}

  package mutating func configure(_ fields: inout Fields) { configure(&fields, for: nil) }

  package mutating func configure(_ fields: inout Fields, for use: DataUse?) {
    configureOwn(&fields)
    settings.configure(&fields, canHoldOut: use != .pictures)
  }

  package mutating func movePaths(_ move: (String) -> String) {
    settings.root = move(settings.root)
  }

  /// Rows and columns that all these sets have.
  package var pictureSize: (rows: Int, columns: Int)? { (28, 28) }
  package var shape: DataShape? {
    DataShape(width: 784, targetWidth: 0, classCount: classNames.count)
  }
  package var holdsOut: Bool { settings.holdout.isUsed }

  package func files(in folder: String) -> [String] {
    let dataFolder = settings.folder(in: folder, of: Self.dataset)
    return settings.splits.flatMap { dataFolder.files(Self.dataset, $0, section: section) }
  }

  package func load(for use: DataUse, from folder: String) throws(DataError) -> LoadedData {
    let examples = try read(settings.split.part, count: settings.count, for: use, from: folder)
    guard settings.holdout.part == .testSplit else {
      return try settings.holdout.divide(examples, of: settings.place(in: folder, of: Self.dataset))
        .warningOfClasses(at: settings.place(in: folder, of: Self.dataset))
    }
    let heldOut = try read(.test, count: nil, for: use, from: folder)
    return LoadedData(examples, heldOut: heldOut)
      .warningOfClasses(at: settings.place(in: folder, of: Self.dataset))
  }

  private func read(
    _ split: TorchvisionFolder.Split, count: Int?, for use: DataUse, from folder: String
  ) throws(DataError) -> Examples {
    let place = settings.place(in: folder, of: Self.dataset)
    let dataFolder = settings.folder(in: folder, of: Self.dataset)
    let images = try dataFolder.read(Self.dataset, split, section: section, withLabels: false)
    guard (images.rows, images.columns) == pictureSize ?? (0, 0) else {
      throw DataError(
        place,
        .wrongImageSize(
          rows: images.rows, columns: images.columns, expectedRows: 28, expectedColumns: 28))
    }
    if let count, count > images.count {
      throw DataError(
        place,
        .tooFewImages(
          dataset: Self.dataset.rawValue, split: settings.split.rawValue, found: images.count,
          wanted: count))
    }
    let labels =
      use == .classes
      ? try dataFolder.knownLabels(Self.dataset, split, section: section, of: images.count)
      : dataFolder.labels(Self.dataset, split, section: section, of: images.count)
    var examples = Examples(
      images: images.pixels, width: images.rows * images.columns, labels: labels)
    if let count { examples = examples.first(count) }
    return use == .classes ? try examples.classified(as: classNames, of: place) : examples
  }
}

extension Examples {
  /// The same to learn what they show.
  func classified(as names: [String], of place: String) throws(DataError) -> Examples {
    if let examples = classified(names) { return examples }
    let labels = labels ?? []
    let example = labels.firstIndex { $0 >= names.count } ?? 0
    throw DataError(
      place,
      .unknownLabel(label: Int(labels[example]), example: example, classes: names.count))
  }
}
