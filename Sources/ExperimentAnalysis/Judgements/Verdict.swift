/// What came of a claim.
package struct Verdict: Sendable, Equatable {
  package enum Outcome: String, Sendable, CaseIterable {
    case holds = "true"
    case fails = "false"
    /// The results do not tell.
    case untold = "cannot be told"
  }

  package var outcome: Outcome
  /// What was held against the bound; `nil` where there is nothing, or a judge looks at several.
  package var value: Double?
  /// Of that value, over the seeds; `nil` where no chance plays, or there are too few.
  package var interval: Interval?
  /// Of how many seeds it is.
  package var seeds: Int
  /// What was seen, or why nothing can be told: a sentence without its full stop.
  package var finding: String

  package init(
    _ outcome: Outcome, value: Double? = nil, interval: Interval? = nil, seeds: Int = 0,
    finding: String
  ) {
    self.outcome = outcome
    self.value = value
    self.interval = interval
    self.seeds = seeds
    self.finding = finding
  }

  static func untold(_ finding: String, seeds: Int = 0) -> Verdict {
    Verdict(.untold, seeds: seeds, finding: finding)
  }
}
