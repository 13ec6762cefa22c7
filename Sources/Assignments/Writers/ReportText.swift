internal import SpecLanguage

/// Texts of a result as reports show them.
///
/// A message can quote what a student's program said, so it is text from outside: nothing in it moves a
/// cursor, turns the direction of writing, or is a character that XML, a database or a browser refuses.
enum ReportText {
  /// Lines that end in `\n`, every other character that does not print in the form `\u{1b}`.
  static func cleaned(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
      switch scalar {
      case "\n": result += "\n"
      case "\t": result += "  "
      default: result += TerminalText.escaped(scalar)
      }
    }
    return result
  }

  /// The same in one line.
  static func line(_ text: String) -> String {
    cleaned(text).split(separator: "\n", omittingEmptySubsequences: true).joined(separator: " ")
  }

  /// No longer than about so many characters, the middle left out: what a program says first and last
  /// tells most.
  static func shortened(_ text: String, to limit: Int) -> String {
    let count = text.unicodeScalars.count
    guard count > limit else { return text }
    let half = limit / 2
    let scalars = text.unicodeScalars
    return String(scalars.prefix(half)) + "… (\(count - 2 * half) characters left out) …"
      + String(scalars.suffix(half))
  }

  /// Points as a person writes them: `2`, `2.5`, `0.333`.
  static func points(_ value: Double) -> String {
    let rounded = (value * 1000).rounded() / 1000
    // A zero has no sign.
    return JSONNode.shortestText(of: rounded == 0 ? 0 : rounded)
  }

  /// What is said of a check besides its title and its points, a paragraph each.
  static func paragraphs(of check: CheckResult, limit: Int) -> [String] {
    var paragraphs: [String] = []
    if !check.message.isEmpty { paragraphs.append(cleaned(shortened(check.message, to: limit))) }
    if let mistake = check.mistake { paragraphs.append("Known mistake: \(line(mistake)).") }
    if let hint = check.hint { paragraphs.append("Hint: \(cleaned(shortened(hint, to: limit)))") }
    if let numbers = numbers(of: check) { paragraphs.append(numbers) }
    return paragraphs
  }

  /// "expected 0.31, found 0.62, a difference of 2 (1e-9 is allowed)"; `nil` where there are none.
  static func numbers(of check: CheckResult) -> String? {
    var parts: [String] = []
    if let expected = check.expected { parts.append("expected \(number(expected))") }
    if let actual = check.actual { parts.append("found \(number(actual))") }
    if let difference = check.difference { parts.append("a difference of \(number(difference))") }
    guard !parts.isEmpty else { return nil }
    let allowed = check.tolerance.map { " (\(number($0)) is allowed)" } ?? ""
    return parts.joined(separator: ", ") + allowed
  }

  /// All digits that count: a student compares them with their own.
  static func number(_ value: Double) -> String {
    value.isFinite ? JSONNode.shortestText(of: value) : "\(value)"
  }

  /// What stands above all checks, a sentence each.
  static func remarks(on result: GradeResult) -> [String] {
    var sentences: [String] = []
    if !result.isHandedIn {
      sentences.append("Nothing was handed in.")
    } else if !result.isGraded {
      sentences.append(
        "Not graded yet: the grading has not ended. If this stays, it was stopped, and the teacher can start it again."
      )
    }
    sentences += result.formatErrors.map { "Could not be graded: \(line(shortened($0, to: 2000)))" }
    sentences += result.remarks.map { line(shortened($0, to: 2000)) }
    if !result.awaited.isEmpty {
      let most = result.awaited.reduce(0) { $0 + $1.most }
      sentences.append("\(points(most)) of the points are still to be given by the teacher.")
    }
    return sentences
  }
}
