package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// A row of `tuning.csv`: how one configuration of an optimizer fared on a problem, on the seeds by
/// which it is chosen.
package struct TuningRow: Sendable, Equatable {
  /// Places in the spec's lists.
  package var problem: Int
  package var optimizer: Int
  package var configuration: Int
  /// `{"lr":0.01,"momentum":0.9}`.
  package var settings: String
  package var learningRate: Double
  /// Trials, and those of them that finished and that diverged.
  package var seeds: Int
  package var finished: Int
  package var diverged: Int
  /// The median of what its trials are judged by, a trial that diverged being infinitely high; `nil`
  /// where not all have ended.
  package var score: Double?
  /// Whether it is the one that is reported.
  package var isChosen: Bool
  /// The settings whose value here is at an end of what was tried of them.
  package var atEdge: [String]

  package init(
    problem: Int, optimizer: Int, configuration: Int, settings: String, learningRate: Double,
    seeds: Int, finished: Int, diverged: Int, score: Double?, isChosen: Bool, atEdge: [String] = []
  ) {
    self.problem = problem
    self.optimizer = optimizer
    self.configuration = configuration
    self.settings = settings
    self.learningRate = learningRate
    self.seeds = seeds
    self.finished = finished
    self.diverged = diverged
    self.score = score
    self.isChosen = isChosen
    self.atEdge = atEdge
  }
}

extension Summary {
  /// The rows of `tuning.csv`, in the order of the spec.
  package static func tuningRows(
    _ experiment: Experiment, trials: [Trial], results: [Int: TrialResult]
  ) -> [TuningRow] {
    guard experiment.tuning != nil else { return [] }
    let groups = Dictionary(grouping: trials) { [$0.problem, $0.optimizer] }
    let configurations = experiment.optimizers.indices.map { experiment.configurations(of: $0) }
    return experiment.problems.indices.flatMap { problem in
      experiment.optimizers.indices.flatMap { optimizer -> [TuningRow] in
        let own = groups[[problem, optimizer]] ?? []
        let chosen = own.first { !$0.isTuning }?.configuration
        let byConfiguration = Dictionary(grouping: own.filter(\.isTuning)) { $0.configuration ?? 0 }
        let judge = experiment.judge(of: own, results)
        let all = configurations[optimizer]
        let search = experiment.search(of: optimizer)
        return all.indices.compactMap { place in
          guard let trials = byConfiguration[place], let first = trials.first else { return nil }
          let losses = experiment.judgedLosses(trials, results, by: judge)
          return TuningRow(
            problem: problem, optimizer: optimizer, configuration: place,
            settings: all[place].text, learningRate: first.settings.learningRate,
            seeds: trials.count,
            finished: trials.count { results[$0.index]?.status == .finished },
            diverged: trials.count { results[$0.index]?.status == .diverged },
            score: losses.count == trials.count ? median(losses) : nil, isChosen: place == chosen,
            atEdge: search.filter { isAtEdge($0, of: all[place], among: all) }.map(\.name))
        }
      }
    }
  }

  /// Whether a number is the lowest or the highest of a list, or of what was tried of an interval.
  private static func isAtEdge(
    _ setting: NamedValue<SearchRange>, of configuration: Configuration,
    among all: [Configuration]
  ) -> Bool {
    func value(_ configuration: Configuration) -> Double? {
      configuration.settings.first { $0.key == setting.name }?.node.number
    }
    let tried: [Double] =
      switch setting.value {
      case .values(let values): values.compactMap(\.number)
      case .uniform, .logUniform: all.compactMap(value)
      }
    guard let own = value(configuration), let low = tried.min(), let high = tried.max(), low < high
    else { return false }
    return own == low || own == high
  }
}
