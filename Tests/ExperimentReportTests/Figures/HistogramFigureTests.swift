import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import Testing

@Suite(
  "The histograms' script",
  .enabled(if: GnuplotRun.isThere, "gnuplot is not installed, so nothing can be drawn"))
struct HistogramFigureTests {
  /// A run of a network of so many layers.
  private func context(layers: Int) -> RunOverview {
    let shape = NetworkShape(
      name: "model",
      layers: (0..<layers).map {
        NetworkShape.Layer(
          index: $0, kind: "linear", units: 8, hasParameters: true, isHiddenActivation: false)
      })
    var run = MadeRun.run(0, [(0, 1), (4, 0.5)])
    run.result?.histograms = (0..<layers).flatMap { layer in
      [(0, Histogram.Quantity.weights), (2, .weights), (4, .weights), (1, .gradients)].compactMap {
        step, quantity in
        let values = (0..<80).map { Double(($0 * (layer + step + 3)) % 41) }
        return Histogram(quantity, of: values.span, network: 0, layer: layer, step: step)
      }
    }
    return MadeRun.context(
      [run], optimizers: ["Adam"], seeds: 1,
      problems: [
        RunOverview.Problem(name: "deep", networks: [shape], hasHistograms: true)
      ])
  }

  @Test("reads what it shows, and not the table of all trials")
  func reads() throws {
    let folder = try FigureFolder(SampleFiles(context: context(layers: 3)))
    try FileManager.default.removeItem(at: folder.url.appending(path: "histograms.csv"))
    let run = try GnuplotRun(["histograms.gp"], in: folder.url)
    #expect(run.status == 0 && run.printed == "", "\(run.printed)")
  }

  @Test("takes time by what it shows, not by its square")
  func isLinear() throws {
    func seconds(_ layers: Int) throws -> Duration {
      let folder = try FigureFolder(SampleFiles(context: context(layers: layers)))
      return try ContinuousClock().measure {
        let run = try GnuplotRun(["histograms.gp"], in: folder.url)
        #expect(run.status == 0, "\(run.printed)")
      }
    }
    // Whatever else the machine does: with the square of the layers it took a minute.
    #expect(try seconds(120) < .seconds(20))
  }

  @Test("draws each layer's own numbers")
  func panels() throws {
    let folder = try FigureFolder(SampleFiles(context: context(layers: 3)))
    let script = try folder.text("histograms.gp")
    let end = try #require(script.firstRange(of: "unset multiplot\nunset output"))
    let checks = (1...9).map { "print bin_first[3 * (\($0) - 1) + 1], bin_low[\($0)]\n" }.joined()
    try folder.write(script[..<end.lowerBound] + checks, to: "checked.gp")
    let run = try GnuplotRun(["checked.gp"], in: folder.url)
    let lines = run.printed.split(separator: "\n").map { line in
      line.split(separator: " ").compactMap { Double($0) }
    }
    #expect(lines.count == 9, "\(run.printed)")
    // Weights, gradients and outputs of each layer: the last are of activations, of which it has none.
    for (place, line) in lines.enumerated() {
      #expect((line[0] > 0) == (place % 3 < 2), "\(place): \(line)")
      #expect((line[1] < 1e300) == (place % 3 < 2))
    }
  }
}
