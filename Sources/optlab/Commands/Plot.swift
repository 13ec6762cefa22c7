import ArgumentParser
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

  @Argument(help: "The folder that a run left.")
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
    transform: Plot.axis)
  var axis: CostAxis = .step

  @OptionGroup var exports: ExportOptions

  func run() throws {
    let finished = try FinishedRun(folder)
    // Letters need the tables and scripts; where nobody may write them, they are made elsewhere.
    let needsScratch = format == .term && !animate && !OutputFile.canWrite(finished.folder)
    let scratch = needsScratch ? try OutputFile.makeTemporaryFolder() : nil
    defer { scratch.map(OutputFile.removeFolder) }
    let run = try finished.output()
    let output = OutputFolder(scratch.map(run.at) ?? run)
    let page = format == .term ? Double(Streams.outputWidth) * FigureScript.letterWidth : nil
    let presentation = try output.write(
      pageWidth: page ?? RunOverview.paperWidth, axis: axis, exports: exports.names)
    // The tables have headers and the scripts are whole, but there is nothing to draw.
    guard !output.results.isEmpty else { throw finished.emptiness }
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
    if format == .svg || animate {
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

  private static func axis(_ name: String) throws -> CostAxis {
    guard let axis = CostAxis(rawValue: name) else {
      let names = CostAxis.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--axis is one of \(names), not \(name)")
    }
    return axis
  }
}
