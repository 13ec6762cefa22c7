internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// Text from outside on its way into a gnuplot script, where it must stay text.
///
/// gnuplot runs what stands in backquotes within double quotes, and what follows the end of a
/// string; so text goes between single quotes, in which only the quote itself means anything. That
/// one goes between double quotes: gnuplot 5.4 reads a doubled single quote as one only where it
/// neither begins the text nor follows another.
package enum FigureText {
  /// An expression that gives the text: `'Adam'`, or `shown('a_b', 'a\_b')` where TeX would read
  /// the text otherwise than a reader does.
  package static func source(_ text: String) -> String {
    let plain = PlainText.cleaned(text)
    let latex = latex(plain)
    return plain == latex ? quoted(plain) : "shown(\(quoted(plain)), \(quoted(latex)))"
  }

  /// The text as TeX must read it to print it, whatever it says.
  static func latex(_ text: String) -> String {
    PlainText.cleaned(text).map { LaTeXText.escapes[$0] ?? String($0) }.joined()
  }

  /// An expression that gives the text. Only for text without control characters.
  package static func quoted(_ text: String) -> String {
    text.split(separator: "'", omittingEmptySubsequences: false).map { "'\($0)'" }
      .joined(separator: #" . "'" . "#)
  }

  /// The paragraphs of a text in lines no longer than so many columns, broken at spaces; a longer
  /// word is broken where it must.
  static func lines(of text: String, columns count: Int) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n") {
      var line = ""
      for word in PlainText.cleaned(String(paragraph)).split(separator: " ") {
        var word = Substring(word)
        while PlainText.columns(line) + (line.isEmpty ? 0 : 1) + PlainText.columns(String(word))
          > count
        {
          if line.isEmpty {
            line = String(word.prefix(max(count / 2, 1)))
            word = word.dropFirst(line.count)
          }
          lines.append(line)
          line = ""
        }
        line += line.isEmpty ? String(word) : " \(word)"
      }
      if !line.isEmpty { lines.append(line) }
    }
    return lines
  }

  /// The text in one line that ends in no backslash, which would join the next line of a script to
  /// it.
  static func comment(_ text: String) -> String {
    let text = PlainText.cleaned(text)
    return text.hasSuffix("\\") ? text + " " : text
  }
}
