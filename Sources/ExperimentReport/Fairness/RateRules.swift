internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// Optimizers of which one may try more learning rates than another.
enum UnequalBudgets: FairnessRule {
  static let name = "unequal-budgets"
  static let why =
    "The best of many tries is better than the best of few, whatever the optimizer: who tries more "
    + "wins by trying."

  static func breaches(_ facts: FairnessFacts) -> [Breach] {
    facts.experiment.problems.indices.flatMap { problem in
      let counts = facts.rateCounts(problem: problem)
      let most = counts.max() ?? 0
      return counts.indices.filter { counts[$0] < most }.map { optimizer in
        let name = facts.names([optimizer])
        let problemName = Wording.name(facts.experiment.problems[problem].name)
        return Breach(
          place: ["optimizers", .index(optimizer), "lr"],
          what: "on \(problemName) \(name) tries \(Wording.count(counts[optimizer], "rate")) and "
            + "another optimizer \(most)",
          remedy: "Give every optimizer as many rates, or none more than one.")
      }
    }
  }
}

/// Optimizers with a rate each that nothing was compared with.
enum UntunedRates: FairnessRule {
  static let name = "untuned-rates"
  static let why =
    "The learning rate often decides more than the optimizer does, and each kind wants another: what "
    + "is compared are the rates that somebody chose."

  static func breaches(_ facts: FairnessFacts) -> [Breach] {
    let counts = facts.experiment.problems.indices.flatMap { facts.rateCounts(problem: $0) }
    guard facts.experiment.tuning == nil, counts.allSatisfy({ $0 == 1 }), !facts.hasEdges else {
      return []
    }
    return [
      Breach(
        place: ["optimizers"], what: "every optimizer has one learning rate, tuned nowhere",
        remedy:
          "Write \"tuning\": {\"seeds\": [100, 101, 102], \"search\": {\"lr\": {\"log_uniform\": "
          + "[1e-4, 1]}}}.")
    ]
  }
}

/// Rates that are chosen and reported on the same seeds.
enum SameSeedsForTuning: FairnessRule {
  static let name = "tuned-on-reported-seeds"
  static let why =
    "The rate that is best on these seeds is partly the one that was lucky on them: the loss that it "
    + "is reported with is too low, by more for who has more rates near the best."

  static func breaches(_ facts: FairnessFacts) -> [Breach] {
    let tried = facts.experiment.optimizers.indices.filter { optimizer in
      facts.experiment.problems.indices.contains {
        facts.rateCounts(problem: $0)[optimizer] > 1
      }
    }
    guard let first = tried.first else { return [] }
    return [
      Breach(
        place: ["optimizers", .index(first), "lr"],
        what: "the rate of \(facts.names(tried)) is chosen on the seeds that it is reported on",
        remedy: "Write \"tuning\" with seeds of its own, and the rates in its \"search\".")
    ]
  }
}

/// A best rate beyond which nothing was tried.
enum EdgeOfGrid: FairnessRule {
  static let name = "edge-of-grid"
  static let why = "Beyond the end a better rate may lie; the optimizer is shown worse than it is."

  static func breaches(_ facts: FairnessFacts) -> [Breach] {
    (facts.choices ?? []).filter { $0.kind != .edge && !$0.atEdge.isEmpty }.map { choice in
      let isTuned = choice.kind == .configuration
      return Breach(
        place: isTuned ? ["tuning", "search"] : ["optimizers", .index(choice.optimizer), "lr"],
        what: "on \(Wording.name(facts.experiment.problems[choice.problem].name)) the best of "
          + "\(facts.names([choice.optimizer])), \(choice.settings), is at the end of what was tried",
        remedy: "Widen \(isTuned ? "the search" : "the rates") there, until the best lies inside.")
    }
  }
}

extension FairnessFacts {
  /// Whether a largest rate without divergence is looked for.
  fileprivate var hasEdges: Bool {
    experiment.problems.indices.contains { problem in
      experiment.optimizers.indices.contains {
        experiment.isEdge(problem: problem, optimizer: $0)
      }
    }
  }

  /// How many learning rates each optimizer tries on a problem.
  func rateCounts(problem: Int) -> [Int] {
    experiment.optimizers.map { $0.rates(for: experiment.problems[problem].name).count }
  }
}
