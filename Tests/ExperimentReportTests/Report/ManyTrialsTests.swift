import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import TestSupport
import Testing

/// Trials that nobody trained, with what a test says of them.
@Suite("Of many trials")
struct ManyTrialsTests {
  private let scratch: TestFolder

  init() throws { scratch = try TestFolder() }

  private func folder(
    seeds: Int, record: String = "", _ result: (Trial) -> TrialResult?
  ) throws -> OutputFolder {
    let problem = #"""
      "kind": "regression", "data": {"kind": "function", "count": 4}, "steps": 2, "batch_size": 4,
      "model": [{"kind": "linear", "units": 1}]
      """#
    let run = try LocalRun(
      """
      {"name": "many", "seeds": \(Array(0..<seeds)), "figures": [], "record": {\(record)},
       "optimizers": [{"kind": "adam"}, {"kind": "minibatch"}],
       "problems": [{"name": "a", \(problem)}, {"name": "b", \(problem)}]}
      """, in: scratch)
    let results = run.trials.reduce(into: [Int: TrialResult]()) { $0[$1.index] = result($1) }
    return OutputFolder(
      RunFolder(
        path: scratch.folder.path, experiment: run.experiment, trials: run.trials,
        results: results))
  }

  /// One that ended with that loss.
  private func finished(_ loss: Double, spread: Double = 1) -> TrialResult {
    var result = TrialResult(status: .finished)
    for (step, size) in [(0, 1), (2, spread)] {
      result.curves.append([
        .network: 0, .step: Double(step), .loss: loss, .evalLoss: loss, .gradientEvaluations: 1,
        .seconds: 0,
      ])
      result.histograms += [
        Histogram(.weights, of: [-size, size].span, network: 0, layer: 0, step: step)
      ].compactMap(\.self)
    }
    return result
  }

  @Test("the report lists 200: what failed and diverged, the best and the worst")
  func listed() throws {
    let few = try folder(seeds: 50) { finished(Double($0.index)) }
    #expect(ShownTrials.of(few).map(\.index) == Array(0..<200))
    // Trials 0 to 99 are of problem a and 100 to 199 of its second optimizer.
    let many = try folder(seeds: 100) { trial in
      switch trial.index {
      case 7, 300: TrialResult(status: .failed)
      case 5: nil
      case 10..<15: TrialResult(status: .diverged)
      default: finished(Double((trial.index * 37) % 400))
      }
    }
    let shown = ShownTrials.of(many).map(\.index)
    #expect(shown.count == 200 && Set(shown).count == 200)
    #expect(Array(shown.prefix(8)) == [7, 300, 5, 10, 11, 12, 13, 14])
    #expect(shown.dropFirst(8).elementsEqual(shown.dropFirst(8).sorted()))
    for problem in [0..<200, 200..<400] {
      let all = problem.filter { many.results[$0]?.status == .finished }
        .sorted { ($0 * 37) % 400 < ($1 * 37) % 400 }
      let own = shown.dropFirst(8).filter(problem.contains)
      #expect(Set(own) == Set(all.prefix(48) + all.suffix(48)))
    }
    // Of many that did not finish, half of the places are left for the others.
    let bad = try folder(seeds: 100) { trial in
      trial.index < 300 ? TrialResult(status: .diverged) : finished(Double(trial.index))
    }
    #expect(ShownTrials.of(bad).map(\.index) == Array(0..<100) + Array(300..<400))
    let text = Report(try many.write(), manifest: nil, drawing: nil).text
    #expect(text.contains("200 of 400 trials"))
    #expect(text.contains("<a href=\"trials.csv\">trials.csv</a>"))
  }

  static let histograms: [(seeds: Int, record: String, trials: [Int]?)] = [
    (50, "", nil), (51, "", [0, 51, 77, 102, 153, 160]),
    (51, #""histograms": "all""#, nil), (51, #""histograms": "none""#, []),
    (3, #""histograms": "shown""#, [0, 3, 4, 6, 9, 11]),
  ]

  @Test("histograms.csv has the first seed's and those that spread most", arguments: histograms)
  func histogramRows(seeds: Int, record: String, trials: [Int]?) throws {
    let wide = seeds == 3 ? [4, 11] : [77, 160]
    let folder = try folder(seeds: seeds, record: record) {
      finished(1, spread: wide.contains($0.index) ? 9 : 1)
    }
    _ = try folder.write()
    let rows = try scratch.csv("histograms.csv").rows
    var found: [Int] = []
    for row in rows {
      let trial = try #require(try row.integer("trial"))
      if found.last != trial { found.append(trial) }
    }
    #expect(found == trials ?? Array(0..<4 * seeds))
    let isDrawn = trials != []
    #expect(scratch.exists("drawn_histograms.csv") == isDrawn)
    #expect(folder.overview.problems.allSatisfy { $0.hasHistograms == isDrawn })
  }
}
