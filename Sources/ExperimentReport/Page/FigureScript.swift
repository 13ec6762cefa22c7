/// A gnuplot script as it goes into the output folder, as `NAME.gp`, and what its figure shows in
/// words.
package struct FigureScript: Sendable, Equatable {
  package var name: String
  package var title: String
  /// Paragraphs, with a line feed between them, as long as a picture bears it, and all that there is to
  /// say.
  package var caption: String
  package var wholeCaption: String
  package var text: String
  package var layout: FigureLayout
  /// Whether any trial has recorded something of what it shows; gnuplot draws nothing of a table
  /// without rows.
  package var hasData: Bool
  /// The names of the tables that it reads.
  package var tables: [String]
  /// What the curves are drawn from.
  package var values: [FigureValues]

  package var fileName: String { name + ".gp" }

  /// What the first page of a figure is called, and the others: `convergence`, `convergence_2`.
  static func name(of figure: String, page: Int) -> String {
    page > 1 ? "\(figure)_\(page)" : figure
  }

  /// Whether it shows pictures rather than curves, for which letters are too coarse.
  package var isOfPixels: Bool

  /// Pixels of the page for each letter of a terminal.
  package static let letterWidth = 7.0

  /// The figure in letters, to be shown in a terminal.
  /// - Parameter colors: whether the letters may have colours.
  package func letters(
    by gnuplot: Gnuplot, in folder: String, colors: Bool = false
  ) throws(GnuplotError) -> String {
    try gnuplot.letters(of: text, named: name, in: folder, colors: colors)
  }

  package init(
    name: String, title: String, caption: String, wholeCaption: String? = nil, text: String,
    layout: FigureLayout,
    values: [FigureValues] = [], hasData: Bool = true, isOfPixels: Bool = false,
    tables: [String] = []
  ) {
    self.name = name
    self.title = title
    self.caption = caption
    self.wholeCaption = wholeCaption ?? caption
    self.text = text
    self.layout = layout
    self.values = values
    self.hasData = hasData
    self.isOfPixels = isOfPixels
    self.tables = tables
  }
}
