internal import OptimizerLab

/// Values and calls in Python's words.
enum PythonText {
  /// The longest line of a script.
  static let lineLength = 88

  /// The shortest digits that read back to the same number.
  static func number(_ value: Double) -> String { JSONNode.shortestText(of: value) }

  /// A string literal. What does not print, or turns the direction of the text, is written by its
  /// number, so that the script is what it looks like.
  static func string(_ text: String) -> String { "\"\(escaped(text))\"" }

  static func strings(_ texts: [String]) -> String {
    "[\(texts.map(string).joined(separator: ", "))]"
  }

  /// A text as it may stand in a string or a docstring.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\\", "\"": result += "\\\(scalar)"
      case _ where TerminalText.escaped(scalar) != String(scalar):
        let digits = String(scalar.value, radix: 16)
        result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  /// A setting of a spec as a value: a list of numbers is a tuple.
  static func value(_ node: JSONNode) -> String {
    switch node.value {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .number(let text): text
    case .string(let text): string(text)
    case .array(let elements): "(\(elements.map(value).joined(separator: ", ")))"
    case .object(let members):
      "{\(members.map { "\(string($0.key)): \(value($0.node))" }.joined(separator: ", "))}"
    }
  }

  /// `function(arguments)` on one line, or, where that is too long, an argument a line.
  /// - Parameters:
  ///   - depth: how many levels the call is indented.
  ///   - before: what stands before it on its first line, indentation left out.
  static func call(
    _ function: String, _ arguments: [String], depth: Int, after before: String = "",
    splits: Bool = false
  ) -> String {
    let oneLine = "\(function)(\(arguments.joined(separator: ", ")))"
    // One character more for the comma behind it.
    if !splits, 4 * depth + before.count + oneLine.count < lineLength { return oneLine }
    let indent = String(repeating: "    ", count: depth)
    let lines = arguments.map { "\(indent)    \($0),\n" }
    return "\(function)(\n\(lines.joined())\(indent))"
  }

  /// Words in lines of at most `lineLength`.
  static func wrapped(_ text: String) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if line.count + word.count < lineLength {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }
}
