internal import ExperimentAnalysis
internal import ExperimentRunner
internal import FoundationEssentials
internal import OptimizerLab

extension ResultsTable {
  /// What a reader must know of the numbers.
  package var notes: [String] {
    stampNotes + seedNotes + surfaceNotes + targetNotes + problemNotes
      + Self.notes(on: context.choices, context) + externalNotes
  }

  /// That the table is not of all.
  private var stampNotes: [String] {
    context.stamp.map { ["Of \($0): the others have no result yet."] } ?? []
  }

  /// Which optimizers are programs of somebody else's.
  private var externalNotes: [String] {
    let own = context.optimizers.filter { !$0.programs.isEmpty }
    guard !own.isEmpty else { return [] }
    let names = own.map { "\(Wording.name($0.name)) (\(Wording.list($0.programs)))" }
    return [
      own.count == 1
        ? "\(names[0]) is external: a program of its own computes its steps."
        : "\(Wording.list(names)) are external: programs of their own compute their steps."
    ]
  }

  private var seedNotes: [String] {
    guard context.seedCount > 1 else {
      return [
        context.problems.allSatisfy { $0.traits.isRandom }
          ? "One seed: there are no intervals, for nothing is known of how another would do."
          : "One seed: there are no intervals."
      ]
    }
    let hasDiverged = results.rows.contains { $0.diverged > 0 }
    let medians =
      "Medians are over \(context.seedCount) seeds"
      + (hasDiverged
        ? ", where a trial that diverged counts as infinitely high; dead units are of the trials that "
          + "finished." : ".")
    return [medians] + intervalNotes + pairNotes
  }

  /// What the brackets of medians hold, and how often.
  private var intervalNotes: [String] {
    let counts = Set(
      results.rows.filter { $0.rankedFinal.interval != nil }.map(\.ended)
    ).sorted(by: >)
    guard !counts.isEmpty else { return [] }
    let levels = counts.map { count in
      "in \(Wording.percent(OrderStatistics.level(of: count))) of experiments"
        + (count == context.seedCount ? "" : " with \(Wording.count(count, "seed"))")
    }
    return [
      "In brackets are two of the seeds’ own values, between which the true median lies "
        + "\(Wording.list(levels))"
        + (counts.contains { $0 < 6 } ? ": of fewer than six seeds these are the ends." : ".")
    ]
  }

  /// What a difference is, and when it is clear.
  private var pairNotes: [String] {
    let tested = results.differences.filter { $0.probability != nil }
    // Of many optimizers not all pairs are told, and the correction is over all of them.
    let optimizers = context.optimizers.count
    let all = optimizers > RunOverview.mostInFull ? optimizers * (optimizers - 1) / 2 : nil
    let counts = Dictionary(grouping: tested) { [$0.problem, $0.network] }.values.map {
      all ?? $0.count
    }
    guard let pairs = counts.max() else { return [] }
    let ratios =
      results.differences.contains { $0.scale == .logRatio }
      ? "; × stands before ratios, for losses of two that span a factor of ten" : ""
    let test =
      "A difference is clear where the exact sign-flip test has p ≤ \(NumberText.typeset(Holm.level)) "
      + "after Holm’s correction over \(Wording.count(pairs, "pair"))."
    let most = tested.map(\.compared).max() ?? 0
    let few = Self.fewSeeds(most, pairs: counts.min() ?? pairs)
    return [
      "Differences are paired: both optimizers began from the same weights under each seed\(ratios).",
      test, all == nil ? "" : Self.toldPairs, few,
    ].filter { !$0.isEmpty }
  }

  private static let toldPairs =
    "Told are those with the lowest and with the first optimizer of the spec; that the lowest was found in "
    + "the same losses is what the correction over all pairs makes up for."

  /// What so many seeds cannot show; empty where they can.
  private static func fewSeeds(_ seeds: Int, pairs: Int) -> String {
    let least = SignFlip.leastSeeds(pairs: pairs)
    guard seeds < least else { return "" }
    let can =
      seeds == 1
      ? "One seed shows a difference, and cannot prove it"
      : "\(Wording.inWords(seeds).capitalized) seeds can show a large difference, not prove a small one"
    return "\(can): with \(least) seeds, one on which all of them agree would be clear"
      + (pairs > 1 ? " among \(pairs) pairs." : ".")
  }

  private var surfaceNotes: [String] {
    let surfaces = context.problems.filter { !$0.traits.hasExamples }
    guard !surfaces.isEmpty else { return [] }
    let losses =
      (surfaces.contains { !$0.traits.isDistance }
        ? ["On a surface the loss is the value above the minimum"] : [])
      + (surfaces.contains(where: \.traits.isDistance)
        ? ["On a saddle the loss is the distance to the equilibrium"] : [])
    let calm = surfaces.filter { !$0.traits.isRandom }
    guard !calm.isEmpty else { return [losses.joined(separator: "; ") + "."] }
    let walks =
      calm.count == surfaces.count
      ? ", and every seed walks the same way" : "; without noise every seed walks the same way"
    return [
      losses.joined(separator: "; ") + walks
        + (context.seedCount > 1
          ? ": nothing there is left to chance, and needs no interval." : ".")
    ]
  }

  private var targetNotes: [String] {
    let steps =
      "Steps are those to the first recorded loss at or below the target; a seed that never came "
      + "there, or diverged, counts as later than all others."
    let isTold = results.rows.contains { $0.target != nil }
    return (isTold ? [steps] : [])
      + results.targetRemarks.map { remark in
        let name = Wording.name(context.problems[remark.problem].name)
        return (context.problems.count > 1 ? "\(name): " : "") + remark.text
      }
  }
}
