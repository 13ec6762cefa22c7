internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// What became of the hidden units of one trial, in sentences.
struct UnitLifeFacts {
  private let context: RunOverview
  private let trial: Int

  init(_ context: RunOverview, trial: Int) {
    self.context = context
    self.trial = trial
  }

  /// What a trial is chosen by.
  private struct Score {
    /// Trials that finished come before those that did not: the end of one that broke off is none.
    var isFinished: Bool
    /// Units dead or always negative at the end.
    var lost: Int
    /// How often a unit's condition changed.
    var changes: Int

    var order: [Int] { [isFinished ? 1 : 0, lost, changes] }
  }

  /// The finished trial of a problem with most units dead or always negative at the end; of those with
  /// as many, the one whose units changed most often, then the first; one that did not finish where
  /// there is no other; `nil` where none has units.
  static func mostTelling(_ context: RunOverview, problem: Int) -> Int? {
    scores(context, problem: problem).max { a, b in
      a.score.order == b.score.order
        ? a.trial > b.trial : a.score.order.lexicographicallyPrecedes(b.score.order)
    }?.trial
  }

  private static func scores(
    _ context: RunOverview, problem: Int
  ) -> [(trial: Int, score: Score)] {
    context.found("lives of units", problem: problem) {
      context.comparedTrials(problem: problem).compactMap { trial in
        let run = context.trials[trial]
        let histories = (run.result?.units ?? []).filter { $0.steps > 0 }
        guard !histories.isEmpty else { return nil }
        return (
          trial,
          Score(
            isFinished: run.isFinished,
            lost: histories.reduce(0) {
              $0 + $1.count([.dead, .alwaysNegative], at: $1.steps - 1)
            },
            changes: histories.reduce(0) { $0 + $1.changes })
        )
      }
    }
  }

  /// "Shown is Adam with seed 3, trial 23, the one with most dead and always negative units at the
  /// end. Of 96 hidden units 41 are dead at the end (3 at the start), 2 dormant, 12 always
  /// positive and 41 alive. 38 died on the way, at steps 5–310; 1 came back to life."
  var sentences: [String] {
    guard let result = context.trials[trial].result else { return [] }
    let histories = result.units.filter { $0.steps > 0 }
    let units = histories.reduce(0) { $0 + $1.units }
    let counts = UnitCondition.allCases.reversed().compactMap { condition -> String? in
      let end = histories.reduce(0) { $0 + $1.count([condition], at: $1.steps - 1) }
      let start = histories.reduce(0) { $0 + $1.count([condition], at: 0) }
      guard end > 0 || start > 0 else { return nil }
      return "\(end) \(end == 1 ? "is" : "are") \(condition.name) (\(start))"
    }
    let end = context.trials[trial].isFinished ? "at the end" : "at the last recorded step"
    return [
      "Shown is \(context.trialName(trial))\(reason).",
      "Of \(Wording.count(units, "hidden unit")) \(Wording.list(counts)) \(end) (at the start).",
      deaths(histories, result.curves),
    ]
  }

  /// Why this trial is shown and no other; empty where there is no other.
  private var reason: String {
    let all = Self.scores(context, problem: context.trials[trial].problem)
    guard all.count > 1, let own = all.first(where: { $0.trial == trial })?.score else { return "" }
    // Of several that did not finish none is compared by its end.
    guard own.isFinished else { return ", which did not finish, as no other did" }
    let rivals = all.filter { $0.trial != trial && $0.score.isFinished }.map(\.score)
    guard !rivals.isEmpty else { return ", the only one that finished" }
    let most = "with most dead and always negative units at the end"
    guard rivals.contains(where: { $0.lost == own.lost }) else { return ", the one \(most)" }
    let equal =
      own.lost == 0
      ? "; none has a unit that is dead or always negative at the end" : ", one of those \(most)"
    let isMostChanged = !rivals.contains { $0.lost == own.lost && $0.changes == own.changes }
    return equal + (isMostChanged ? ", and the one whose units changed most often" : "")
  }

  private func deaths(_ histories: [UnitHistory], _ curves: Records<CurveTable>) -> String {
    var died: [Int] = []
    var revived = 0
    for own in histories {
      let rows = (0..<curves.count).filter { curves[$0, .network] == Double(own.network) }
      for unit in 0..<own.units {
        let dead = (0..<min(own.steps, rows.count)).map { own.condition(of: unit, at: $0) == .dead }
        for place in dead.indices.dropFirst() where dead[place] != dead[place - 1] {
          if dead[place] {
            died.append(Int(curves[rows[place], .step] ?? 0))
          } else {
            revived += 1
          }
        }
      }
    }
    guard !died.isEmpty || revived > 0 else { return "No unit died on the way, and none revived." }
    let times = Wording.count(revived, "time")
    guard !died.isEmpty else {
      return "No unit died on the way, and one that was dead came back to life \(times)."
    }
    return "A unit died \(Wording.count(died.count, "time")) on the way "
      + "(\(Set(died).count == 1 ? "step" : "steps") \(Wording.range(died))) and "
      + (revived == 0 ? "never came back to life." : "came back to life \(times).")
  }
}
