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

  /// The paragraphs of a text in lines no longer than so many columns.
  static func lines(of text: String, columns count: Int) -> [String] {
    lines(of: text) { PlainText.columns($0) <= count }
  }

  /// The paragraphs of a text in lines for which there is room, broken at spaces; a longer word is broken
  /// where it must.
  static func lines(of text: String, fits: (String) -> Bool) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n") {
      var line = ""
      for word in PlainText.cleaned(String(paragraph)).split(separator: " ") {
        var word = Substring(word)
        while !fits(line.isEmpty ? String(word) : "\(line) \(word)") {
          if line.isEmpty {
            guard word.count > 1 else { break }
            line = longestStart(of: word, fits: fits)
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

  /// What there is room for of a word, a letter at least.
  private static func longestStart(of word: Substring, fits: (String) -> Bool) -> String {
    var start = ""
    for letter in word {
      guard start.isEmpty || fits(start + String(letter)) else { break }
      start.append(letter)
    }
    return start
  }

  /// The text without so much of its middle that there is room for it.
  static func shortened(_ text: String, fits: (String) -> Bool) -> String {
    let text = PlainText.cleaned(text)
    if fits(text) { return text }
    // Halves until both ends meet: a name may be of a thousand letters.
    var (short, long) = (1, PlainText.columns(text))
    while long - short > 1 {
      let middle = (short + long) / 2
      if fits(PlainText.shortened(text, to: middle)) { short = middle } else { long = middle }
    }
    return PlainText.shortened(text, to: short)
  }

  /// How wide a text is, in the size of its letters: those of DejaVu Sans, which is the widest of the fonts
  /// that a system has for "sans".
  static func width(of text: String) -> Double { text.reduce(0) { $0 + width(of: $1) } }

  private static func width(of letter: Character) -> Double {
    switch letter {
    case "i", "j", "l", "I", "J", "f", "r", "t", " ", ".", ",", ":", ";", "'", "|", "!", "-", "/",
      "(", ")",
      "[", "]":
      0.41
    case "A", "B", "C", "K", "R", "U", "V", "X", "Z": 0.73
    case "H", "N", "D", "G", "O", "Q", "M", "w", "&", "#", "+", "<", "=", ">", "^", "~": 0.86
    case "W", "m", "%", "@", "…": 1
    case _ where PlainText.columns(String(letter)) > 1: 1
    default: letter.isASCII ? 0.64 : 0.8
    }
  }

  /// The text in one line that ends in no backslash, which would join the next line of a script to
  /// it.
  static func comment(_ text: String) -> String {
    let text = PlainText.cleaned(text)
    return text.hasSuffix("\\") ? text + " " : text
  }
}
