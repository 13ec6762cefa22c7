internal import OptimizerLab
package import SpecLanguage

/// Pictures of any size in any IDX file, and what they show.
package struct IDXSource: DataSource {
  package static let kind = "idx"
  package static let summary = "pictures of any size with their labels, from IDX files anywhere"

  package var paths = IDXPaths()
  package var count: Int?
  /// Rows and columns; `nil` where the file tells.
  package var size: [Int]?
  package var holdout = HoldoutSettings()
  /// What the files turned out to hold.
  private var found: DataShape?

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    paths.configure(&fields)
    fields.field(
      "size", &size, as: .list(of: .integer(in: 1...65_535), count: 2),
      "Rows and columns of a picture, which layers that take maps ask for; without it, what the file "
        + "has.")
    fields.integer("count", &count, in: 1...10_000_000, "The first so many; without it, all.")
    holdout.configure(&fields, besidesShare: .pictures)
    if let count { holdout.check(&fields, exampleCount: count) }
  }

  package mutating func movePaths(_ move: (String) -> String) {
    paths.movePaths(move)
    if case .pictures(var paths) = holdout.part {
      paths.movePaths(move)
      holdout.part = .pictures(paths)
    }
  }

  package var shape: DataShape? {
    found ?? pictureSize.map { DataShape(width: $0.rows * $0.columns, targetWidth: 1) }
  }
  package var pictureSize: (rows: Int, columns: Int)? { size.map { ($0[0], $0[1]) } }
  package mutating func adopt(_ shape: DataShape) { found = shape }
  package var place: String { paths.images }
  package var holdsOut: Bool { holdout.isUsed }

  package func files(in folder: String) -> [String] {
    paths.files(in: folder) + (heldOutPaths?.files(in: folder) ?? [])
  }

  /// The files of the part that is held out, where it has its own.
  package var heldOutPaths: IDXPaths? {
    if case .pictures(let paths) = holdout.part { paths } else { nil }
  }

  package func load(for use: DataUse, from folder: String) throws(DataError) -> LoadedData {
    let place = DataPath.resolve(paths.images, in: folder)
    var images = try paths.read(from: folder)
    if let size = pictureSize, (images.rows, images.columns) != size {
      throw DataError(
        place,
        .wrongImageSize(
          rows: images.rows, columns: images.columns, expectedRows: size.rows,
          expectedColumns: size.columns))
    }
    if let count {
      guard count <= images.count else {
        throw DataError(
          place, .tooFewPictures(found: images.count, wanted: count))
      }
      images = images.first(count)
    }
    let other = try heldOutPaths?.read(from: folder)
    if let other, (other.rows, other.columns) != (images.rows, images.columns) {
      throw DataError(
        heldOutPaths?.images ?? place,
        .wrongImageSize(
          rows: other.rows, columns: other.columns, expectedRows: images.rows,
          expectedColumns: images.columns))
    }
    let last = ((images.labels ?? []) + (other?.labels ?? [])).max() ?? 0
    let names = (0...Int(last)).map(String.init)
    let examples = try images.examples.classified(as: names, of: place)
    guard let other else {
      return try holdout.divide(examples, of: place).warningOfClasses(at: place)
    }
    return LoadedData(examples, heldOut: try other.examples.classified(as: names, of: place))
      .warningOfClasses(at: place)
  }
}

extension IDXPaths {
  fileprivate func read(from folder: String) throws(DataError) -> ImageSet {
    let (imagesPath, labelsPath) = (
      DataPath.resolve(images, in: folder), DataPath.resolve(labels, in: folder)
    )
    let images: IDXFile
    let labels: IDXFile
    do throws(DataError) {
      images = try IDXFile.read(at: imagesPath, dimensionCount: 3)
      labels = try IDXFile.read(at: labelsPath, dimensionCount: 1)
    } catch {
      throw error.withNearestFile
    }
    guard !images.bytes.isEmpty else {
      throw DataError(imagesPath, .noImages(dimensions: images.dimensions))
    }
    guard labels.bytes.count == images.dimensions[0] else {
      throw DataError(
        labelsPath,
        .wrongLabelCount(
          labels: labels.bytes.count, images: images.dimensions[0], imagesPath: imagesPath))
    }
    return ImageSet(
      count: images.dimensions[0], rows: images.dimensions[1], columns: images.dimensions[2],
      pixels: images.bytes, labels: labels.bytes)
  }
}

extension ImageSet {
  fileprivate func first(_ count: Int) -> ImageSet {
    ImageSet(
      count: count, rows: rows, columns: columns,
      pixels: Array(pixels.prefix(count * rows * columns)),
      labels: labels.map { Array($0.prefix(count)) })
  }

  fileprivate var examples: Examples {
    Examples(images: pixels, width: rows * columns, labels: labels)
  }
}
