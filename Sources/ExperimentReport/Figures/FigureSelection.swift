internal import OptimizerLab
internal import SpecLanguage

/// The figures that are drawn at one time, and how wide.
package struct FigureSelection: Sendable, Equatable {
  /// By name, in that order; all that the spec asks for where it is empty.
  package var names: [String]
  /// How wide they are in a paper; as on a screen without it.
  package var millimetres: Double?

  package init(names: [String] = [], millimetres: Double? = nil) {
    self.names = names
    self.millimetres = millimetres
  }

  /// What there is to object to a figure's name; `nil` for one that there is.
  package static func objection(toFigure name: String) -> String? {
    let known = FigureCatalog.all.map { $0.name }
    return known.contains(name) ? nil : unknownName(name, among: known)
  }

  /// A column's or a page's width, or a number of millimetres that a figure can be drawn in.
  package static func millimetres(_ text: String) -> Double? {
    switch text {
    case "column": 85
    case "page": 174
    default: Double(text).flatMap { (40...1000).contains($0) ? $0 : nil }
    }
  }
}
