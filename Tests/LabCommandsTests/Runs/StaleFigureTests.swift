import ExperimentReport
import ExperimentRunner
import Foundation
import TestSupport
import Testing

@Suite("A figure of an earlier run that has nothing to show any more")
struct StaleFigureTests {
  private static let figures = #"figures=["convergence", "histograms", "pictures"]"#

  @Test("goes with its script, its pictures and its film, and no other does")
  func removed() throws {
    let run = try LocalRun(edits: [Self.figures])
    try run.complete()
    for name in ["histograms.svg", "histograms.png", "pictures_animation.gif", "convergence.svg"] {
      try run.scratch.write("drawn", to: "out/\(name)")
    }
    let before = ["histograms.gp", "convergence.gp", "pictures.gp", "pictures_animation.gp"]
    for name in before { #expect(run.scratch.exists("out/\(name)"), "\(name)") }
    let edits = [
      Self.figures, #"record.histograms="none""#, #"problems=[\#(Self.line)]"#,
      #"optimizers=[{"kind": "adam"}]"#,
    ]
    let again = try LocalRun(edits: edits, in: run.scratch)
    try again.complete()
    for name in before + ["histograms.svg", "histograms.png", "pictures_animation.gif"] {
      #expect(run.scratch.exists("out/\(name)") == (name == "convergence.gp"), "\(name)")
    }
    #expect(run.scratch.exists("out/convergence.svg"))
    let captions = try run.scratch.text("out/captions.json")
    #expect(!captions.contains("histograms") && captions.contains("convergence"))
  }

  @Test("stays where one figure alone is drawn, which is another")
  func alone() throws {
    let run = try LocalRun(edits: [Self.figures])
    try run.complete()
    try run.scratch.write("mine", to: "out/gradients.gp")
    _ = try OutputFolder(FinishedRun(run.path("out")).output()).write(
      selection: FigureSelection(names: ["convergence"], millimetres: nil))
    #expect(run.scratch.exists("out/gradients.gp") && run.scratch.exists("out/histograms.gp"))
  }

  private static let line = """
    {"name": "line", "kind": "regression", "data": {"kind": "function", "function": "linear", "count": 40},
     "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}], "steps": 4}
    """
}
