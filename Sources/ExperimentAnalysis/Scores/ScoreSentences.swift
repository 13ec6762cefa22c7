internal import ExperimentRunner
internal import OptimizerLab

/// What scores over problems say, in sentences; empty ones where there is nothing to say.
package struct ScoreSentences {
  package let context: RunOverview
  package let scores: Scores

  package init(_ context: RunOverview, _ scores: Scores) {
    self.context = context
    self.scores = scores
  }

  private func name(_ optimizer: Int) -> String { Wording.name(context.optimizers[optimizer].name) }

  private func names(_ problems: [Int]) -> String {
    Wording.list(problems.map { Wording.name(context.problems[$0].name) })
  }

  /// What stands below the table.
  package var ofTable: [String] {
    let profile =
      scores.profile == nil
      ? "There is no profile: fewer than two problems have a loss to reach."
      : "The profile score is the area under the performance profile from 1 to "
        + "\(NumberText.typeset(PerformanceProfile.limit)) times the fastest one's gradient evaluations "
        + "to the loss to reach, on \(Wording.count(scores.raced.count, "problem")); AlgoPerf takes it "
        + "by 100 trapezoids."
    let rest =
      "The IQM is the mean without the lowest and the highest quarter, over all problems and seeds. The "
      + "last column is the probability that a trial ends lower than one of another optimizer, the mean "
      + "over problems and optimizers."
    return [profile, leftOut, chance, rest].filter { !$0.isEmpty }
  }

  /// Which problems are not among those that scores are over, and why.
  package var leftOut: String {
    let known = Set(scores.outcomes.map(\.problem))
    let others = context.problems.indices.filter { !known.contains($0) }
    let games = others.filter { context.problems[$0].rankedNetwork == nil }
    let open = others.filter { context.problems[$0].rankedNetwork != nil }
    let aimless = scores.outcomes.filter { $0.target == nil }.map(\.problem)
    let measured = scores.outcomes.map(\.problem).filter {
      context.problems[$0].traits.measure != nil
    }
    return [
      replacements(measured),
      games.isEmpty
        ? "" : "Left out: \(names(games)), whose losses are not better for being lower.",
      open.isEmpty
        ? "" : "Left out: \(names(open)), where not every optimizer has a trial that ended.",
      aimless.isEmpty || scores.profile == nil
        ? ""
        : "Not in the profile: \(names(aimless)), without a loss to reach that is below every start.",
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What stands in place of the loss, and on which problems.
  private func replacements(_ measured: [Int]) -> String {
    let nouns = measured.compactMap { place in
      context.problems[place].traits.measure.map { (place, Measure.noun(of: $0)) }
    }
    var sentences: [String] = []
    for (_, noun) in nouns where !sentences.contains(where: { $0.contains(noun) }) {
      let own = nouns.filter { $0.1 == noun }.map(\.0)
      sentences.append("On \(names(own)) the \(noun) stands in place of the loss.")
    }
    return sentences.joined(separator: " ")
  }

  /// "The score is 0.89 (Adam), 0.56 (SGD) and 0 (GD)", best first.
  package var profileScores: String {
    let rows = scores.rows.filter { $0.profileScore != nil }.sorted {
      ($1.profileScore ?? 0, $0.optimizer) < ($0.profileScore ?? 0, $1.optimizer)
    }
    let items = rows.map { row in
      "\(NumberText.typeset(row.profileScore ?? 0)) (\(name(row.optimizer)))"
    }
    return items.isEmpty ? "" : "The score is \(Wording.list(items))."
  }

  /// What one problem's race took: "0.05 is reached after 412 gradient evaluations (Adam) and 690 (SGD);
  /// never under GD."
  package func race(_ own: Outcomes) -> String {
    guard let target = own.target else { return "" }
    let costs = (0..<scores.count).map { (optimizer: $0, cost: own.cost($0)) }.sorted {
      ($0.cost, $0.optimizer) < ($1.cost, $1.optimizer)
    }
    let items = costs.filter(\.cost.isFinite).enumerated().map { place, item in
      "\(Wording.count(item.cost))\(place == 0 ? " gradient evaluations" : "") "
        + "(\(name(item.optimizer)))"
    }
    let others = Wording.list(costs.filter(\.cost.isInfinite).map { name($0.optimizer) })
    let goal = NumberText.typeset(target)
    guard !items.isEmpty else { return "\(goal) is never reached." }
    return "\(goal) is reached after \(Wording.list(items, limit: 16))"
      + (others.isEmpty ? "." : "; never under \(others).")
  }

  /// "The mean rank is 1.2 (Adam), 2.2 (SGD) and 2.6 (GD)", best first.
  package var meanRanks: String {
    guard let means = scores.ranks?.means else { return "" }
    let order = means.indices.sorted { (means[$0], $0) < (means[$1], $1) }
    return "The mean rank is "
      + Wording.list(order.map { "\(NumberText.typeset(means[$0])) (\(name($0)))" }) + "."
  }

  /// Whether mean ranks can be told apart.
  package var chance: String {
    guard let ranks = scores.ranks else { return "" }
    guard scores.hasCriticalDifference else {
      return
        "Of \(Wording.count(scores.outcomes.count, "problem")) no critical difference is told: mean "
        + "ranks can be told from each other from five problems on."
    }
    guard let chiSquared = ranks.chiSquared, let p = ranks.probability else {
      return "All optimizers are equal on every problem."
    }
    let test =
      "Friedman's test over \(scores.outcomes.count) problems has χ² \(NumberText.typeset(chiSquared)), "
      + "p \(NumberText.typeset(p)): "
      + (p > MeanRanks.level
        ? "that the optimizers differ at all is not shown."
        : "the optimizers differ.")
    let difference = ranks.criticalDifference
    let means = ranks.means
    let apart = means.indices.flatMap { first in
      means.indices.filter { means[$0] - means[first] > difference }.map { (first, $0) }
    }
    let pairs =
      apart.isEmpty || p > MeanRanks.level
      ? "no two are to be told apart"
      : Wording.list(apart.map { "\(name($0)) is before \(name($1))" })
    return test
      + " The critical difference of mean ranks (Nemenyi, 5 %) is \(NumberText.typeset(difference)): "
      + pairs + "."
  }
}
