import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import Testing

@Suite(
  "Drawing figures",
  .enabled(if: GnuplotRun.isThere, "gnuplot is not installed, so nothing can be drawn"))
struct FigureFormatTests {
  @Test("leaves whole files and nothing else", arguments: FigureFormat.ofEveryFigure)
  func leavesWholeFiles(format: FigureFormat) throws {
    let folder = try FigureFolder()
    let before = try folder.names
    #expect(FigureDrawing.draw(folder.figures, in: folder.url.path, as: format).failure == nil)
    let endings = format == .tex ? ["-inc.pdf", ".tex"] : [".\(format)"]
    let drawn = folder.figures.flatMap { figure in endings.map { figure + $0 } }
    #expect(try folder.names == (before + drawn).sorted())
  }

  @Test("to TeX includes the curves from beside the document")
  func includesFromBeside() throws {
    let folder = try FigureFolder()
    #expect(FigureDrawing.draw(["convergence"], in: folder.url.path, as: .tex).failure == nil)
    #expect(try folder.text("convergence.tex").contains("{convergence-inc}"))
  }

  @Test("gives letters for a terminal, and leaves no file")
  func givesLetters() throws {
    let folder = try FigureFolder()
    let before = try folder.names
    let text = try Paths.script(SmallContext.context).letters(by: Gnuplot(), in: folder.url.path)
    #expect(text.contains("small: Paths"))
    #expect(text.contains("minimum"))
    #expect(try folder.names == before)
  }

  @Test("for a terminal keeps to its width, and breaks rows that are too long for it")
  func keepsToWidth() throws {
    let folder = try FigureFolder()
    var context = SmallContext.context
    for columns in [60, 100] {
      context.pageWidth = Double(columns) * FigureScript.letterWidth
      for figure in [DeadUnits.self, Convergence.self, Histograms.self] as [any Figure.Type] {
        let text = try figure.script(context).letters(by: Gnuplot(), in: folder.url.path)
        let widest = text.split(separator: "\n").map(\.count).max() ?? 0
        #expect(widest <= columns && widest > columns / 2, "\(figure.name)")
      }
    }
    // Three panels side by side on paper, below each other in the terminal.
    func places(_ context: RunOverview) -> Set<Substring> {
      Set(
        DeadUnits.script(context).text.split(separator: "\n").filter { $0.hasPrefix("set lmargin") }
      )
    }
    context.pageWidth = 60 * FigureScript.letterWidth
    #expect(places(context).count == 2)
    #expect(places(SmallContext.context).count > 3)
  }

  @Test("to TeX gives a part of a document, not one")
  func isPart() throws {
    let folder = try FigureFolder()
    #expect(FigureDrawing.draw(["convergence"], in: folder.url.path, as: .tex).failure == nil)
    let text = try folder.text("convergence.tex")
    #expect(!text.contains("documentclass") && text.contains("begin{picture}"))
  }

  @Test("gives the same bytes every time")
  func givesTheSame() throws {
    let folder = try FigureFolder()
    func pictures() throws -> [Data] {
      #expect(FigureDrawing.draw(folder.figures, in: folder.url.path).failure == nil)
      return try folder.figures.map { try folder.bytes("\($0).svg") }
    }
    #expect(try pictures() == pictures())
  }

  @Test("shows what there is of a run that has hardly begun")
  func showsWhatThereIs() throws {
    var files = SmallContext.files
    files.context.summary.removeAll { $0.problem > 0 || $0.optimizer > 0 }
    files.context.layerSummary.removeAll { $0.problem > 0 || $0.optimizer > 0 }
    files.paths.removeAll { $0[1] > 0 }
    let folder = try FigureFolder(files)
    #expect(FigureDrawing.draw(folder.figures, in: folder.url.path).failure == nil)
  }

  @Test("goes on after a failure, and tells it")
  func goesOn() throws {
    let folder = try FigureFolder()
    try folder.write("exit error 'no luck'", to: "convergence.gp")
    let failure = FigureDrawing.draw(folder.figures, in: folder.url.path).failure
    #expect(failure?.description.hasSuffix("no luck") == true)
    #expect(try folder.names.filter { $0.hasSuffix(".svg") }.count == folder.figures.count - 1)
  }
}
