package import OptimizerLab
package import SpecLanguage

/// Where examples come from.
///
/// A new one is one file and one word in a list of `DataSources`.
package protocol DataSource: Configurable, Sendable {
  static var kind: String { get }
  static var summary: String { get }
  /// What an example is made of; `nil` where that is in a file that was not read yet.
  var shape: DataShape? { get }
  /// Rows and columns of a picture, where an example is one.
  var pictureSize: (rows: Int, columns: Int)? { get }
  /// How many there are to learn from, where the spec alone decides it.
  var exampleCount: Int? { get }
  /// Whether a part is held out of the training.
  var holdsOut: Bool { get }
  /// The file or the kind, for messages.
  var place: String { get }

  /// Reads the fields that there are for a use; `nil` for all.
  mutating func configure(_ fields: inout Fields, for use: DataUse?)
  /// The files that it reads, as far as they are there; paths are relative to `folder`.
  func files(in folder: String) -> [String]
  /// Gives its files other paths.
  mutating func movePaths(_ move: (String) -> String)
  /// Takes note of what its file turned out to hold.
  mutating func adopt(_ shape: DataShape)

  /// Reads or makes the examples; paths are relative to `folder`.
  func load(for use: DataUse, from folder: String) throws(DataError) -> LoadedData
}

extension DataSource {
  package var exampleCount: Int? { nil }
  package var pictureSize: (rows: Int, columns: Int)? { nil }
  package var holdsOut: Bool { false }
  package var place: String { Self.kind }
  package mutating func configure(_ fields: inout Fields, for use: DataUse?) {
    configure(&fields)
  }
  package func files(in folder: String) -> [String] { [] }
  package mutating func movePaths(_ move: (String) -> String) {}
  package mutating func adopt(_ shape: DataShape) {}

  /// Values of an example; 1 as long as that is not known.
  package var width: Int { shape?.width ?? 1 }
}

extension DataSource {
  /// The shape in which an example comes into those layers: of a picture one channel, its rows and its
  /// columns, where a layer takes maps; else the list of its values.
  func shape(for layers: [any Layer]) -> [Int] {
    guard let size = pictureSize, layers.contains(where: { $0.takesMaps }) else { return [width] }
    return [1, size.rows, size.columns]
  }

  /// The same where it is maps; `nil` where it is a list.
  func mapShape(for layers: [any Layer]) -> [Int]? {
    let shape = shape(for: layers)
    return shape.count > 1 ? shape : nil
  }

  /// Those layers for its examples.
  package func network(of layers: [any Layer]) -> Network {
    Network(layers, shape: shape(for: layers))
  }
}

/// What examples are asked for.
package enum DataUse: Sendable {
  /// To learn values from: targets are numbers.
  case values
  /// To learn classes from: a target is the place of its class.
  case classes
  /// For their own sake, without targets.
  case pictures
}

/// What an example is made of.
package struct DataShape: Sendable, Equatable {
  /// Values of an example.
  package var width: Int
  /// Values of its target; 0 where there is none, 1 for a class.
  package var targetWidth: Int
  /// How many classes there are; `nil` where targets are no classes.
  package var classCount: Int?

  package init(width: Int, targetWidth: Int, classCount: Int? = nil) {
    self.width = width
    self.targetWidth = targetWidth
    self.classCount = classCount
  }
}

/// What a source gave.
package struct LoadedData: Sendable {
  /// What is learned from.
  package var examples: Examples
  /// What is only measured: held out of the training; `nil` where nothing is.
  package var heldOut: Examples?
  /// What a reader should know of how the data were read, in whole sentences.
  package var notes: [String] = []
  /// What is allowed, but seldom meant, in whole sentences.
  package var warnings: [String] = []
  /// What a table's columns turned out to be; `nil` for what is no table.
  package var columns: ColumnFacts?

  package init(_ examples: Examples, heldOut: Examples? = nil) {
    self.examples = examples
    self.heldOut = heldOut
  }

  package var shape: DataShape {
    DataShape(
      width: examples.width, targetWidth: examples.targetWidth,
      classCount: examples.classes?.count)
  }
}

/// The lists of what `data` can name.
package enum DataSources {
  /// Examples with targets, for a regression.
  package static let withTargets: [any DataSource.Type] = [FunctionSource.self, CSVSource.self]
  /// Pictures, for a GAN.
  package static let images: [any DataSource.Type] = [
    DigitsSource.self, MNISTSource.self, FashionMNISTSource.self, KMNISTSource.self,
    EMNISTSource.self, QMNISTSource.self,
  ]
  /// Points of the plane in classes.
  private static let planes: [any DataSource.Type] = [
    MoonsSource.self, CirclesSource.self, SpiralsSource.self, BlobsSource.self,
  ]
  /// Examples of classes, for a classification.
  package static let withClasses: [any DataSource.Type] =
    [CSVSource.self] + images + [IDXSource.self] + planes

  /// Every one of them, once.
  package static let all: [any DataSource.Type] = withTargets + withClasses.dropFirst()

  /// - Parameter use: what they are for; `nil` for anything.
  package static func kinds(
    _ types: [any DataSource.Type], for use: DataUse? = nil
  ) -> Kinds<any DataSource> {
    Kinds(
      "data source",
      types.map { type in
        Kind(
          type.kind, type.summary, make: { type.init() }, configure: { $0.configure(&$1, for: use) }
        )
      },
      nameOf: { type(of: $0).kind })
  }
}
