internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// What the loss curves of one problem show, in sentences.
struct LossCaption {
  let context: RunOverview
  let problem: Int

  /// What is said once of all problems whose target is not given.
  static func targetSentence(_ context: RunOverview) -> String {
    let isChosen = context.problems.indices.contains { place in
      guard let network = context.problems[place].networkOfLoss else { return false }
      let facts = LossComparison(context, problem: place, network: network)
      return !facts.isTargetGiven && facts.target != nil
    }
    guard isChosen else { return "" }
    return "The loss to reach is a tenth of that at the start, the median over the seeds"
      + (context.comparesProblems ? " and the lowest of the problems." : ".")
  }

  var sentences: [String] {
    let network = context.problems[problem].networkOfLoss
    let facts = LossComparison(context, problem: problem, network: network ?? 0)
    let result = network == nil ? game : [reaching(facts), facts.targetRemark, ending(facts)]
    return result + context.divergenceNotes(of: facts)
  }

  /// What the numbers are.
  private var above: String {
    let traits = context.problems[problem].traits
    return traits.isDistance
      ? " from the equilibrium" : traits.referenceLoss == nil ? "" : " above the minimum"
  }

  // MARK: The target

  /// "Adam reached 0.05 after 412 steps (median of 5 seeds, 390–431) and Nesterov after 500 (480–520);
  /// GD did not; SGD did not in 3 of 5 seeds (the others after 690–700)."
  private func reaching(_ facts: LossComparison) -> String {
    guard let target = facts.target else { return "" }
    let entries = facts.entries.filter { $0.ended > 0 }
    let goal = "\(NumberText.typeset(target))\(above)"
    let whole = arrived(entries)
    let items = whole.enumerated().map { index, item in
      let (entry, median) = item
      let after = "after \(Wording.count(median))"
      let verb = index == 0 ? "reached \(goal) \(after) step\(median == 1 ? "" : "s")" : after
      return "\(context.name(entry.optimizer)) \(verb)"
        + spread(entry.reached, isFirst: index == 0)
    }
    var isFirst = whole.isEmpty
    func didNot() -> String {
      defer { isFirst = false }
      return isFirst ? "did not reach \(goal)" : "did not"
    }
    var parts = items.isEmpty ? [] : [Wording.list(items)]
    let never = entries.filter(\.reached.isEmpty).map { context.name($0.optimizer) }
    if !never.isEmpty { parts.append("\(Wording.list(never)) \(didNot())") }
    for entry in entries where !entry.reached.isEmpty && entry.reached.count < entry.ended {
      parts.append("\(context.name(entry.optimizer)) \(didNot())\(failures(entry))")
    }
    return parts.isEmpty ? "" : parts.joined(separator: "; ") + "."
  }

  /// The optimizers all of whose seeds came to the target, the quickest first, with the median step.
  private func arrived(_ entries: [LossComparison.Entry]) -> [(LossComparison.Entry, Double)] {
    entries.filter { $0.reached.count == $0.ended }
      .map { ($0, Summary.median($0.reached.map(Double.init)) ?? 0) }
      .enumerated()
      .sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(\.element)
  }

  private func spread(_ steps: [Int], isFirst: Bool) -> String {
    guard steps.count > 1 else { return "" }
    let range = Wording.range(steps)
    if Set(steps).count == 1 { return isFirst ? " (all \(steps.count) seeds)" : "" }
    return isFirst ? " (median of \(steps.count) seeds, \(range))" : " (\(range))"
  }

  /// " in 3 of 5 seeds (the others after 690–700)".
  private func failures(_ entry: LossComparison.Entry) -> String {
    let others = entry.reached.count == 1 ? "the other" : "the others"
    return " in \(entry.ended - entry.reached.count) of \(entry.ended) seeds"
      + " (\(others) after \(Wording.range(entry.reached)))"
  }

  // MARK: The end

  /// "At the end Adam is lowest with 0.0098 (0.009–0.011), GD highest with 0.21 (0.2–0.22). SGD comes
  /// last: at least half of its trials diverged."
  private func ending(_ facts: LossComparison) -> String {
    let (ranking, lost) = (facts.ranking, facts.lost)
    let names = Wording.list(lost.map { context.name($0.optimizer) })
    guard let best = ranking.first, let worst = ranking.last else {
      // Where all trials diverged, another sentence says so.
      return lost.allSatisfy { $0.finals.isEmpty }
        ? ""
        : "There is no median loss to compare: at least half of the trials of \(names) diverged."
    }
    let behind =
      lost.isEmpty
      ? ""
      : " \(names) \(lost.count == 1 ? "comes" : "come") last: at least half of "
        + "\(lost.count == 1 ? "its" : "their") trials diverged."
    return compared(ranking, from: best, to: worst) + lead(facts) + behind
  }

  /// Whether the order's first can be told to be that; empty where chance plays no part, where one seed
  /// knows nothing of it, and where there is no order.
  private func lead(_ facts: LossComparison) -> String {
    let tied = facts.ranking.filter { $0.final == facts.ranking.first?.final }
    guard facts.measure.isRandom, context.seedCount > 1,
      facts.ranking.count + facts.lost.count > tied.count
    else { return "" }
    let network = context.problems[problem].networkOfLoss ?? 0
    let pairs = context.differences(problem: problem, network: network)
    let whose = tied.count == 1 ? "Its" : "Their"
    return facts.lowest(pairs).isEmpty
      ? " \(whose) lead cannot be told from chance." : " \(whose) lead is clear."
  }

  private func compared(
    _ ranking: [LossComparison.Entry], from best: LossComparison.Entry,
    to worst: LossComparison.Entry
  ) -> String {
    func equals(_ entry: LossComparison.Entry) -> [LossComparison.Entry] {
      ranking.filter { $0.final == entry.final }
    }
    func names(_ entry: LossComparison.Entry) -> String {
      Wording.list(equals(entry).map { context.name($0.optimizer) })
    }
    let (low, high) = (value(equals(best)), value(equals(worst)))
    guard ranking.count > 1 else { return "\(names(best)) ends at \(low)\(above)." }
    if best.final == worst.final {
      return ranking.allSatisfy { $0.finals == best.finals }
        ? "\(names(best)) end at the same loss\(best.finals.count > 1 ? " under each seed" : ""), \(low)."
        : "\(names(best)) end at the same median loss, \(low)."
    }
    let shown = [best, worst].map { NumberText.typeset($0.final ?? .nan) }
    if shown[0] == shown[1] {
      return
        "\(Wording.list(ranking.map { context.name($0.optimizer) })) end at \(shown[0]) alike; "
        + "their losses differ in further digits only."
    }
    let verb = equals(best).count > 1 ? "are equally" : "is"
    return "At the end \(names(best)) \(verb) lowest with \(low), \(names(worst)) "
      + (equals(worst).count > 1 ? "equally " : "") + "highest with \(high)."
  }

  /// `0.01 (0.009–0.012)`, and of how many seeds where some diverged; of several equal ones what holds
  /// for all of them.
  private func value(_ equal: [LossComparison.Entry]) -> String {
    let (entry, final) = (equal[0], NumberText.typeset(equal[0].final ?? .nan))
    guard equal.allSatisfy({ $0.finals == entry.finals }) else { return final }
    let isOne = Set(entry.finals).count == 1
    let notes =
      (isOne ? [] : [Wording.range(entry.finals)])
      + (entry.divergedBySeed.isEmpty
        ? [] : ["\(entry.finals.count) of \(Wording.count(entry.ended, "seed"))"])
    return final + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))")
  }

  // MARK: A GAN

  /// Both networks of a GAN, and how little their losses say.
  private var game: [String] {
    let traits = context.problems[problem].traits
    let items = context.problems[problem].networks.indices.compactMap { network -> String? in
      let ends = context.ends(problem: problem) { run in
        run.result.flatMap { Measure.loss(traits, network: network).final(of: $0) }
      }
      guard let range = EndRange(context, ends).words(NumberText.typeset) else { return nil }
      let verb = range.isOne ? "is" : "goes from"
      return "the \(context.problems[problem].networks[network].name)'s loss \(verb) \(range.text)"
    }
    guard !items.isEmpty else { return [] }
    return [
      "Over the last tenth of the recorded steps \(Wording.list(items)).",
      "A GAN's losses say which of the two is ahead, not how good its pictures are.",
    ]
  }
}
