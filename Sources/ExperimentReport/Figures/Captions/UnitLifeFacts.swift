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

  /// The trial of a problem with most units dead or always negative at the end; of those with as
  /// many, the one whose units changed most often; `nil` where none has units.
  static func mostTelling(_ context: RunOverview, problem: Int) -> Int? {
    func score(_ histories: [UnitHistory]) -> (Int, Int) {
      (
        histories.reduce(0) { $0 + $1.count([.dead, .alwaysNegative], at: $1.steps - 1) },
        histories.reduce(0) { $0 + $1.changes }
      )
    }
    let candidates = context.comparedTrials(problem: problem).compactMap {
      trial -> (Int, (Int, Int))? in
      guard let histories = context.trials[trial].result?.units,
        histories.contains(where: { $0.steps > 0 })
      else { return nil }
      return (trial, score(histories.filter { $0.steps > 0 }))
    }
    return candidates.max { a, b in a.1 == b.1 ? a.0 > b.0 : a.1 < b.1 }?.0
  }

  /// "Shown is Adam with seed 3, trial 23, of 25 the one with most dead and always negative units at
  /// the end. Of 96 hidden units 41 are dead at the end (3 at the start), 2 dormant, 12 always
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
    return [
      "Shown is \(context.trialName(trial)), the one with most dead and always negative units at "
        + "the end.",
      "Of \(Wording.count(units, "hidden unit")) \(Wording.list(counts)) at the end (at the start).",
      deaths(histories, result.curves),
    ]
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
    let times = Wording.count(died.count, "time")
    return "A unit died \(times) on the way"
      + (died.isEmpty ? "" : " (\(Set(died).count == 1 ? "step" : "steps") \(Wording.range(died)))")
      + " and came back to life \(Wording.count(revived, "time"))."
  }
}
