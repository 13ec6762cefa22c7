import ExperimentRunner
import Foundation
import Glibc
import LabCommands
import OptimizerLab
import SpecLanguage
import Testing

@Suite("A connection to gnuplot") struct GnuplotConnectionTests {
  private func connection() throws -> GnuplotConnection {
    try GnuplotConnection(program: try #require(ProgramSearch.find("gnuplot")))
  }

  @Test("brings every digit of a datablock to gnuplot")
  func isExact() throws {
    let numbers = [
      0.1, 1.0 / 3, .pi, 123_456_789.012_345_67, .leastNonzeroMagnitude,
      .greatestFiniteMagnitude,
    ]
    let gnuplot = try connection()
    #expect(gnuplot.sendDatablock("numbers", x: numbers, y: numbers.reversed()))
    #expect(gnuplot.send("set print '-'\nprint $numbers\nprint \"\\036\"\n"))
    let reply = try #require(gnuplot.reply(before: 0x1E, within: 5000))
    let rows = String(decoding: reply, as: UTF8.self).split(separator: "\n")
    let columns = rows.map { $0.split(separator: " ").compactMap { Double($0) } }
    #expect(columns == zip(numbers, numbers.reversed()).map { [$0, $1] })
  }

  @Test(
    "brings every character of a label to gnuplot",
    arguments: [
      "'", "''", "'tis", "a''''b", "`ls`", "\\n \"x\" @y $z # ; !ls", "µ 数 {/Symbol a}",
    ])
  func isLiteral(label: String) throws {
    let gnuplot = try connection()
    let quoted = LiveLabel.quoted(label, longest: 100)
    #expect(gnuplot.send("set print '-'\nprint \(quoted)\nprint \"\\036\"\n"))
    let reply = try #require(gnuplot.reply(before: 0x1E, within: 5000))
    #expect(String(decoding: reply, as: UTF8.self) == label + "\n")
  }

  @Test("ends with gnuplot, and a write to nobody kills nobody")
  func endsWithGnuplot() throws {
    let gnuplot = try connection()
    try #require(gnuplot.isAlive)
    kill(gnuplot.processIdentifier, SIGKILL)
    #expect(gnuplot.reply(before: 0x1E, within: 5000) == nil)
    while gnuplot.isAlive { usleep(1000) }
    _ = gnuplot.send("print 1\n")
    #expect(gnuplot.reply(before: 0x1E, within: 5000) == nil)
    #expect(!gnuplot.send("print 1\n"))
    gnuplot.close()
    gnuplot.close()
  }

  @Test("waits no longer for an answer than it is told to")
  func timesOut() throws {
    let gnuplot = try connection()
    let time = ContinuousClock().measure {
      #expect(gnuplot.reply(before: 0x1E, within: 100) == nil)
    }
    #expect(time < .seconds(1))
    #expect(gnuplot.isAlive)
  }

  @Test("says why a program does not start")
  func saysWhy() {
    #expect(throws: LivePlotError.gnuplotNotStarted(reason: "Permission denied")) {
      try GnuplotConnection(program: "/")
    }
  }
}
