import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab

/// Runs whose trials are all the same, but for what came of them.
enum EqualRuns {
  /// What came of the trials of one optimizer, a seed each.
  enum Fate { case finished, diverged, waiting }

  /// A trial that recorded all that captions tell of, the same whatever the optimizer and seed; one
  /// that diverged has worse numbers and broke off at step 10.
  static func run(_ optimizer: Int, seed: Int, _ fate: Fate, problem: Int = 0) -> RunOverview.Run {
    guard fate != .waiting else {
      return RunOverview.Run(
        problem: problem, optimizer: optimizer, seed: UInt64(seed), result: nil)
    }
    let isLost = fate == .diverged
    var run = MadeRun.run(
      optimizer, seed: seed, problem: problem, status: isLost ? .diverged : .finished,
      divergedAt: isLost ? 11 : nil, [])
    var units = UnitHistory(network: 0, layer: 1, units: 8)
    for step in isLost ? [0, 10] : [0, 10, 20] {
      let worth = isLost ? 7.0 : 1
      run.result?.curves.append([
        .network: 0, .step: Double(step), .evalLoss: step == 0 ? 1 : isLost ? 0.001 : 0.25,
        .deadUnits: worth, .updateRatio: 0.01 * worth, .updateCosine: 0.5 / worth,
        .realScore: 0.75, .fakeScore: 0.25 / worth, .sharpness: 30 * worth,
        .criticalSharpness: 20 * worth, .effectiveRate: 0.125 * worth,
      ])
      for (layer, norm) in [(0, worth), (4, 2)] {
        run.result?.layers.append([
          .network: 0, .step: Double(step), .layer: Double(layer), .gradientNorm: norm,
        ])
      }
      run.result?.layers.append([
        .network: 0, .step: Double(step), .layer: 3, .alwaysNegative: isLost ? 3 : 1,
      ])
      units.append(
        UnitStates(layer: 1, states: (0..<8).map { Double($0) < worth ? .dead : [] }))
      run.result?.path.append([.step: Double(step), .x: 1, .y: 1 + worth, .value: worth])
    }
    run.result?.units = [units]
    run.result?.histograms = [(0, 1.0), (20, isLost ? 9 : 3)].compactMap { step, size in
      Histogram(.weights, of: [-size, size].span, network: 0, layer: 2, step: step)
    }
    return run
  }

  static func context(_ fates: [[Fate]], _ problem: RunOverview.Problem? = nil) -> RunOverview {
    var own = problem ?? MadeRun.sine(target: 0.5)
    (own.hasUnits, own.hasHistograms, own.hasCurvature) = (true, true, true)
    let runs = fates.enumerated().flatMap { optimizer, own in
      own.enumerated().map { run(optimizer, seed: $0, $1) }
    }
    return MadeRun.context(
      runs, optimizers: Array(["Adam", "SGD", "GD"].prefix(fates.count)),
      seeds: fates.map(\.count).max() ?? 1, problems: [own])
  }

  /// What a figure's caption says of the problem, after what holds for all of it.
  static func body(_ figure: any Figure.Type, _ context: RunOverview) -> String {
    figure.caption(context).split(separator: "\n").dropFirst().joined(separator: "\n")
  }
}
