/// What the files of a figure can be.
package enum FigureFormat: String, Sendable, CaseIterable {
  case svg, png, pdf
  /// A TeX document of its own, with the curves in a PDF file that it includes.
  case tex

  /// The name that a script knows it by.
  var terminal: String {
    switch self {
    case .svg: "svg"
    case .png: "pngcairo"
    case .pdf: "pdfcairo"
    case .tex: "cairolatex"
    }
  }

  /// What follows the figure's name in its files, and what stands near the end of each that is
  /// whole. The file to open comes last.
  var files: [(ending: String, mark: String)] {
    switch self {
    case .svg: [(".svg", "</svg>")]
    case .png: [(".png", "IEND")]
    case .pdf: [(".pdf", "%%EOF")]
    case .tex: [("-inc.pdf", "%%EOF"), (".tex", "\\end{document}")]
    }
  }
}
