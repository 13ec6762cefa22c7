internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// A rate that falls for some and stays for others.
enum OneSchedule: FairnessRule {
  static let name = "one-schedule"
  static let why =
    "A rate that falls in time gains at the end what a constant one loses to the noise of its "
    + "batches: the schedule is compared, not the optimizer."

  static func breaches(_ facts: FairnessFacts) -> [Breach] {
    let entries = facts.experiment.optimizers
    let with = entries.indices.filter { entries[$0].hasSchedule }
    guard let first = with.first, with.count < entries.count else {
      return breaches(
        facts, setting: "lr_decay", having: "lets its rate fall",
        remedy: "Give all of them a rate that falls, or none.")
    }
    let others = entries.indices.filter { !entries[$0].hasSchedule }
    return [
      Breach(
        place: ["optimizers", .index(first)],
        what: "\(facts.names(with)) \(with.count == 1 ? "has" : "have") a schedule; "
          + "\(facts.names(others)) \(others.count == 1 ? "does" : "do") not",
        remedy: "Give all of them a \"schedule\", or none.")
    ]
  }
}

/// A penalty on the parameters that only some have.
enum OnePenalty: FairnessRule {
  static let name = "one-penalty"
  static let why =
    "The losses are compared without the penalty, which one optimizer minimizes as well and another "
    + "does not: they are not asked for the same."

  static func breaches(_ facts: FairnessFacts) -> [Breach] {
    breaches(
      facts, setting: "weight_decay", having: "has weight decay",
      remedy:
        "Give all of them the same \"weight_decay\"; AdamW and Muon have one of their own, which "
        + "0 takes away.")
  }
}

extension FairnessRule {
  /// One breach where a setting is 0 for some optimizers and not for others.
  fileprivate static func breaches(
    _ facts: FairnessFacts, setting: String, having: String, remedy: String
  ) -> [Breach] {
    let values = facts.setting(setting)
    let some = values.indices.filter { values[$0] != 0 }
    guard let first = some.first, some.count < values.count else { return [] }
    let others = values.indices.filter { values[$0] == 0 }
    return [
      Breach(
        place: ["optimizers", .index(first), .key(setting)],
        what: some.map { "\(facts.names([$0])) \(having)" }.joined(separator: ", ")
          + "; \(facts.names(others)) \(others.count == 1 ? "does" : "do") not", remedy: remedy)
    ]
  }
}
