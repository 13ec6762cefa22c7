package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab
package import SpecLanguage

/// What two specs, two runs, or one of each differ in: the specs leaf by leaf, and of runs where their
/// numbers part.
package struct Diff {
  package let first: DiffSide
  package let second: DiffSide
  package let spec: [LeafDifference]
  /// `nil` where one of the two is no run.
  package let trials: TrialDiff?

  package init(_ first: DiffSide, _ second: DiffSide) {
    self.first = first
    self.second = second
    spec = LeafDifference.all(from: first.node, to: second.node)
    trials = first.run.flatMap { run in
      second.run.map { TrialDiff(run, $0, first.experiment, second.experiment) }
    }
  }

  package var isEqual: Bool { spec.isEmpty && trials?.isEqual ?? true }

  /// Whether both are the same file or folder.
  package var isSamePlace: Bool { first.place == second.place }
}

/// The trials of two runs, those with each other that have the same problem, optimizer and seed.
package struct TrialDiff {
  /// A trial of each.
  package struct Row {
    /// As the first run names it.
    package var label: String
    package var problem: String
    package var optimizer: String
    package var seed: UInt64
    package var statuses: [String]
    /// `nil` where one of them has no result.
    package var pair: TrialPair?
    /// What both ended with: the loss of the compared network over all data where there is such a thing.
    package var finals: [Double?]

    package var isEqual: Bool {
      pair.map { $0.parting == nil && $0.otherSteps == 0 } ?? true && statuses[0] == statuses[1]
    }
  }

  package let rows: [Row]
  /// Labels of the trials that one run alone has.
  package let onlyFirst: [String]
  package let onlySecond: [String]

  package var isEqual: Bool {
    rows.allSatisfy(\.isEqual) && onlyFirst.isEmpty && onlySecond.isEmpty
  }

  init(_ first: RunFolder, _ second: RunFolder, _ own: Experiment, _ other: Experiment) {
    let problems = Self.partners(
      own.problems.map(Fields.writing), other.problems.map(Fields.writing))
    let optimizers = Self.partners(
      own.optimizers.map(Fields.writing), other.optimizers.map(Fields.writing))
    // In one group are the trials of one problem, optimizer, seed and stage: several with several rates.
    func key(_ trial: Trial, _ problem: Int?, _ optimizer: Int?) -> [UInt64]? {
      guard let problem, let optimizer else { return nil }
      return [UInt64(problem), UInt64(optimizer), trial.settings.seed, trial.isTuning ? 1 : 0]
    }
    var groups: [[UInt64]: [Trial]] = [:]
    for trial in second.trials {
      if let key = key(trial, trial.problem, trial.optimizer) {
        groups[key, default: []].append(trial)
      }
    }
    var rows: [Row] = []
    var onlyFirst: [String] = []
    var taken: Set<Int> = []
    let owns = Dictionary(grouping: first.trials) {
      key($0, problems[$0.problem], optimizers[$0.optimizer])
    }
    for trial in first.trials {
      let key = key(trial, problems[trial.problem], optimizers[trial.optimizer])
      let all = key.flatMap { groups[$0] } ?? []
      let isAlone = all.count == 1 && owns[key]?.count == 1
      let partner = all.first { other in
        !taken.contains(other.index)
          && (isAlone
            || other.settings.learningRate == trial.settings.learningRate
              && other.configuration == trial.configuration)
      }
      guard let partner else {
        onlyFirst.append(first.experiment.label(of: trial))
        continue
      }
      taken.insert(partner.index)
      rows.append(Row(first, trial, second, partner))
    }
    self.rows = rows
    self.onlyFirst = onlyFirst
    onlySecond = second.trials.filter { !taken.contains($0.index) }
      .map { second.experiment.label(of: $0) }
  }

  /// Which of the second stands for which of the first, by places.
  private static func partners(_ first: [JSONNode], _ second: [JSONNode]) -> [Int: Int] {
    let pairs = ListMatch.byName(first, second).compactMap { pair in
      pair.first.flatMap { first in pair.second.map { (first, $0) } }
    }
    return Dictionary(pairs) { known, _ in known }
  }
}

extension TrialDiff.Row {
  init(_ first: RunFolder, _ trial: Trial, _ second: RunFolder, _ other: Trial) {
    let results = [first.results[trial.index], second.results[other.index]]
    let network = first.experiment.problems[trial.problem].task.traits.comparedNetwork
    self.init(
      label: first.experiment.label(of: trial),
      problem: first.experiment.problems[trial.problem].name,
      optimizer: first.experiment.optimizers[trial.optimizer].name, seed: trial.settings.seed,
      statuses: results.map { $0?.status.rawValue ?? "not begun" },
      pair: results[0].flatMap { a in results[1].map { TrialPair(a, $0) } },
      finals: results.map { $0?.finalLoss(ofNetwork: network) })
  }
}
