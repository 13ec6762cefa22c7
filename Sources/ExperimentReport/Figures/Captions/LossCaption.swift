internal import ExperimentRunner
internal import OptimizerLab

/// What the loss curves of one problem show, in sentences.
struct LossCaption {
  let context: RunOverview
  let problem: Int

  /// What is said once of all problems whose target is not given.
  static func targetSentence(_ context: RunOverview) -> String {
    let isChosen = context.problems.contains { $0.traits.hasComparableLoss && $0.target == nil }
    return isChosen && context.optimizers.count > 1
      ? "The loss to reach is what the optimizer in the middle of the ranking ends with." : ""
  }

  var sentences: [String] {
    let facts = LossComparison(context, problem: problem)
    let isComparable = context.problems[problem].traits.hasComparableLoss
    let result = isComparable ? [reaching(facts), ending(facts)] : game
    return result + context.divergenceNotes(of: facts)
  }

  /// What the numbers are.
  private var above: String {
    context.problems[problem].traits.referenceLoss == nil ? "" : " above the minimum"
  }

  /// "Adam reached 0.05 after 412 steps (median of 5 seeds, 390–431) and Nesterov after 500 (480–520);
  /// GD did not; SGD did not in 3 of 5 seeds (the others after 690–700)."
  private func reaching(_ facts: LossComparison) -> String {
    guard let target = facts.target else { return "" }
    let entries = facts.entries.filter { $0.seeds > $0.unfinished }
    let goal = "\(NumberText.short(target))\(above)"
    let whole = arrived(entries)
    let items = whole.enumerated().map { index, item in
      let (entry, median) = item
      let after = "after \(Wording.steps(median))"
      let verb = index == 0 ? "reached \(goal) \(after) steps" : after
      return "\(context.name(entry.optimizer)) \(verb)"
        + spread(entry.reached, of: entry.seeds, isFirst: index == 0)
    }
    var isFirst = whole.isEmpty
    func didNot() -> String {
      defer { isFirst = false }
      return isFirst ? "did not reach \(goal)" : "did not"
    }
    var parts = items.isEmpty ? [] : [Wording.list(items)]
    let never = entries.filter(\.reached.isEmpty).map { context.name($0.optimizer) }
    if !never.isEmpty { parts.append("\(Wording.list(never)) \(didNot())") }
    for entry in entries where !entry.reached.isEmpty && entry.reached.count < entry.seeds {
      parts.append("\(context.name(entry.optimizer)) \(didNot())\(failures(entry))")
    }
    return parts.isEmpty ? "" : parts.joined(separator: "; ") + "."
  }

  /// The optimizers all of whose seeds came to the target, the quickest first, with the median step.
  private func arrived(_ entries: [LossComparison.Entry]) -> [(LossComparison.Entry, Double)] {
    entries.filter { $0.reached.count == $0.seeds }
      .map { ($0, Summary.median($0.reached.map(Double.init)) ?? 0) }
      .enumerated()
      .sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(\.element)
  }

  private func spread(_ steps: [Int], of seeds: Int, isFirst: Bool) -> String {
    guard seeds > 1 else { return "" }
    let range = Wording.range(steps)
    if Set(steps).count == 1 { return isFirst ? " (all \(seeds) seeds)" : "" }
    return isFirst ? " (median of \(seeds) seeds, \(range))" : " (\(range))"
  }

  /// " in 3 of 5 seeds (the others after 690–700)".
  private func failures(_ entry: LossComparison.Entry) -> String {
    let others = entry.reached.count == 1 ? "the other" : "the others"
    return " in \(entry.seeds - entry.reached.count) of \(entry.seeds) seeds"
      + " (\(others) after \(Wording.range(entry.reached)))"
  }

  /// "At the end Adam is lowest with 0.0098 (0.009–0.011), GD highest with 0.21 (0.2–0.22)."
  private func ending(_ facts: LossComparison) -> String {
    let ranking = facts.ranking
    guard let best = ranking.first, let worst = ranking.last else { return "" }
    func value(_ entry: LossComparison.Entry) -> String {
      Summary.spread(entry.finals)?.inWords ?? "–"
    }
    guard ranking.count > 1 else {
      return "\(context.name(best.optimizer)) ends at \(value(best))\(above)."
    }
    return "At the end \(context.name(best.optimizer)) is lowest with \(value(best)), "
      + "\(context.name(worst.optimizer)) highest with \(value(worst))."
  }

  /// Both networks of a GAN, and how little their losses say.
  private var game: [String] {
    let items = context.problems[problem].networks.indices.compactMap { network -> String? in
      let ranking = LossComparison(context, problem: problem, network: network).ranking
      guard let low = ranking.first, let high = ranking.last else { return nil }
      func value(_ entry: LossComparison.Entry) -> String {
        "\(NumberText.short(entry.final ?? 0)) (\(context.name(entry.optimizer)))"
      }
      let range =
        ranking.count > 1 ? "goes from \(value(low)) to \(value(high))" : "is \(value(low))"
      return "the \(context.problems[problem].networks[network].name)'s loss \(range)"
    }
    guard !items.isEmpty else { return [] }
    return [
      "At the end \(Wording.list(items)).",
      "A GAN's losses say which of the two is ahead, not how good its pictures are.",
    ]
  }
}

extension Wording {
  /// A median of steps, which may end in a half.
  package static func steps(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }
}
