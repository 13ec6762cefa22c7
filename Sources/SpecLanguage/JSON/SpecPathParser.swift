/// Reads the key of `KEY=VALUE`: names and indices with dots between them, and brackets around
/// indices and around names that are not plain words.
struct SpecPathParser {
  struct Failure: Error, Equatable {
    var message: String
  }

  private var text: Substring

  init(_ text: String) {
    self.text = text[...]
  }

  /// What follows the key's `=`.
  var rest: String { String(text) }

  /// The steps up to the `=`, which is stepped over.
  mutating func parsePath() throws(Failure) -> SpecPath {
    guard text.contains("=") else {
      throw Failure(message: "expected KEY=VALUE, such as optimizers.0.lr=0.01")
    }
    var path = SpecPath()
    while true {
      if skip("[") {
        path.steps.append(try parseBracket())
      } else {
        if !path.isRoot, !skip(".") {
          throw Failure(message: "expected \".\", \"[\" or \"=\" after \(path)")
        }
        path.steps.append(.key(try parseName(after: path)))
      }
      if skip("=") { return path }
    }
  }

  private mutating func parseName(after path: SpecPath) throws(Failure) -> String {
    let name = text.prefix { $0 != "." && $0 != "[" && $0 != "=" }
    guard !name.isEmpty else {
      throw Failure(
        message: path.isRoot ? "the key is empty" : "a name is missing in the key after \(path)")
    }
    text = text[name.endIndex...]
    return String(name)
  }

  /// An index or a quoted name, and the closing bracket.
  private mutating func parseBracket() throws(Failure) -> SpecPath.Step {
    if text.hasPrefix("\"") {
      let name = try parseQuotedName()
      guard skip("]") else { throw Self.badBracket }
      return .key(name)
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let index = Int(digits) else { throw Self.badBracket }
    text = text[digits.endIndex...]
    guard skip("]") else { throw Self.badBracket }
    return .index(index)
  }

  private mutating func parseQuotedName() throws(Failure) -> String {
    var end = text.index(after: text.startIndex)
    while end < text.endIndex, text[end] != "\"" {
      end =
        text.index(end, offsetBy: text[end] == "\\" ? 2 : 1, limitedBy: text.endIndex)
        ?? text.endIndex
    }
    guard end < text.endIndex else { throw Self.badBracket }
    let quoted = text[...end]
    guard let node = try? JSONParser.parse(Array(quoted.utf8)), case .string(let name) = node.value
    else { throw Self.badBracket }
    text = text[quoted.endIndex...]
    return name
  }

  private static let badBracket = Failure(
    message: "expected an index or a name in double quotes between \"[\" and \"]\"")

  private mutating func skip(_ character: Character) -> Bool {
    guard text.first == character else { return false }
    text.removeFirst()
    return true
  }
}
