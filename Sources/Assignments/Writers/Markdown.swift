/// Text from outside in a platform's Markdown.
enum Markdown {
  /// A text whose signs mean nothing to Markdown or HTML; its lines stay lines.
  static func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(escaped(line:))
      .joined(separator: "  \n")
  }

  private static func escaped(line: Substring) -> String {
    var result = ""
    // What begins a list, a head or a block of code does so at the start of a line alone.
    let text = line.drop { $0 == " " }
    for (place, character) in text.enumerated() {
      switch character {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "!", "|", "~", "$":
        result += "\\\(character)"
      case "-", "+", "=": result += place == 0 ? "\\\(character)" : "\(character)"
      default: result.append(character)
      }
    }
    return afterNumber(result)
  }

  /// `1.` at the start of a line would begin a list.
  private static func afterNumber(_ line: String) -> String {
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, let next = line.dropFirst(digits.count).first, next == "." else {
      return line
    }
    return "\(digits)\\\(line.dropFirst(digits.count))"
  }

  /// A block of letters as they are.
  static func verbatim(_ text: String) -> String {
    var longest = 0
    var run = 0
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(longest + 1, 3))
    return "\(fence)\n\(text)\n\(fence)"
  }
}
