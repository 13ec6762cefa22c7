package import ExperimentRunner
internal import OptimizerLab

/// How the trials of an experiment are divided into tasks.
package struct SubmitPlan {
  /// Into how many tasks.
  package enum Division: Sendable {
    case tasks(Int)
    /// As many as take about so many minutes each.
    case minutes(Double)
  }

  package let name: String
  package let shares: Int
  /// Distinct trials.
  package let trialCount: Int
  /// Of the share that takes longest.
  private let seconds: Double
  private let largest: Int
  private let time: Double?

  /// More tasks than this at once make an administrator call.
  private static let mostTasks = 1000

  /// - Parameter pace: how many times as long as estimated the trials take, where that was measured.
  package init(
    _ experiment: Experiment, _ trials: [Trial], division: Division, options: SubmitOptions,
    pace: Double = 1
  ) {
    name = experiment.name
    time = options.time.flatMap { SlurmTime.seconds($0) }
    var one = Shares(count: 1, cost: TrialCost(experiment))
    one.give(trials)
    let whole = one.parts(of: trials)[0]
    trialCount = whole.trials.count
    let cpus = Double(options.cpus)
    let wanted =
      switch division {
      case .tasks(let count): count
      case .minutes(let minutes):
        Int(
          min((pace * whole.seconds / cpus / (60 * minutes)).rounded(.up), Double(Self.mostTasks)))
      }
    shares = max(1, min(wanted, trialCount))
    var shared = Shares(count: shares, cost: TrialCost(experiment))
    shared.give(trials)
    let parts = shared.parts(of: trials)
    seconds = pace * (parts.map(\.seconds).max() ?? 0) / cpus
    largest = parts.map(\.trials.count).max() ?? 0
  }

  /// `300 trials in 6 tasks, at most 50 trials and about 3 min each`
  package var sentence: String {
    let trials = "\(trialCount) trial\(trialCount == 1 ? "" : "s")"
    let each =
      "at most \(largest) trial\(largest == 1 ? "" : "s") and about \(DurationText.text(seconds)) each"
    return "\(trials) in \(shares) task\(shares == 1 ? "" : "s"), \(each)"
  }

  /// What somebody should know who asked for this time.
  package var remarks: [String] {
    guard let time, time < seconds else { return [] }
    return [
      "a task may take \(DurationText.text(seconds)), and --time is \(DurationText.text(time)): it will be "
        + "put back into the queue and go on where it was; with more --tasks it need not"
    ]
  }
}
