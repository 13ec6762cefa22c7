package import OptimizerLab
package import SpecLanguage

/// Where examples come from.
///
/// A new one is one file and one word in a list of `DataSources`.
package protocol DataSource: Configurable, Sendable {
  static var kind: String { get }
  static var summary: String { get }
  /// Values of an example.
  var width: Int { get }
  /// Values of its target; 0 where there is none.
  var targetWidth: Int { get }
  /// Rows and columns of a picture, where an example is one.
  var pictureSize: (rows: Int, columns: Int)? { get }
  /// How many there are, where the spec alone decides it.
  var exampleCount: Int? { get }
  /// The file or the kind, for messages.
  var place: String { get }

  /// The files that it reads, as far as they are there; paths are relative to `folder`.
  func files(in folder: String) -> [String]
  /// Gives its files other paths.
  mutating func movePaths(_ move: (String) -> String)

  /// Reads or makes the examples; paths are relative to `folder`.
  func load(from folder: String) throws(DataError) -> Examples
}

extension DataSource {
  package var targetWidth: Int { 0 }
  package var exampleCount: Int? { nil }
  package var pictureSize: (rows: Int, columns: Int)? { nil }
  package var place: String { Self.kind }
  package func files(in folder: String) -> [String] { [] }
  package mutating func movePaths(_ move: (String) -> String) {}
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

/// The lists of what `data` can name.
package enum DataSources {
  /// Examples with targets, for a regression.
  package static let withTargets: [any DataSource.Type] = [FunctionSource.self, CSVSource.self]
  /// Pictures, for a GAN.
  package static let images: [any DataSource.Type] = [
    DigitsSource.self, MNISTSource.self, FashionMNISTSource.self,
  ]

  package static func kinds(_ types: [any DataSource.Type]) -> Kinds<any DataSource> {
    Kinds(
      "data source",
      types.map { type in
        Kind(type.kind, type.summary, make: { type.init() }, configure: { $0.configure(&$1) })
      },
      nameOf: { type(of: $0).kind })
  }
}
