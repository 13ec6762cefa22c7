internal import ExperimentRunner
internal import OptimizerLab

extension ResultsTable {
  // MARK: Markdown

  package var markdown: String {
    let tables = sections(columns: chosen).map { section in
      let rows = section.rows.map { row in Self.line(row.map(Self.markdown)) }
      return
        (["## \(Self.markdown(section.title))", ""]
        + [Self.line(section.header), Self.line(section.header.map { _ in "---" })] + rows)
        .joined(separator: "\n")
    }
    return
      (["# Results"] + tables + [
        notes.map { Self.markdown($0, signs: Self.signsOfProse) }.joined(separator: " ")
      ] + scoreSections.map(Self.markdown)).joined(separator: "\n\n")
      + "\n"
  }

  private static func markdown(_ section: ScoreSection) -> String {
    let lines =
      [line(section.header), line(section.header.map { _ in "---" })]
      + section.rows.map { row in line(row.map { markdown($0) }) }
    return ["## \(markdown(section.title))", lines.joined(separator: "\n")]
      .joined(separator: "\n\n")
      + (section.sentences.isEmpty
        ? ""
        : "\n\n"
          + section.sentences.map { markdown($0, signs: signsOfProse) }.joined(separator: " "))
  }

  private static func line(_ cells: [String]) -> String {
    "| \(cells.joined(separator: " | ")) |"
  }

  private static func markdown(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): markdown(text)
    case .estimate(let value, let interval, let note):
      ([value, interval.map { markdown($0) } ?? "", note]).filter { !$0.isEmpty }
        .joined(separator: " ")
    }
  }

  /// Without brackets before them, parentheses are no link's.
  private static let signsOfProse = "\\`*_{}[]<>#+!|&~$"

  /// A text whose signs mean nothing to Markdown or HTML.
  private static func markdown(_ text: String, signs: String = "()" + signsOfProse) -> String {
    PlainText.cleaned(text).reduce(into: "") { result, character in
      if signs.contains(character) { result.append("\\") }
      result.append(character)
    }
  }
}
