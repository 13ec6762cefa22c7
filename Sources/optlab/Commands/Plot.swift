import ArgumentParser
internal import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import SpecLanguage

struct Plot: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw (again) the figures of a finished or half-finished run.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case svg, png, pdf, tex, term

    /// `nil` for the terminal, which is no file.
    var file: FigureFormat? { FigureFormat(rawValue: rawValue) }
  }

  @Argument(help: "The folder that a run left.", completion: .run)
  var folder: String

  @Option(
    help: """
      What the figures are drawn to. tex is for \\input in a LaTeX document; term draws in the \
      terminal.
      """)
  var format: Format = .svg

  @Flag(help: "Draw the films, too: NAME_animation.gif.")
  var animate = false

  @Option(
    help: ArgumentHelp(
      "What the convergence is drawn over, in its left panel: "
        + CostAxis.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "AXIS"),
    completion: .list(CostAxis.allCases.map(\.rawValue)), transform: Plot.axis)
  var axis: CostAxis = .step

  @Option(
    name: .customLong("figure"),
    help: ArgumentHelp(
      "Draw this figure alone, without the report. May be given several times; `optlab list figures` "
        + "says what each is.", valueName: "NAME"),
    completion: .list(FigureCatalog.all.map { $0.name }), transform: Plot.figure)
  var only: [String] = []

  @Option(
    help: ArgumentHelp(
      "Draw png, pdf or tex for a column (85 mm) or a page (174 mm) of a paper, or so many "
        + "millimetres wide.", valueName: "column|page|MM"),
    completion: .list(["column", "page"]), transform: Plot.width)
  var width: Double?

  @Option(
    help: ArgumentHelp(
      "The columns of results.md and results.tex, between commas, as they are called in "
        + "results.csv or in the tables: lr,final_loss_median,diverged.", valueName: "COLUMNS"))
  var columns: String?

  @OptionGroup var exports: ExportOptions

  func validate() throws {
    if width != nil, ![.png, .pdf, .tex].contains(format) {
      throw ValidationError("--width is for --format png, pdf or tex")
    }
  }

  func run() throws {
    let finished = try FinishedRun(folder)
    // Letters need the tables and scripts; where nobody may write them, they are made elsewhere.
    let needsScratch = format == .term && !animate && !OutputFile.canWrite(finished.folder)
    let scratch = needsScratch ? try OutputFile.makeTemporaryFolder() : nil
    defer { scratch.map(OutputFile.removeFolder) }
    let run = try finished.output()
    let output = OutputFolder(scratch.map(run.at) ?? run, columns: try chosenColumns)
    let page = format == .term ? Double(Streams.outputWidth) * FigureScript.letterWidth : nil
    let presentation = try output.write(
      pageWidth: page ?? RunOverview.paperWidth, axis: axis, exports: exports.names,
      selection: FigureSelection(names: only, millimetres: width))
    // The tables have headers and the scripts are whole, but there is nothing to draw.
    guard !output.results.isEmpty else { throw finished.emptiness }
    for name in only where !presentation.figures.contains(where: { $0.name == name }) {
      throw ValidationError("\(name) has nothing to show of this run")
    }
    Streams.remark(presentation.remarks)
    if let file = format.file {
      try draw(presentation, as: file, manifest: finished.manifest)
    } else {
      try show(presentation.drawable, in: output.path)
      if animate { try drawFilms(presentation) }
    }
  }

  private func draw(
    _ presentation: Presentation, as format: FigureFormat, manifest: JSONNode?
  ) throws {
    let folder = presentation.folder.path
    let drawing = presentation.draw(as: format)
    tell(drawing.drawn, in: folder, as: format)
    // Before the report, which shows the films and the figures as SVG.
    let films = animate || format == .svg ? presentation.drawFilms(all: animate) : nil
    if let films { tell(films.drawn, in: folder, as: .gif) }
    // It shows all figures, as wide as a screen has them.
    if format == .svg || animate, only.isEmpty, width == nil {
      try Report(presentation, manifest: manifest, drawing: drawing.failure).write()
      Streams.output("\(folder)/\(Report.fileName)\n")
    }
    if let failure = drawing.failure ?? films?.failure { throw failure }
  }

  private func drawFilms(_ presentation: Presentation) throws {
    let films = presentation.drawFilms(all: true)
    tell(films.drawn, in: presentation.folder.path, as: .gif)
    if let failure = films.failure { throw failure }
  }

  private func tell(_ names: [String], in folder: String, as format: FigureFormat) {
    for name in names { Streams.output("\(folder)/\(name).\(format.rawValue)\n") }
  }

  private func show(_ figures: [FigureScript], in folder: String) throws {
    let gnuplot = try Gnuplot()
    for figure in figures {
      if figure.isOfPixels {
        Streams.output("  \(figure.title): no letters show it; see --format png\n\n")
        continue
      }
      Streams.output(
        try figure.letters(by: gnuplot, in: folder, colors: Streams.outputTakesColors) + "\n")
    }
  }

  private var chosenColumns: [ResultColumn]? {
    get throws {
      try columns.map { text in
        try text.split(separator: ",").map { name in
          guard let column = ResultColumn(named: String(name)) else {
            throw ValidationError(
              "--columns: " + unknownName(String(name), among: ResultColumn.allCases.map(\.name)))
          }
          return column
        }
      }
    }
  }

  private static func figure(_ name: String) throws -> String {
    if let objection = FigureSelection.objection(toFigure: name) {
      throw ValidationError("--figure: \(objection)")
    }
    return name
  }

  private static func width(_ text: String) throws -> Double {
    guard let width = FigureSelection.millimetres(text) else {
      throw ValidationError(
        "--width is column, page or a number of millimetres from 40 to 1000, not \(text)")
    }
    return width
  }

  private static func axis(_ name: String) throws -> CostAxis {
    guard let axis = CostAxis(rawValue: name) else {
      let names = CostAxis.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--axis is one of \(names), not \(name)")
    }
    return axis
  }
}
