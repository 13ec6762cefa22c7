/// What the files of a figure can be.
package enum FigureFormat: String, Sendable, CaseIterable {
  case svg, png, pdf
  /// What a TeX document takes with `\input`, with the curves in a PDF file that it includes.
  case tex
  /// A film, of the figures that have one.
  case gif

  /// The name that a script knows it by.
  var terminal: String {
    switch self {
    case .svg: "svg"
    case .png: "pngcairo"
    case .pdf: "pdfcairo"
    case .tex: "cairolatex"
    case .gif: "gif"
    }
  }

  /// What the script is asked to write, after the figure's name.
  var ending: String { self == .tex ? "-inc.tex" : ".\(rawValue)" }

  /// What follows the figure's name in the files that gnuplot writes and in those that are kept, and
  /// what stands near the end of each that is whole. The file to open comes last.
  var files: [(written: String, kept: String, mark: String)] {
    switch self {
    case .svg: [(".svg", ".svg", "</svg>")]
    case .png: [(".png", ".png", "IEND")]
    case .pdf: [(".pdf", ".pdf", "%%EOF")]
    // The picture keeps a name of its own beside the figure's as a PDF file.
    case .tex: [("-inc.pdf", "-inc.pdf", "%%EOF"), ("-inc.tex", ".tex", "\\endgroup")]
    case .gif: [(".gif", ".gif", "\u{0};")]
    }
  }

  /// The formats that every figure can have.
  package static let ofEveryFigure: [FigureFormat] = [.svg, .png, .pdf, .tex]
}
