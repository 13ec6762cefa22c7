internal import ExperimentRunner
internal import OptimizerLab

// The caption below the panels.
extension FigurePage {
  /// The caption in lines that fit the page.
  var captionLines: [String] {
    let columns = Int((width - 42) / 7)
    return FigureText.lines(of: caption) { line in
      PlainText.columns(line) <= columns && 11 * FigureText.width(of: line) <= width - 28
    }
  }

  /// How much the caption adds to the page's height.
  var captionHeight: Double { 14 + Self.lineHeight * Double(captionLines.count) }

  private static let lineHeight = 15.0

  /// Commands that put it there.
  var captionLabels: [String] {
    let lines = captionLines
    guard !lines.isEmpty else { return [] }
    let array =
      "array words[\(lines.count)] = [ \\\n  "
      + lines.map(FigureText.source).joined(separator: ", \\\n  ") + "]"
    let first = FigureNumber.short(height + 14)
    return [
      array,
      "if (caption) {",
      "  do for [k = 1:|words|] {",
      "    set label words[k] at screen \(FigureNumber.part(14 / width)), "
        + "down(\(first) + (k - 1) * \(FigureNumber.short(Self.lineHeight))) \\",
      "      left noenhanced font caption_font textcolor rgb grey",
      "  }",
      "}",
    ]
  }
}
