/// A source that holds the solution and what is handed out of it:
///
/// ```python
/// def adam(theta, g, state, lr):
///     # BEGIN SOLUTION
///     m = …
///     # STUB: return theta
///     # END SOLUTION
/// ```
///
/// What stands between the marks is the solution's alone; in its place students find `YOUR CODE HERE`. A
/// line `STUB:` is theirs alone, without the mark. Both may begin with `#` or `//`.
package struct SourceMarkers: Sendable, Equatable {
  package let starter: String
  package let solution: String
  /// Whether there is any mark in it.
  package let hasMarks: Bool

  /// Marks that do not fit each other.
  package struct Mistake: Error, Equatable {
    package var line: Int
    package var message: String

    package init(line: Int, message: String) {
      self.line = line
      self.message = message
    }
  }

  private enum Mark: Equatable {
    case begin, end
    case stub(String)
  }

  package init(_ text: String) throws(Mistake) {
    var (starter, solution): ([Substring], [Substring]) = ([], [])
    var openLine: Int?
    var hasMarks = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (place, line) in lines.enumerated() {
      guard let (mark, sign, indentation) = Self.mark(of: line) else {
        solution.append(line)
        if openLine == nil { starter.append(line) }
        continue
      }
      hasMarks = true
      switch mark {
      case .begin:
        if let openLine {
          throw Mistake(
            line: place + 1,
            message: "BEGIN SOLUTION inside of the one on line \(openLine), which has no END")
        }
        openLine = place + 1
        starter.append(Substring("\(indentation)\(sign) YOUR CODE HERE"))
      case .end:
        guard openLine != nil else {
          throw Mistake(line: place + 1, message: "END SOLUTION without a BEGIN SOLUTION before it")
        }
        openLine = nil
      case .stub(let code): starter.append(Substring(code.isEmpty ? "" : indentation + code))
      }
    }
    if let openLine {
      throw Mistake(line: openLine, message: "BEGIN SOLUTION without an END SOLUTION after it")
    }
    self.starter = starter.joined(separator: "\n")
    self.solution = solution.joined(separator: "\n")
    self.hasMarks = hasMarks
  }

  /// The mark on a line, with the sign of the comment that it is in, and what stands before that.
  private static func mark(of line: Substring) -> (Mark, sign: String, indentation: String)? {
    let indentation = line.prefix { $0 == " " || $0 == "\t" }
    var rest = line[indentation.endIndex...]
    guard let sign = ["//", "#"].first(where: { rest.hasPrefix($0) }) else { return nil }
    rest = rest.dropFirst(sign.count).drop { $0 == " " || $0 == "\t" }
    let end = rest.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }
    let words = String(end.reversed())
    switch words {
    case "BEGIN SOLUTION": return (.begin, sign, String(indentation))
    case "END SOLUTION": return (.end, sign, String(indentation))
    default: break
    }
    guard words == "STUB:" || words.hasPrefix("STUB: ") else { return nil }
    return (.stub(String(words.dropFirst("STUB: ".count))), sign, String(indentation))
  }
}
