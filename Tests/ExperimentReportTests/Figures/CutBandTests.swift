import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import Testing

@Suite(
  "A band that leaves its frame",
  .enabled(if: GnuplotRun.isThere, "gnuplot is not installed, so nothing can be drawn"))
struct CutBandTests {
  private typealias Row = (step: Int, low: Double, median: Double, high: Double)

  /// One optimizer under eleven seeds, whose losses had those medians and outer quantiles.
  private func folder(_ rows: [Row]) throws -> FigureFolder {
    let summary = rows.map { data in
      var row = SummaryRow(
        problem: 0, optimizer: 0, network: "model", networkPlace: 0, step: data.step,
        epoch: Double(data.step), examples: data.step, gradientEvaluations: data.step, seconds: 1,
        seeds: 11, diverged: 0,
        values: [.evalLoss: Spread(median: data.median, low: data.low, high: data.high)])
      row.quantiles[.evalLoss] = Quantiles(
        all: [data.low, data.median, data.median, data.high], outer: [data.low, data.high])
      return row
    }
    var context = MadeRun.context(
      [MadeRun.run(0, [(0, 1), (9, 0.5)])], optimizers: ["Adam"], seeds: 11, summary: summary)
    context.recorded = (summary, [])
    return try FigureFolder(SampleFiles(context: context))
  }

  /// What the first panel's band is drawn from, and the frame.
  private func band(_ folder: FigureFolder) throws -> (
    rows: [[Double]], low: Double, high: Double, isLogarithmic: Bool
  ) {
    let script = try folder.text("convergence.gp")
    let axis = try #require(script.firstMatch(of: /set yrange \[(.+?):(.+?)\]\n(set logscale y)?/))
    try folder.write(script + "print $rows_band\n", to: "first.gp")
    let run = try GnuplotRun(["first.gp"], in: folder.url)
    #expect(run.status == 0, "\(run.printed)")
    let rows = run.printed.split(separator: "\n").map { line in
      line.split(separator: " ").compactMap { Double($0) }
    }.filter { $0.count == 4 && $0[0] == 1 }
    return (
      rows, try #require(Double(axis.output.1)), try #require(Double(axis.output.2)),
      axis.output.3 != nil
    )
  }

  private static let bands: [[Row]] = [
    // Upwards by far, and back; on an axis of equal parts.
    [(0, 0.9, 1, 1.1), (10, 0.9, 1.1, 1e30), (20, 0.8, 1.2, 1e30), (30, 0.8, 1, 1.2)],
    // Between equal factors, out above and below.
    [(0, 0.5, 1, 2), (10, 1e-9, 0.1, 1e9), (20, 1e-4, 0.01, 0.02)],
    // Above and back within one step, and all of it beyond.
    [(0, 0.9, 1, 1.05), (10, 5, 1.02, 9), (20, 0.95, 1.01, 1.04)],
    [(0, 0.9, 1, 1.8e307), (10, 0.9, 1.1, 1.8e307), (20, 1, 1.1, 1.2)],
  ]

  @Test("is cut where its edges cross it", arguments: bands.indices)
  func crossings(place: Int) throws {
    let data = Self.bands[place]
    let drawn = try band(try folder(data))
    func up(_ value: Double) -> Double { drawn.isLogarithmic ? log10(value) : value }
    let (bottom, top) = (up(drawn.low), up(drawn.high))
    /// An edge as it is between the rows, straight on the page.
    func edge(_ values: [Double], at x: Double) -> Double {
      let next = min(max(data.firstIndex { Double($0.step) >= x } ?? 1, 1), data.count - 1)
      let (a, b) = (Double(data[next - 1].step), Double(data[next].step))
      let (from, to) = (up(values[next - 1]), up(values[next]))
      // At the row itself nothing of a number that is far less may be lost.
      let value = x >= b ? to : from + (to - from) * (x - a) / (b - a)
      return min(max(value, bottom), top)
    }
    var crossings = 0
    for edge in [data.map(\.low), data.map(\.high)] {
      for (a, b) in zip(edge.dropLast(), edge.dropFirst()) {
        for end in [bottom, top] where (up(a) < end) != (up(b) < end) { crossings += 1 }
      }
    }
    #expect(crossings > 0 && drawn.rows.count == data.count + crossings)
    for row in drawn.rows {
      // Where an edge goes up steeply, the last digit of its place counts.
      let room = 1e-6 * (top - bottom)
      for (value, values) in [(row[2], data.map(\.low)), (row[3], data.map(\.high))] {
        #expect(up(value) >= bottom - room && up(value) <= top + room)
        let ends = [-1e-7, 0, 1e-7].map {
          edge(values, at: min(max(row[1] + $0, 0), Double(data[data.count - 1].step)))
        }
        let (least, most) = (ends.min() ?? .nan, ends.max() ?? .nan)
        #expect(up(value) >= least - room && up(value) <= most + room, "\(row), \(ends)")
      }
    }
    #expect(zip(drawn.rows, drawn.rows.dropFirst()).allSatisfy { $0[1] <= $1[1] })
  }

  @Test("is left alone where it stays within")
  func within() throws {
    let script = try folder([(0, 1, 1, 1.01), (10, 0.5, 0.5, 0.51)]).text("convergence.gp")
    #expect(!script.contains("cut_band"))
  }

  @Test("is drawn over every axis and to every format", arguments: ["svg", "pngcairo", "pdfcairo"])
  func formats(terminal: String) throws {
    let folder = try folder(Self.bands[0])
    for axis in ["seconds", "epoch"] {
      let script = try folder.text("convergence.gp").replacing(
        "x_left = 'step'", with: "x_left = '\(axis)'")
      try folder.write(script, to: "other.gp")
      let run = try GnuplotRun(["-c", "other.gp", terminal], in: folder.url)
      #expect(run.status == 0 && run.printed == "", "\(run.printed)")
    }
  }
}
