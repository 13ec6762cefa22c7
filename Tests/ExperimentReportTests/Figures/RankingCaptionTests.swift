import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("Which optimizer is ahead at equal cost") struct RankingCaptionTests {
  /// A trial with a loss each ten steps, each of which has so many examples and took so long.
  private func run(
    _ optimizer: Int, seed: Int = 0, examples: Int, seconds: Double = 1,
    status: TrialResult.Status = .finished, _ losses: [Double]
  ) -> RunOverview.Run {
    var run = MadeRun.run(optimizer, seed: seed, status: status, [])
    run.result?.divergedAt = status == .diverged ? losses.count * 10 : nil
    for (place, loss) in losses.enumerated() {
      run.result?.curves.append([
        .network: 0, .step: Double(place * 10), .epoch: Double(place * examples) / 100,
        .examples: Double(place * examples), .gradientEvaluations: Double(place * examples),
        .seconds: Double(place) * seconds, .evalLoss: loss,
      ])
    }
    return run
  }

  private func sentence(_ runs: [RunOverview.Run], optimizers: [String] = ["SGD", "GD"]) -> String {
    let caption = Convergence.caption(
      MadeRun.context(
        runs, optimizers: optimizers, seeds: Set(runs.map(\.seed)).count,
        problems: [MadeRun.sine(target: 1e-9)]))
    return caption.firstRange(of: "At equal cost").map { String(caption[$0.lowerBound...]) } ?? ""
  }

  /// After as many steps GD is ahead; its steps have ten times the examples of SGD's.
  private let slow: [Double] = [1, 0.8, 0.6, 0.5, 0.1]

  @Test("is told where it depends on what is counted, and not where it does not")
  func depends() {
    // After 20 steps SGD has 0.6 and GD 0.3; after 40 examples SGD has 0.1 and GD, at its start, 1.
    #expect(
      sentence([run(0, examples: 10, slow), run(1, examples: 100, [1, 0.4, 0.3])])
        == "At equal cost the ranking depends on how cost is counted: after 20 steps and 2 s GD "
        + "and SGD; after 0.4 epochs, 40 examples and 40 gradient evaluations SGD and GD.")
    #expect(sentence([run(0, examples: 10, slow), run(1, examples: 10, [1, 0.4, 0.3])]) == "")
  }

  private func tellsSeconds(_ text: String) -> Bool { text.contains(#/after [0-9.]+ m?s /#) }

  @Test(
    "leaves the clock out where it cannot carry the order",
    arguments: [
      // Too short for a clock.
      (2e-5, 1.0, false),
      // A little slower, and SGD is at its start still.
      (1, 0.999, false),
      // Clear by far.
      (1, 0.1, true), (0.1, 0.01, true),
    ] as [(Double, Double, Bool)])
  func clock(_ row: (slow: Double, quick: Double, isTold: Bool)) {
    let text = sentence([
      run(0, examples: 10, seconds: row.slow, [1, 0.2]),
      run(1, examples: 10, seconds: row.quick, [1, 0.5, 0.4]),
    ])
    #expect(tellsSeconds(text) == row.isTold, "\(text)")
  }

  @Test("leaves the clock out where the seeds' seconds differ more than the optimizers'")
  func spread() {
    func text(_ seconds: [Double]) -> String {
      sentence(
        seconds.enumerated().flatMap { seed, time in
          [
            run(0, seed: seed, examples: 10, seconds: time, [1, 0.2]),
            run(1, seed: seed, examples: 10, seconds: 0.3, [1, 0.5, 0.4]),
          ]
        })
    }
    #expect(tellsSeconds(text([1, 1, 1])))
    #expect(!tellsSeconds(text([1, 1, 9])))
  }

  @Test("puts optimizers of equal loss together")
  func ties() {
    let runs = [
      run(0, examples: 10, slow), run(1, examples: 100, [1, 0.4, 0.3]), run(2, examples: 10, slow),
    ]
    #expect(
      sentence(runs, optimizers: ["a", "b", "c"]).hasSuffix(
        "after 20 steps b and a = c; after 0.4 epochs, 40 examples and 40 gradient evaluations a = c "
          + "and b."))
    #expect(sentence([run(0, examples: 10, slow), run(1, examples: 10, slow)]) == "")
    // A clock that differs between equal ones tells nothing.
    #expect(
      sentence([
        run(0, examples: 10, seconds: 1, slow), run(1, examples: 10, seconds: 2, slow),
      ]) == "")
  }

  @Test("takes a trial that diverged on the way for the worst")
  func diverged() {
    // Two of GD's five diverge before step 20: its median is 0.3 where theirs are infinite, not 0.2.
    let finals = [0.2, 0.2, 0.3]
    let runs =
      (0..<5).map { run(0, seed: $0, examples: 10, [1, 0.8, 0.25, 0.2, 0.1]) }
      + finals.enumerated().map { run(1, seed: $0, examples: 100, [1, 0.4, $1]) }
      + [3, 4].map { run(1, seed: $0, examples: 100, status: .diverged, [1, 0.1]) }
    #expect(sentence(runs) == "")
    #expect(sentence(Array(runs.prefix(8))).contains("after 20 steps GD and SGD"))
  }
}
