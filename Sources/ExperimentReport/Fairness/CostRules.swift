internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// Batches of different sizes, whose steps cost different amounts.
enum DifferentBatches: FairnessRule {
  static let name = "different-batches"
  static let why =
    "A step with a batch of 32 takes 32 gradients, one with a single example takes one: after as many "
    + "steps they have had different amounts of work and of data."

  static func breaches(_ facts: FairnessFacts) -> [Breach] {
    facts.experiment.problems.indices.compactMap { problem in
      let sizes = Set(facts.batchSizes(problem: problem)).sorted()
      guard sizes.count > 1 else { return nil }
      return Breach(
        place: ["problems", .index(problem)],
        what: "on \(Wording.name(facts.experiment.problems[problem].name)) the batches have "
          + "\(Wording.list(sizes.map(String.init))) examples",
        remedy: "Compare by gradient evaluations or epochs, not by steps: `optlab plot DIR --axis "
          + "gradient_evaluations`; or give every optimizer the same \"batch_size\".")
    }
  }
}

/// An optimizer that takes several gradients a step, beside one that takes one.
enum SeveralGradients: FairnessRule {
  static let name = "several-gradients"
  static let why =
    "A line search takes up to a dozen gradients a step: by steps it is compared with others that had "
    + "a fraction of its work."

  static func breaches(_ facts: FairnessFacts) -> [Breach] {
    let often = facts.experiment.optimizers.indices.filter {
      facts.experiment.optimizers[$0].optimizers.contains(where: \.evaluatesOften)
    }
    guard let first = often.first, often.count < facts.experiment.optimizers.count else {
      return []
    }
    return [
      Breach(
        place: ["optimizers", .index(first), "kind"],
        what:
          "\(facts.names(often)) \(often.count == 1 ? "takes" : "take") several gradients a step, "
          + "others one",
        remedy: "Compare by gradient evaluations: `optlab plot DIR --axis gradient_evaluations`.")
    ]
  }
}

/// A loss to be reached that is there from the start.
enum TargetAboveStart: FairnessRule {
  static let name = "target-above-start"
  static let why = "It is reached before the first step, by whatever optimizer: it tells nothing."

  static func breaches(_ facts: FairnessFacts) -> [Breach] {
    facts.experiment.problems.enumerated().compactMap { place, problem in
      guard let target = problem.target, let lowest = facts.starts[place].min(), lowest <= target
      else { return nil }
      return Breach(
        place: ["problems", .index(place), "target"],
        what:
          "the target of \(Wording.name(problem.name)), \(NumberText.typeset(target)), is not below "
          + "\(NumberText.typeset(lowest)), where a trial begins",
        remedy: "Write a lower one, or leave it out.")
    }
  }
}
