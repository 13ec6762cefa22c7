internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// A conclusion from one seed.
enum OneSeed: FairnessRule {
  static let name = "one-seed"
  static let why =
    "Another seed draws other weights and another order of the examples; how much that changes, one "
    + "seed does not show, and it is often more than lies between two optimizers."

  static func breaches(_ facts: FairnessFacts) -> [Breach] {
    guard facts.experiment.seeds.count == 1, facts.hasRandomness else { return [] }
    return [
      Breach(
        place: ["seeds"], what: "there is one seed",
        remedy: "Write \"seeds\": [0, 1, 2, 3, 4, 5, 6, 7].")
    ]
  }
}

/// More pairs than the seeds can tell apart.
enum FewSeeds: FairnessRule {
  static let name = "few-seeds"
  static let why =
    "The exact sign-flip test of n paired seeds gives no p below 2/2ⁿ, and Holm's correction for "
    + "several pairs divides 0.05 by their number: with fewer seeds a large difference can be seen, "
    + "and none can be called clear."

  static func breaches(_ facts: FairnessFacts) -> [Breach] {
    let seeds = facts.experiment.seeds.count
    let optimizers = facts.experiment.optimizers.count
    let needed = SignFlip.leastSeeds(pairs: optimizers * (optimizers - 1) / 2)
    guard seeds > 1, seeds < needed, facts.hasRandomness else { return [] }
    let list = (0..<needed).map(String.init).joined(separator: ", ")
    return [
      Breach(
        place: ["seeds"],
        what: "\(seeds) seeds cannot show which of \(optimizers) optimizers is the better one; "
          + "that takes at least \(needed)",
        remedy: "Write \"seeds\": [\(list)].")
    ]
  }

}

extension FairnessFacts {
  /// Whether a seed decides anything: on a surface without noise every one walks the same way.
  var hasRandomness: Bool { experiment.problems.contains { $0.task.traits.isRandom } }
}
