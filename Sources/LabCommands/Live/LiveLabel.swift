internal import ExperimentReport
internal import SpecLanguage

/// Text from outside as gnuplot and a terminal can show it and nothing else.
package enum LiveLabel {
  /// A gnuplot expression for the text, no longer than so many letters. What controls a terminal or
  /// changes the direction of its text is gone.
  package static func quoted(_ text: String, longest: Int) -> String {
    let visible = String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.isInvisible }))
    return FigureText.quoted(
      visible.count > longest ? visible.prefix(longest - 1) + "…" : visible)
  }
}
