internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// What came of a goal.
package struct GoalOutcome: Sendable, Equatable {
  package var points: Double
  package var isMet: Bool
  /// Whether nothing could be looked at.
  package var isError = false
  /// The number that was judged; `nil` where there is none, or an infinite one.
  package var value: Double?
  package var expected: Double?
  /// What was found, in a sentence or two.
  package var message: String
}

/// Judges goals by what runs recorded.
package struct GoalJudge: Sendable {
  let runs: TrainedRuns

  package init(_ runs: TrainedRuns) { self.runs = runs }

  package func outcome(of goal: Goal) -> GoalOutcome {
    do throws(GoalGap) {
      if let count = goal.measure.count { return counted(count, goal) }
      if let same = goal.measure.same { return compared(same, goal) }
      if goal.measure.bestRate != nil { return bestRates(goal) }
      return try outcome(of: goal, values: GoalValues(goal.measure, of: runs))
    } catch {
      return GoalOutcome(points: 0, isMet: false, isError: true, message: error.reason)
    }
  }

  /// What came of a goal of which the numbers are known.
  package func outcome(of goal: Goal, values: GoalValues) throws(GoalGap) -> GoalOutcome {
    guard !values.bySeed.isEmpty else { throw GoalGap("there are no trials to judge") }
    return goal.measure.every != nil || goal.measure.share != nil
      ? ofEach(values, goal) : ofMedian(values, goal)
  }

  /// The median over the seeds; infinite where it is the worst value, `nil` where it is not known.
  package static func median(_ values: GoalValues, worst: Double) -> Double? {
    let numbers = values.bySeed.map { entry -> Double? in
      switch entry.value {
      case .number(let number): number
      case .notReached: .infinity
      case .diverged, .failed: worst
      case .word, .notRecorded: nil
      }
    }
    let known = numbers.compactMap(\.self)
    return known.count == numbers.count ? Median.of(known) : nil
  }

  // MARK: Over the seeds

  private func ofMedian(_ values: GoalValues, _ goal: Goal) -> GoalOutcome {
    let worst =
      goal.test.atLeast != nil ? -Double.infinity : goal.test.atMost != nil ? .infinity : .nan
    guard let median = Self.median(values, worst: worst) else {
      return GoalOutcome(
        points: 0, isMet: false, isError: true,
        message: "\(goal.measure.columnName ?? "a loss") was not recorded")
    }
    let isMet = goal.test.holds(for: median)
    var outcome = GoalOutcome(
      points: isMet ? goal.points : partialPoints(median, goal), isMet: isMet,
      value: median.isFinite ? median : nil, expected: goal.test.limit,
      message: "\(goal.measure.words): \(Self.number(median)) (wanted: \(goal.test.words))")
    let found = values.bySeed.compactMap { entry -> Double? in
      if case .number(let number) = entry.value { number } else { nil }
    }
    if found.count > 1, let low = found.min(), let high = found.max(), low < high {
      outcome.message += ", from \(Self.number(low)) to \(Self.number(high))"
    }
    outcome.message += "; \(Self.seedWords(values))"
    return outcome
  }

  private func ofEach(_ values: GoalValues, _ goal: Goal) -> GoalOutcome {
    let good = values.bySeed.filter { holds($0.value, goal.test) }
    let all = values.bySeed.count
    let share = Double(good.count) / Double(all)
    let wanted = goal.measure.every != nil ? 1 : goal.test.seedsAtLeast ?? 1
    let isMet = share >= wanted - 1e-9
    var message = "\(goal.title): so in \(good.count) of \(all) seeds"
    if !isMet {
      let bad = values.bySeed.filter { !holds($0.value, goal.test) }
      message +=
        "; not with \(bad.prefix(3).map { "seed \($0.seed) (\(Self.words($0.value)))" }.joined(separator: ", "))"
    }
    return GoalOutcome(
      points: isMet ? goal.points : 0, isMet: isMet, value: share, expected: wanted,
      message: message)
  }

  private func holds(_ value: GoalValues.Value, _ test: GoalTest) -> Bool {
    switch (value, test.isValue) {
    case (.word(let word), .word(let wanted)): word == wanted
    case (.number(let number), _): test.holds(for: number)
    default: false
    }
  }

  private func partialPoints(_ value: Double, _ goal: Goal) -> Double {
    goal.partial.filter { step in
      if goal.test.atLeast != nil { return value >= step.limit }
      return value <= step.limit
    }.map(\.points).max() ?? 0
  }

  // MARK: Of the spec

  private func counted(_ what: GoalMeasure.Counted, _ goal: Goal) -> GoalOutcome {
    let experiment = runs.experiment
    let number: Int
    var message: String
    switch what {
    case .optimizers:
      number = experiment.optimizers.count
      message = "the spec has \(number) optimizers"
    case .problems:
      number = experiment.problems.count
      message = "the spec has \(number) problems"
    case .seeds:
      number = Set(runs.trials.filter { !$0.isTuning }.map(\.settings.seed)).count
      message = "it was trained with \(number) seeds"
    case .rates:
      let counts = runs.groups.map { (runs.name(ofOptimizer: $0.optimizer), $0.rates.count) }
      number = counts.map(\.1).min() ?? 0
      message = "learning rates tried: " + counts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
    let isMet = goal.test.holds(for: Double(number))
    message += " (wanted: \(goal.test.words))"
    return GoalOutcome(
      points: isMet ? goal.points : partialPoints(Double(number), goal), isMet: isMet,
      value: Double(number), expected: goal.test.limit, message: message)
  }

  private func compared(_ what: GoalMeasure.Compared, _ goal: Goal) -> GoalOutcome {
    let numbers = runs.groups.map { group -> (String, Int) in
      let first = group.trials.first
      let number =
        switch what {
        case .rates: group.rates.count
        case .steps: first?.stepCount ?? 0
        case .batchSize: first?.settings.batchSize ?? 0
        }
      return (runs.name(ofOptimizer: group.optimizer), number)
    }
    let isMet = Set(numbers.map(\.1)).count <= 1
    let noun =
      switch what {
      case .rates: "learning rates"
      case .steps: "updates"
      case .batchSize: "examples an update"
      }
    let list = numbers.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return GoalOutcome(
      points: isMet ? goal.points : 0, isMet: isMet,
      message: isMet
        ? "all optimizers had the same \(noun): \(numbers.first?.1 ?? 0)"
        : "\(noun) differ: \(list)")
  }

  private func bestRates(_ goal: Goal) -> GoalOutcome {
    let complaints = runs.groups.compactMap { group -> String? in
      let name = runs.name(ofOptimizer: group.optimizer)
      guard group.rates.count > 2 else {
        return
          "\(name) was tried with \(group.rates.count) rate\(group.rates.count == 1 ? "" : "s")"
      }
      if group.best == group.rates.last {
        return "the best rate of \(name), \(Self.number(group.best)), is the largest you tried"
      }
      return group.best == group.rates.first
        ? "the best rate of \(name), \(Self.number(group.best)), is the smallest you tried" : nil
    }
    return GoalOutcome(
      points: complaints.isEmpty ? goal.points : 0, isMet: complaints.isEmpty,
      message: complaints.isEmpty
        ? "each optimizer's best rate lies between others that were tried"
        : complaints.joined(separator: "; "))
  }

  // MARK: In words

  static func number(_ value: Double) -> String {
    value.isNaN ? "not a number" : value.isInfinite ? "none" : NumberText.short(value)
  }

  private static func words(_ value: GoalValues.Value) -> String {
    switch value {
    case .number(let value): number(value)
    case .notReached: "not reached"
    case .word(let word): word
    case .diverged(let step): "diverged at step \(step)"
    case .failed(let reason): reason
    case .notRecorded: "not recorded"
    }
  }

  /// `5 seeds`, `diverged in 5 of 5 seeds`.
  static func seedWords(_ values: GoalValues) -> String {
    let all = values.bySeed.count
    let seeds = "\(all) seed\(all == 1 ? "" : "s")"
    var parts: [String] = []
    let diverged = values.count { if case .diverged = $0 { true } else { false } }
    if diverged > 0 { parts.append("diverged in \(diverged) of \(seeds)") }
    let late = values.count { $0 == .notReached }
    if late > 0 { parts.append("never reached in \(late) of \(seeds)") }
    for entry in values.bySeed {
      guard case .failed(let reason) = entry.value else { continue }
      let failed = values.count { if case .failed = $0 { true } else { false } }
      parts.append("failed in \(failed) of \(seeds): \(reason)")
      break
    }
    return parts.isEmpty ? seeds : parts.joined(separator: ", ")
  }
}

extension GoalTest {
  /// The limit that a page shows beside the number.
  package var limit: Double? {
    if case .number(let number)? = isValue { return number }
    return atLeast ?? atMost
  }

  func holds(for value: Double) -> Bool {
    if let atLeast { return value >= atLeast }
    if let atMost { return value <= atMost }
    if let between { return value >= between[0] && value <= between[1] }
    if case .number(let number)? = isValue { return value == number }
    return false
  }
}
