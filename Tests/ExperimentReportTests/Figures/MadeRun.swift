import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab

/// Runs that nobody trained, of which it is known what there is to say.
enum MadeRun {
  /// A trial that recorded those losses at those steps, in one network or in several.
  static func run(
    _ optimizer: Int, seed: Int = 0, problem: Int = 0, networks: Int = 1, isBatchLoss: Bool = false,
    status: TrialResult.Status = .finished, divergedAt: Int? = nil,
    _ losses: [(step: Int, loss: Double)]
  ) -> RunOverview.Run {
    var result = TrialResult(status: status)
    result.divergedAt = divergedAt
    result.steps = divergedAt ?? losses.last?.step ?? 0
    for (step, loss) in losses {
      for network in 0..<networks {
        result.curves.append([
          .network: Double(network), .step: Double(step),
          isBatchLoss ? .loss : .evalLoss: loss * Double(network + 1),
        ])
      }
    }
    return RunOverview.Run(
      problem: problem, optimizer: optimizer, seed: UInt64(seed), result: result)
  }

  /// A trial that starts at 1, comes to 0.05 at that step, and ends there.
  static func run(_ optimizer: Int, seed: Int, reaching step: Int?, end: Double)
    -> RunOverview.Run
  {
    run(optimizer, seed: seed, [(0, 1)] + (step.map { [($0, 0.05)] } ?? []) + [(1000, end)])
  }

  static func context(
    _ runs: [RunOverview.Run], optimizers: [String] = ["Adam", "SGD", "GD"], seeds: Int = 5,
    problems: [RunOverview.Problem] = [sine(target: 0.05)], summary: [SummaryRow] = []
  ) -> RunOverview {
    RunOverview(
      experiment: "made", seedCount: seeds, problems: problems,
      optimizers: optimizers.map { RunOverview.Optimizer(name: $0, kind: "adam") },
      summary: summary, layerSummary: [], runs: runs)
  }

  static func sine(target: Double? = nil, name: String = "sine") -> RunOverview.Problem {
    RunOverview.Problem(
      name: name, networks: SmallContext.regression.networks, target: target)
  }
}
