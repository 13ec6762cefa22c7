import Assignments
import ExperimentRunner
import Foundation
import TestSupport
import Testing

@Suite("Figures of checks")
struct FigureDrawerTests {
  private static let hasGnuplot = ProgramSearch.find("gnuplot") != nil

  /// As the lab's scripts begin, and a picture that cannot be compressed much.
  private let script = """
    terminal = ARGC > 0 ? ARG1 : 'svg'
    paper = 0
    scale = paper > 0 ? paper / 25.4 * 300 / 700 : 2
    if (terminal eq 'pngcairo') { set terminal pngcairo size scale * 700, scale * 500 }
    if (terminal eq 'svg') { set terminal svg size 700, 500 }
    if (terminal eq 'dumb') { set terminal dumb size 60, 16 }
    if (ARGC > 1) { set output ARG2 }
    set samples 40; set isosamples 300
    unset key
    plot for [k = 1:4] sin(k * x) title ''
    """

  @Test(
    "are drawn for pages, platforms and terminals", .enabled(if: hasGnuplot, "gnuplot is not there")
  )
  func forms() throws {
    let scratch = try TestFolder()
    try scratch.write(script, to: "waves.gp")
    let drawn = FigureDrawer().draw(
      ["waves"], in: scratch.folder.path, as: FigureDrawer.Form.allCases)
    #expect(
      drawn.files == ["waves.svg", "waves.png", "waves.txt"] && drawn.remarks.isEmpty, "\(drawn)")
    #expect(try scratch.bytes("waves.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try scratch.text("waves.txt").contains("+-"))
  }

  @Test(
    "are made narrower until a platform takes them, or said to be left out",
    .enabled(if: hasGnuplot, "gnuplot is not there"))
  func limits() throws {
    let scratch = try TestFolder()
    try scratch.write(script, to: "waves.gp")
    var drawer = FigureDrawer()
    func size() throws -> Int { try scratch.bytes("waves.png").count }
    _ = drawer.draw(["waves"], in: scratch.folder.path, as: [.png])
    let whole = try size()
    drawer.mostBytes = whole * 3 / 4
    #expect(drawer.draw(["waves"], in: scratch.folder.path, as: [.png]).files == ["waves.png"])
    let narrow = try size()
    #expect(narrow <= whole * 3 / 4 && narrow > 0)
    drawer.mostBytes = 100
    let none = drawer.draw(["waves"], in: scratch.folder.path, as: [.png])
    #expect(none.files.isEmpty && none.remarks.first?.contains("is left out") == true)
    #expect(!scratch.exists("waves.png") && !scratch.exists("waves-small.gp"))
  }

  @Test("that cannot be drawn are told in a sentence each")
  func failures() throws {
    let scratch = try TestFolder()
    let drawn = FigureDrawer().draw(["nothing"], in: scratch.folder.path, as: [.svg])
    #expect(drawn.files.isEmpty && drawn.remarks.count == 1)
    #expect(FigureDrawer().draw([], in: "/nowhere", as: [.svg]).remarks.isEmpty)
  }
}
