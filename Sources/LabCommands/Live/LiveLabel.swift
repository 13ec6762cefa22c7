internal import OptimizerLab
internal import SpecLanguage

/// Text from outside as gnuplot and a terminal can show it and nothing else.
package enum LiveLabel {
  /// A gnuplot expression for the text: single-quoted pieces, in which nothing is run or replaced,
  /// joined by `"'"` where the text has a quote. What controls a terminal or changes the direction
  /// of its text is gone.
  ///
  /// gnuplot's own way, `'` doubled, fails in 5.4 where the text begins with a quote or has two in
  /// a row: `'''tis'` is taken for `''` followed by an unexpected `'tis'`.
  package static func quoted(_ text: String, longest: Int) -> String {
    let visible = String(String.UnicodeScalarView(text.unicodeScalars.filter(isVisible)))
    let short = visible.count > longest ? visible.prefix(longest - 1) + "…" : visible[...]
    let pieces = short.split(separator: "'", omittingEmptySubsequences: false)
    return pieces.map { "'\($0)'" }.joined(separator: ".\"'\".")
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
    default: true
    }
  }
}
