internal import OptimizerLab

/// The colours of the report's pictures: each gets a name, so that a style sheet can give it another
/// value on a dark page.
package struct PictureColors {
  package init() {}

  private var places: [RGB: Int] = [:]
  private var all: [RGB] = []

  /// What stands for a colour in a picture's source: `var(--c3)`. What is no colour stays as it is.
  mutating func reference(to text: Substring) -> String {
    guard let color = RGB(text) else { return String(text) }
    if let place = places[color] { return "var(--c\(place))" }
    places[color] = all.count
    all.append(color)
    return "var(--c\(all.count - 1))"
  }

  /// Declarations for the light page, and for the dark one.
  var light: String { declarations { $0 } }
  var dark: String { declarations(\.onDark) }

  private func declarations(_ color: (RGB) -> RGB) -> String {
    all.enumerated().map { "--c\($0):\(color($1).hex)" }.joined(separator: ";")
  }
}
