internal import ExperimentRunner
internal import OptimizerLab

extension ResultsTable {
  // MARK: Markdown

  package var markdown: String {
    let tables = sections.map { section in
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

  // MARK: LaTeX

  /// What `\input` takes in a document that needs no package for it: a `tabular` a network.
  package var latex: String {
    let tables = sections.map { section in
      let columns = "l" + String(repeating: "r", count: section.header.count - 1)
      let rows = section.rows.map { Self.row($0.map(Self.latex)) }
      return """
        % \(PlainText.cleaned(section.title))
        \\begin{tabular}{\(columns)}
        \\hline
        \(Self.row(section.header.map(FigureText.latex)))
        \\hline
        \(rows.joined(separator: "\n"))
        \\hline
        \\end{tabular}
        """
    }
    let head = """
      % \\input this file into a table. It needs no package; names beyond Latin and Greek letters need
      % LuaLaTeX or XeLaTeX.
      """
    let notes = notes.map { "% \(PlainText.cleaned($0))" }.joined(separator: "\n")
    return [head, notes, tables.joined(separator: "\n\n")].joined(separator: "\n") + "\n"
  }

  private static func row(_ cells: [String]) -> String {
    cells.joined(separator: " & ") + #" \\"#
  }

  private static func latex(_ cell: Cell) -> String {
    switch cell {
    case .text("–"): "--"
    // In braces: a name that begins with a bracket or a star would be taken for an argument of the
    // line's end before it.
    case .text(let text): "{\(FigureText.latex(text))}"
    case .estimate(let value, let interval, let note):
      "$\(power(value))$" + (interval.map { " $\(power($0))$" } ?? "")
        + (note.isEmpty ? "" : " \(FigureText.latex(note))")
    }
  }

  /// `1.2e-7` as TeX writes it, and infinity.
  private static func power(_ text: String) -> String {
    text.split(separator: " ").map { word in
      guard let e = word.firstIndex(of: "e") else { return String(word) }
      let rest = word[word.index(after: e)...]
      let digits = rest.prefix { $0 == "-" || $0.isNumber }
      return "\(word[..<e]) \\cdot 10^{\(digits)}\(rest.dropFirst(digits.count))"
    }.joined(separator: " ").replacing("∞", with: "\\infty").replacing("×", with: "\\times")
  }
}
