import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import Testing

@Suite(
  "The axis of the convergence",
  .enabled(if: GnuplotRun.isThere, "gnuplot is not installed, so nothing can be drawn"))
struct CostAxisTests {
  private let folder: FigureFolder

  init() throws { folder = try FigureFolder() }

  private func draw(left: String) throws -> GnuplotRun {
    let script = try folder.text("convergence.gp")
    #expect(script.contains("x_left = 'step'"))
    try folder.write(
      script.replacing("x_left = 'step'", with: "x_left = '\(left)'"), to: "other.gp")
    return try GnuplotRun(["-c", "other.gp", "svg", "other.svg"], in: folder.url)
  }

  @Test("is what a line of the script says", arguments: CostAxis.allCases)
  func switches(axis: CostAxis) throws {
    let run = try draw(left: axis.rawValue)
    #expect(run.status == 0)
    #expect(run.printed == "")
    let picture = try #require(SVGPicture(try folder.bytes("other.svg")))
    let label = axis == .gradientEvaluations ? "gradient evaluations" : axis.rawValue
    // Of four rows of panels three have such an axis, and on a surface steps stand in for it.
    let count = picture.text.components(separatedBy: label).count - 1
    let hasAll = axis != .epoch && axis != .examples
    #expect(count >= (hasAll ? 4 : 3), "\(count)")
    if axis != .step { #expect(try folder.bytes("other.svg") != draw("step")) }
  }

  private func draw(_ axis: String) throws -> Data {
    #expect(try draw(left: axis).status == 0)
    return try folder.bytes("other.svg")
  }

  @Test(
    "is one of five, or the script says which there are", arguments: ["stepp", "", "step epoch"])
  func unknown(axis: String) throws {
    let run = try draw(left: axis)
    #expect(run.status != 0)
    #expect(
      run.printed.contains(
        "x_left and x_right are each one of: step, epoch, examples, gradient_evaluations, seconds"))
  }

  @Test("is what the context says when the script is written")
  func given() {
    var context = SmallContext.context
    context.axis = .gradientEvaluations
    let text = Convergence.script(context).text
    #expect(text.contains("\nx_left = 'gradient_evaluations'\n"))
    #expect(text.contains("\nx_right = 'step'\n"))
  }
}
