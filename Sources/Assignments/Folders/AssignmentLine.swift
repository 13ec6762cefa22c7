internal import SpecLanguage

/// An assignment in a line of a list:
///
/// ```
/// dying-units           20 points   60 min  Kill half of the units, then cure them
/// ```
package struct AssignmentLine {
  package let text: String

  package init(_ folder: AssignmentFolder) {
    let assignment = folder.assignment
    let points = JSONNode.shortestText(of: assignment.mostPoints)
    let minutes = assignment.minutes.map { "\($0) min" } ?? ""
    text =
      Self.padded(assignment.name, 20) + Self.right("\(points) points", 12)
      + Self.right(minutes, 9) + "  " + TerminalText.escaped(assignment.title) + "\n"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(width - text.count, 0))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(width - text.count, 1)) + text
  }
}
