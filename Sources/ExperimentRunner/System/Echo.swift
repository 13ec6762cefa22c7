import OptimizerLab
internal import SpecLanguage

/// Words from outside as an error may repeat them: a file must not be able to steer the terminal.
package enum Echo {
  /// The text with everything that has no shape of its own (controls, direction marks, line breaks)
  /// written as Swift would escape it.
  package static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result += TerminalText.escaped(scalar)
      }
    }
  }

  /// The text in quotes, cut where it is long.
  static func quoted(_ text: String) -> String {
    "\"\(escaped(clipped(text)))\""
  }

  /// `0x00000803`
  static func hexadecimal(_ number: UInt32) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// `60000 x 28 x 28`
  static func product(_ factors: [Int]) -> String {
    factors.map(String.init).joined(separator: " x ")
  }

  /// `1 cell`, `3 cells`
  static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  /// `a, b, c`
  static func list(_ words: [String]) -> String {
    words.joined(separator: ", ")
  }
}
