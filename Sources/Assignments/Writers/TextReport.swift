internal import SpecLanguage

/// For a terminal:
///
///     Adam, from its equations (adam 3)
///     alice, variant 7310
///
///     pass    1.1   1 of 1   20 steps without an error
///     FAIL    1.2   2 of 5   the rule
///                            Parts at step 1.
///                            Hint: your first step is not lr·sign(g): what is t then?
///
///     3 of 6 points
package enum TextReport: ResultWriter {
  package static let name = "text"
  package static let summary = "for a terminal"
  package static let fileName = "result.txt"

  /// Longer messages are cut; the JSON has them whole.
  private static let limit = 2000

  package static func text(of result: GradeResult, in place: ReportPlace) -> String {
    let result = result.asStudentsSeeIt
    let columns = max(place.columns, 40)
    var lines = head(of: result, columns: columns)
    for (task, checks) in result.checksByTask {
      lines.append("")
      if !task.isEmpty { lines += wrapped(result.title(ofTask: task), columns: columns, indent: 0) }
      for check in checks { lines += self.lines(of: check, columns: columns, place) }
    }
    lines.append("")
    var end = ["\(ReportText.points(result.score)) of \(ReportText.points(result.most)) points"]
    end += result.rankings.map { "\($0.name): \(ReportText.number($0.value))" }
    if !result.protection.isEmpty {
      end.append("protected by \(result.protection.joined(separator: ", "))")
    }
    for line in end { lines += wrapped(line, columns: columns, indent: 0) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func head(of result: GradeResult, columns: Int) -> [String] {
    let source = result.assignment
    var lines = wrapped(
      "\(source.title) (\(source.name) \(source.version))", columns: columns, indent: 0)
    let who = [result.student, result.name].compactMap { $0 }.joined(separator: ", ")
    lines += wrapped("\(who), variant \(result.variant)", columns: columns, indent: 0)
    for remark in ReportText.remarks(on: result) {
      lines += wrapped("! " + remark, columns: columns, indent: 2, hanging: true)
    }
    return lines
  }

  private static func word(_ status: CheckResult.Status) -> String {
    switch status {
    case .pass: "pass"
    case .fail: "FAIL"
    case .error: "ERROR"
    case .timeout: "TIME"
    case .skipped: "–"
    }
  }

  private static func lines(of check: CheckResult, columns: Int, _ place: ReportPlace) -> [String] {
    let points = "\(ReportText.points(check.points)) of \(ReportText.points(check.most))"
    let start =
      padded(word(check.status), 6) + padded(ReportText.line(check.number), 5) + padded(points, 9)
    let title = ReportText.line(check.title.isEmpty ? check.id : check.title)
    var lines = wrapped(start + title, columns: columns, indent: 20, hanging: true)
    for paragraph in ReportText.paragraphs(of: check, limit: limit) {
      lines += wrapped(paragraph, columns: columns, indent: 20)
    }
    for letters in ResultFigure.texts(of: check, in: place.folder) {
      lines += letters.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    return lines
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(width - TerminalText.columns(of: text), 1))
  }

  /// The lines of a text, broken at spaces, or within a word that is wider than a line.
  /// - Parameter hanging: whether the first line stands at the margin.
  static func wrapped(
    _ text: String, columns: Int, indent: Int, hanging: Bool = false
  ) -> [String] {
    // A narrow terminal has no room for a column of titles.
    let indent = indent * 2 > columns ? 4 : indent
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    for paragraph in ReportText.cleaned(text).split(
      separator: "\n", omittingEmptySubsequences: true)
    {
      var line = hanging && lines.isEmpty ? "" : margin
      var (used, isEmpty) = (line.count, true)
      for part in paragraph.split(
        separator: " ", omittingEmptySubsequences: !(hanging && lines.isEmpty))
      {
        for piece in pieces(of: part, columns: columns - indent - 1) {
          let width = TerminalText.columns(of: piece)
          if !isEmpty, used + 1 + width > columns {
            lines.append(line)
            (line, used, isEmpty) = (margin, indent, true)
          }
          line += (isEmpty ? "" : " ") + piece
          used += (isEmpty ? 0 : 1) + width
          isEmpty = false
        }
      }
      lines.append(line)
    }
    return lines
  }

  private static func pieces(of word: Substring, columns: Int) -> [String] {
    guard TerminalText.columns(of: String(word)) > columns else { return [String(word)] }
    var pieces: [String] = []
    var (piece, used) = ("", 0)
    for scalar in word.unicodeScalars {
      let width = TerminalText.width(of: scalar)
      if used + width > columns {
        pieces.append(piece)
        (piece, used) = ("", 0)
      }
      piece.unicodeScalars.append(scalar)
      used += width
    }
    return pieces + [piece]
  }
}
