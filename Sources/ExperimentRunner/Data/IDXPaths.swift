package import SpecLanguage

/// A file of pictures, and one of what they show.
package struct IDXPaths: Configurable, Equatable, Sendable {
  package var images = ""
  package var labels = ""

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.text(
      "images", &images, required: true,
      "An IDX file of pictures (bytes in three dimensions), gzip or not, relative to the spec.")
    fields.text(
      "labels", &labels, required: true,
      "An IDX file of their labels (bytes in one dimension), gzip or not, relative to the spec.")
  }

  mutating func movePaths(_ move: (String) -> String) {
    images = move(images)
    labels = move(labels)
  }

  func files(in folder: String) -> [String] {
    [DataPath.resolve(images, in: folder), DataPath.resolve(labels, in: folder)]
  }
}
