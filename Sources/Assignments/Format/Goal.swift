internal import ExperimentRunner
internal import OptimizerLab
package import SpecLanguage

/// What is asked of the runs of a spec, or of the spec itself.
package struct Goal: Configurable, Sendable {
  package var id = ""
  package var givenTitle: String?
  package var points = 0.0
  package var needs: [String] = []
  package var hint: String?
  package var measure = GoalMeasure()
  package var test = GoalTest()
  /// Weaker limits, each with its points, the most first.
  package var partial: [Partial] = []
  /// The name under which submissions are ranked by its number.
  package var leaderboard: String?

  /// A weaker limit and what it gives.
  package struct Partial: Sendable, Equatable {
    package var limit: Double
    package var points: Double
  }

  package init() {}

  package var title: String { givenTitle ?? "\(measure.words) \(test.words)" }

  package mutating func configure(_ fields: inout Fields) {
    fields.field(
      "id", &id, as: .identifier, required: true, "Names the goal; its check is TASK.GOAL.")
    fields.text("title", &givenTitle, "One line for pages; without it, the goal in words.")
    fields.number("points", &points, in: .atLeast(0), required: true, "The most points.")
    fields.texts(
      "needs", &needs,
      "Ids of goals of this task, or of checks or tasks, that have to have full marks before it counts."
    )
    fields.text("hint", &hint, "What to think about next, where it is missed.")
    measure.configure(&fields)
    test.configure(&fields)
    var pairs = partial.map { [$0.limit, $0.points] }
    fields.field(
      "partial", &pairs, as: .list(of: .list(of: FieldType<Double>.number(), count: 2)),
      "Weaker limits, each with its points: [[0.4, 2], [0.3, 1]].")
    partial = pairs.map { Partial(limit: $0[0], points: $0[1]) }
    fields.text(
      "leaderboard", &leaderboard, "The name under which submissions are ranked by its number.")
    check(&fields)
  }

  private func check(_ fields: inout Fields) {
    measure.check(&fields)
    test.check(of: measure, &fields)
    guard !partial.isEmpty else { return }
    guard test.atLeast != nil || test.atMost != nil else {
      return fields.report("goes with at_least or at_most only", at: ["partial"])
    }
    for (place, step) in partial.enumerated() {
      if let limit = test.atLeast, step.limit >= limit {
        fields.report("is no weaker limit than at_least", at: ["partial", .index(place), 0])
      }
      if let limit = test.atMost, step.limit <= limit {
        fields.report("is no weaker limit than at_most", at: ["partial", .index(place), 0])
      }
      if step.points >= points || step.points < 0 {
        fields.report(
          "gives from 0 to less than the goal's points", at: ["partial", .index(place), 1])
      }
    }
  }
}

/// The number that a goal is about: one a trial, or one of the spec.
package struct GoalMeasure: Sendable {
  /// What is counted in a spec.
  package enum Counted: String, CaseIterable, Sendable { case optimizers, problems, rates, seeds }
  /// What may be the same for all optimizers of a spec.
  package enum Compared: String, CaseIterable, Sendable {
    case rates, steps
    case batchSize = "batch_size"
  }
  package enum BestRate: String, CaseIterable, Sendable { case inside }

  package var median: String?
  package var every: String?
  package var share: String?
  package var stepsTo: TargetLoss?
  package var evaluationsTo: TargetLoss?
  package var count: Counted?
  package var same: Compared?
  package var bestRate: BestRate?
  package var at = GoalPlace.end
  package var of = GoalSubject()

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.text("median", &median, "A recorded column: its median over the seeds.")
    fields.text("every", &every, "A recorded column: what it is under every seed.")
    fields.text("share", &share, "A recorded column: the share of the seeds under which it is so.")
    fields.object(
      "steps_to", &stepsTo,
      "Steps until a loss is reached, {\"loss\": 0.05}: the median over the seeds.")
    fields.object(
      "evaluations_to", &evaluationsTo,
      "Gradients computed until a loss is reached, {\"loss\": 0.05}: the median over the seeds.")
    fields.choice(
      "count", &count, "How many of them the spec itself has; rates: of each optimizer.")
    fields.choice("same", &same, "What has to be the same for all optimizers of the spec.")
    fields.choice(
      "best_rate", &bestRate,
      "That each optimizer's best learning rate is not at an end of those tried.")
    fields.field(
      "at", &at, as: GoalPlace.fieldType,
      "At which recorded step: start, end, best (the lowest loss), or a step's number.")
    fields.object("of", &of, "Whose number it is, where there are several.")
  }

  private var given: [String] {
    [
      ("median", median != nil), ("every", every != nil), ("share", share != nil),
      ("steps_to", stepsTo != nil), ("evaluations_to", evaluationsTo != nil),
      ("count", count != nil), ("same", same != nil), ("best_rate", bestRate != nil),
    ].filter(\.1).map(\.0)
  }

  /// The column that it is about, if it is about one.
  package var columnName: String? { median ?? every ?? share }

  package var column: GoalColumn? {
    columnName.flatMap { GoalColumn($0, ofLayer: of.layer != nil) }
  }

  /// Whether it is a number of the spec itself, for which nothing is trained.
  package var isOfSpec: Bool { count != nil || same != nil }

  func check(_ fields: inout Fields) {
    let all = "median, every, share, steps_to, evaluations_to, count, same, best_rate"
    switch given.count {
    case 0:
      // A column that could not be read was reported already.
      if !all.split(separator: ", ").contains(where: { fields.has(String($0)) }) {
        fields.report("says nothing to measure: one of \(all)")
      }
    case 1: break
    default:
      fields.report("\(given[1]) and \(given[0]) exclude each other", at: [.key(given[1])])
    }
    guard let name = columnName, let key = given.first else { return }
    let names = of.layer == nil ? GoalColumn.names : GoalColumn.layerNames
    if Quantity(rawValue: name)?.role == .clock {
      fields.report("is a clock's, and differs from machine to machine", at: [.key(key)])
    } else if !names.contains(name) {
      fields.report(
        "there is no such column: "
          + unknownName(name, among: names), at: [.key(key)])
    }
    if case .trial? = column, at != .end {
      fields.report("\(name) is a whole trial's, and not a step's", at: ["at"])
    }
  }

  /// `median of dead_fraction at the end`.
  package var words: String {
    let place = if case .trial? = column { "" } else { " \(at.words)" }
    let whose = of.words
    if let median { return "median of \(median)\(whose)\(place)" }
    if let every { return "\(every)\(whose)\(place) under every seed" }
    if let share { return "share of the seeds with \(share)\(whose)\(place)" }
    if let stepsTo { return "steps to \(stepsTo.words)\(whose)" }
    if let evaluationsTo { return "gradient evaluations to \(evaluationsTo.words)\(whose)" }
    if let count { return count == .rates ? "learning rates of each optimizer" : count.rawValue }
    if let same {
      return
        "the same \(same.rawValue.split(separator: "_").joined(separator: " ")) for all optimizers"
    }
    return "the best learning rate inside those tried"
  }
}

/// A loss that is to be reached.
package struct TargetLoss: Configurable, Sendable {
  package var loss = 0.0
  /// The column that has to come down to it; the loss over all data, or a surface's value, without it.
  package var column: String?

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.number("loss", &loss, required: true, "The loss.")
    let names = Quantity.allCases.filter { $0.role == .measure }.map(\.rawValue)
    fields.field(
      "column", &column, as: .name(among: names),
      "What has to come down to it: the loss over all data, or a surface's value, without it.")
  }

  package var words: String { "\(column ?? "a loss") of \(JSONNode.shortestText(of: loss))" }
}
