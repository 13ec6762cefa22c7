internal import ExperimentRunner
internal import OptimizerLab

extension ResultsTable {
  // MARK: LaTeX

  /// What `\input` takes in a document that needs no package for it: a `tabular` a network.
  package var latex: String {
    let tables = pages.map { section in
      let columns =
        String(repeating: "l", count: section.names)
        + String(repeating: "r", count: section.header.count - section.names)
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
      """ + remark
    let notes = notes.map { "% \(PlainText.cleaned($0))" }.joined(separator: "\n")
    return [head, notes, tables.joined(separator: "\n\n")].joined(separator: "\n") + "\n"
  }

  /// The tables, each with the columns that were chosen, or those that a page has room for.
  private var pages: [Section] {
    if let chosen { return sections(columns: chosen) }
    return sections.map { LaTeXWidth.fitted($0) }
  }

  private var remark: String {
    if let chosen { return "\n" + Self.columnsMark + chosen.map(\.name).joined(separator: ",") }
    let left = zip(sections, pages).contains { $0.columns != $1.columns }
    return left
      ? "\n% Columns that a page has no room for are left out: `optlab plot --columns` chooses others."
      : ""
  }

  private static let columnsMark = "% columns: "

  /// The columns that were chosen for a `results.tex`.
  package static func columns(ofLaTeX text: String) -> [ResultColumn]? {
    text.split(separator: "\n").first { $0.hasPrefix(columnsMark) }.map { line in
      line.dropFirst(columnsMark.count).split(separator: ",").compactMap {
        ResultColumn(named: String($0))
      }
    }
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
    text.replacing("−", with: "-").split(separator: " ").map { word in
      guard let e = word.firstIndex(of: "e") else { return String(word) }
      let rest = word[word.index(after: e)...]
      let digits = rest.prefix { $0 == "-" || $0.isNumber }
      return "\(word[..<e]) \\cdot 10^{\(digits)}\(rest.dropFirst(digits.count))"
    }.joined(separator: " ").replacing("∞", with: "\\infty").replacing("×", with: "\\times")
  }
}
