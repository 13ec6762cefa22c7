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
    guard facts.experiment.optimizers.count > 1, counts.allSatisfy({ $0 == 1 }) else { return [] }
    return [
      Breach(
        place: ["optimizers"], what: "every optimizer has one learning rate, tuned nowhere",
        remedy: "Write \"lr\": {\"log_grid\": [1e-4, 1, 13]} for each, and look at lr_sensitivity.")
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
        remedy: "Choose it in one run, and report it in another with other seeds.")
    ]
  }
}

/// A best rate beyond which nothing was tried.
enum EdgeOfGrid: FairnessRule {
  static let name = "edge-of-grid"
  static let why = "Beyond the end a better rate may lie; the optimizer is shown worse than it is."

  static func breaches(_ facts: FairnessFacts) -> [Breach] {
    guard let compared = facts.compared else { return [] }
    return facts.experiment.problems.indices.flatMap { problem in
      facts.experiment.optimizers.indices.compactMap { optimizer in
        let own = facts.trials(problem: problem, optimizer: optimizer)
        let rates = own.map(\.settings.learningRate)
        guard let best = own.first(where: { compared.contains($0.index) })?.settings.learningRate,
          let low = rates.min(), let high = rates.max(), low < high, best == low || best == high
        else { return nil }
        let end = best == low ? "lowest" : "highest"
        return Breach(
          place: ["optimizers", .index(optimizer), "lr"],
          what: "on \(Wording.name(facts.experiment.problems[problem].name)) the best rate of "
            + "\(facts.names([optimizer])), \(NumberText.short(best)), is the \(end) that was tried",
          remedy: "Try \(best == low ? "lower" : "higher") ones, until the best lies inside.")
      }
    }
  }
}

extension FairnessFacts {
  /// How many learning rates each optimizer tries on a problem.
  func rateCounts(problem: Int) -> [Int] {
    experiment.optimizers.map { $0.rates(for: experiment.problems[problem].name).count }
  }
}
