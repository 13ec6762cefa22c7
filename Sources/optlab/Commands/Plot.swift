import ArgumentParser
import ExperimentRunner

struct Plot: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw (again) the figures of a finished or half-finished run.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case svg }

  @Argument(help: "The folder that a run left.")
  var folder: String

  @Option(help: "What the figures are drawn to.")
  var format: Format = .svg

  func run() throws {
    let output = try FinishedRun(folder).output()
    let figures = try output.write()
    let failure = FigureDrawing.draw(figures.map(\.name), in: output.path)
    try Report(output, figures: figures, drawing: failure).write()
    if let failure { throw failure }
    for figure in figures { Streams.output("\(output.path)/\(figure.name).\(format.rawValue)\n") }
    Streams.output("\(output.path)/\(Report.fileName)\n")
  }
}
