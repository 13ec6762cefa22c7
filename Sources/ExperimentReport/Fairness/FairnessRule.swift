internal import ExperimentRunner
internal import SpecLanguage

/// One thing that makes a comparison unfair, or its conclusion larger than its data.
///
/// A new one is a type and a word in `Fairness.rules`.
protocol FairnessRule: Sendable {
  /// As `optlab lint` prints it: words joined by `-`.
  static var name: String { get }
  /// Why it matters: a sentence.
  static var why: String { get }
  static func breaches(_ facts: FairnessFacts) -> [Breach]
}

/// Where an experiment breaks a rule.
struct Breach {
  var place: SpecPath
  /// What is so, as a clause.
  var what: String
  /// What to write or to call instead: a sentence.
  var remedy: String
}

/// What a reviewer would ask of an experiment. That evaluation and recording are outside the clock,
/// and that every optimizer starts from the same weights, need no rule: the program sees to both.
package enum Fairness {
  static let rules: [any FairnessRule.Type] = [
    OneSeed.self, FewSeeds.self, UnequalBudgets.self, UntunedRates.self, SameSeedsForTuning.self,
    EdgeOfGrid.self, DifferentBatches.self, SeveralGradients.self, TargetAboveStart.self,
    OneSchedule.self, OnePenalty.self,
  ]

  /// In the order of the rules, then of the spec.
  package static func findings(_ facts: FairnessFacts) -> [FairnessFinding] {
    // One optimizer is compared with nothing.
    guard facts.experiment.optimizers.count > 1 else { return [] }
    return rules.flatMap { rule in
      rule.breaches(facts).map {
        FairnessFinding(
          rule: rule.name, place: $0.place, what: $0.what, why: rule.why, remedy: $0.remedy)
      }
    }
  }
}
