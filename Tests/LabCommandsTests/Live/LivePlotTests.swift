import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import Glibc
import LabCommands
import OptimizerLab
import Testing

@Suite("A live plot") struct LivePlotTests {
  /// This process's environment without a display, so that the text screen is what is drawn on.
  private let environment = ProcessInfo.processInfo.environment.filter {
    !["DISPLAY", "WAYLAND_DISPLAY"].contains($0.key)
  }
  private let recorded = RecordedScreen()
  private let styles = OptimizerStyle.styles(for: [.init(name: "Adam", kind: "adam")])

  private func livePlot() throws -> LivePlot {
    try LivePlot(styles: styles, environment: environment, screen: recorded.screen())
  }

  private func reportCurve(to plot: LivePlot, label: String = "Adam", steps: Range<Int> = 0..<100) {
    for step in steps {
      plot.report(
        trial: 0, label: label, optimizer: 0,
        TrialAdvance(step: step, losses: [exp(-Double(step) / 10)], deadUnits: 3, seconds: 0))
    }
  }

  private func waitUntil(_ condition: () -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(10)
    while !condition(), ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(10))
    }
    try #require(condition())
  }

  @Test("draws a trial's curve under its label into the text screen")
  func drawsCurve() async throws {
    let plot = try livePlot()
    reportCurve(to: plot, steps: 0..<50)
    try await waitUntil { recorded.text.contains("Adam") }
    plot.close()
    let rows = recorded.text.split(separator: "\u{1B}[K")
    #expect(rows.contains { $0.contains("Adam, 3 dead ***A***") })
    #expect(rows.count { $0.contains("**") && !$0.contains("Adam") } >= 10)
    #expect(plot.failure == nil)
  }

  @Test("divides the screen at the first drawing and gives it back at the end")
  func keepsToItsPartOfTheScreen() async throws {
    let plot = try livePlot()
    reportCurve(to: plot)
    try await waitUntil { recorded.text.contains("Adam") }
    plot.close()
    let text = recorded.text
    #expect(text.contains("\u{1B}[19;24r"))
    #expect(text.contains("\u{1B}[18;1H"))
    #expect(text.count(of: "\u{1B}7") == text.count(of: "\u{1B}8"))
    #expect(text.hasSuffix("\u{1B}7\u{1B}[r\u{1B}8"))
  }

  @Test("writes nothing to a screen that is too small, or where no trial has a curve")
  func staysAway() throws {
    let small = try LivePlot(
      styles: styles, environment: environment, screen: recorded.screen(columns: 39))
    reportCurve(to: small)
    small.close()
    let empty = try livePlot()
    empty.report(
      trial: 0, label: "SGD", optimizer: 1, TrialAdvance(step: 0, losses: [.nan], seconds: 0))
    empty.close()
    #expect(recorded.text == "")
    #expect(small.failure == nil && empty.failure == nil)
  }

  @Test(
    "survives losses no axis can hold",
    arguments: [1e308, -1e299, .leastNonzeroMagnitude, 0, .infinity, .nan])
  func survivesStrangeLosses(loss: Double) async throws {
    let plot = try livePlot()
    plot.report(
      trial: 0, label: "SGD", optimizer: 1, TrialAdvance(step: 0, losses: [loss], seconds: 0))
    plot.report(
      trial: 0, label: "SGD", optimizer: 1, TrialAdvance(step: 0, losses: [loss], seconds: 0))
    reportCurve(to: plot, steps: 1..<20)
    plot.report(
      trial: 0, label: "SGD", optimizer: 1, TrialAdvance(step: .max, losses: [loss], seconds: 0))
    try await waitUntil { recorded.text.contains("SGD") }
    plot.close()
    #expect(plot.failure == nil)
  }

  @Test("goes on taking reports when gnuplot is killed, and closes within a second")
  func survivesAKill() async throws {
    let plot = try livePlot()
    reportCurve(to: plot)
    try await waitUntil { recorded.text.contains("Adam") }
    kill(plot.gnuplotProcess, SIGKILL)
    let reporting = ContinuousClock().measure { reportCurve(to: plot, steps: 100..<10_100) }
    #expect(reporting < .seconds(1))
    try await waitUntil { plot.failure == .gnuplotEnded }
    #expect(recorded.text.hasSuffix("\u{1B}7\u{1B}[r\u{1B}8"))
    #expect(ContinuousClock().measure { plot.close() } < .seconds(1))
  }

  @Test("goes on taking reports when gnuplot hangs, and closes within a second")
  func survivesAHang() async throws {
    let plot = try livePlot()
    kill(plot.gnuplotProcess, SIGSTOP)
    // More than the pipe to gnuplot holds.
    for trial in 0..<40 {
      for step in 0..<400 {
        plot.report(
          trial: trial, label: "SGD", optimizer: 1,
          TrialAdvance(step: step, losses: [1], seconds: 0))
      }
    }
    try await Task.sleep(for: .milliseconds(600))
    #expect(ContinuousClock().measure { reportCurve(to: plot) } < .seconds(1))
    #expect(ContinuousClock().measure { plot.close() } < .seconds(1))
    #expect(kill(plot.gnuplotProcess, 0) == -1)
  }

  @Test(
    "is refused with a sentence where gnuplot is missing", arguments: ["", ".", "/nonexistent"])
  func needsGnuplot(path: String) {
    #expect(throws: LivePlotError.gnuplotMissing) {
      try LivePlot(styles: styles, environment: ["PATH": path], screen: recorded.screen())
    }
    #expect("\(LivePlotError.gnuplotMissing)" == "no live plot: gnuplot is not on the PATH")
  }

  @Test("is refused with a sentence where there is nothing to draw on")
  func needsAScreen() {
    #expect(throws: LivePlotError.nothingToDrawOn) {
      try LivePlot(styles: styles, environment: environment, screen: nil)
    }
    #expect(
      "\(LivePlotError.nothingToDrawOn)"
        == "no live plot: there is no display, and standard error is not a terminal to draw in")
  }

  @Test("runs nothing that a label says")
  func runsNoLabels() async throws {
    let folder = FileManager.default.temporaryDirectory.path
    let canary = "\(folder)/live-canary-\(UUID().uuidString)"
    let touch = "touch \(canary)"
    let labels = [
      "`\(touch)`", "'; system('\(touch)'); '", "'\nsystem('\(touch)')\n'", "\\'; !\(touch)",
      "$(\(touch))", "\"; `\(touch)` \"",
      "@a '\r!\(touch)\r", "'''; system('\(touch)') #",
    ]
    let plot = try LivePlot(
      styles: styles, environment: environment, screen: recorded.screen(columns: 600, rows: 40))
    for (trial, label) in labels.enumerated() {
      for step in 0..<5 {
        plot.report(
          trial: trial, label: label, optimizer: trial,
          TrialAdvance(step: step, losses: [-Double(step)], seconds: 0))
      }
    }
    try await waitUntil { recorded.text.contains("'; system('\(touch)'); '") }
    plot.close()
    #expect(plot.failure == nil)
    #expect(!FileManager.default.fileExists(atPath: canary))
  }
}

extension String {
  fileprivate func count(of part: String) -> Int { components(separatedBy: part).count - 1 }
}
