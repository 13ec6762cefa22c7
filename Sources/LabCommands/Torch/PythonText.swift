internal import OptimizerLab
internal import SpecLanguage

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

  /// A setting of a spec as a value: a list of numbers is a tuple, and these are floats, which is
  /// what PyTorch wants of betas.
  static func value(_ node: JSONNode) -> String {
    switch node.value {
    case .array(let elements):
      "(\(elements.map { value($0) + ($0.isWrittenWhole ? ".0" : "") }.joined(separator: ", ")))"
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .number(let text): text
    case .string(let text): string(text)
    case .object(let members):
      "{\(members.map { "\(string($0.key)): \(value($0.node))" }.joined(separator: ", "))}"
    }
  }

  /// `function(arguments)` on one line, or, where that is too long, an argument a line.
  /// - Parameters:
  ///   - depth: how many levels the call is indented.
  ///   - before: what stands before it on its first line, indentation left out.
  ///   - splits: whether there is an argument a line in any case.
  static func call(
    _ function: String, _ arguments: [String], depth: Int, after before: String = "",
    splits: Bool = false
  ) -> String {
    list("\(function)(", arguments, ")", depth: depth, after: before, splits: splits)
  }

  /// A dictionary on one line, or, where that is too long, a key a line; as `call`.
  static func dictionary(
    _ entries: [(key: String, value: String)], depth: Int, after before: String
  ) -> String {
    list("{", entries.map { "\($0): \($1)" }, "}", depth: depth, after: before, splits: false)
  }

  /// A list on one line, or, where that is too long, an element a line; as `call`.
  static func list(_ elements: [String], depth: Int, after before: String) -> String {
    list("[", elements, "]", depth: depth, after: before, splits: false)
  }

  private static func list(
    _ opening: String, _ items: [String], _ closing: String, depth: Int, after before: String,
    splits: Bool
  ) -> String {
    let oneLine = "\(opening)\(items.joined(separator: ", "))\(closing)"
    // One character more for the comma behind it.
    let fits = 4 * depth + before.count + oneLine.count < lineLength
    if fits, !splits, !oneLine.contains("\n") { return oneLine }
    let indent = String(repeating: "    ", count: depth)
    let lines = items.map { "\(indent)    \($0),\n" }
    return "\(opening)\n\(lines.joined())\(indent)\(closing)"
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

extension JSONNode {
  /// Whether it is a number without a point or an exponent.
  fileprivate var isWrittenWhole: Bool {
    guard case .number(let text) = value else { return false }
    return !text.contains { ".eE".contains($0) }
  }
}
