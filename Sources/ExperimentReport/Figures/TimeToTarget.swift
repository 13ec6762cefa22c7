package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// How fast, and how often, optimizers come to losses that are the same for all: the distribution of the
/// time to a target over targets and seeds (Hansen et al., COCO, 2016).
package enum TimeToTarget: Figure {
  package static let name = "time_to_target"
  package static let title = "Time to target"
  package static let summary =
    "share of targets and seeds reached over the steps; targets are parts of the loss at the start"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    problem.rankedNetwork != nil
  }

  // MARK: Caption

  package static func caption(_ context: RunOverview) -> String {
    let times = context.targetTimes
    let isOwn = times.contains { $0.targets.contains { $0.fraction == nil } }
    let isGame = context.problems.contains { $0.rankedNetwork != nil && $0.networkOfLoss == nil }
    let introduction =
      "The share of all pairs of a target and a seed that was reached. Targets are "
      + "\(Wording.list(Targets.fractions.map(NumberText.typeset))) of the loss\(isGame ? ", of a GAN of the Fréchet distance," : "") at the start, the median "
      + "over the seeds\(context.comparesProblems ? " and the lowest of the problems" : ""), the same for "
      + "every optimizer\(context.comparesProblems ? " and problem" : "")\(isOwn ? ", and the spec's own" : ""). A cross is "
      + "where a trial ended without having reached all of them; one that diverged has reached none."
    return context.caption([introduction, context.prominenceSentence], applies: applies) { place in
      times.first { $0.problem == place }.map { sentences($0, context) } ?? []
    }
  }

  private static func sentences(_ times: TargetTimes, _ context: RunOverview) -> [String] {
    guard !times.trials.isEmpty else { return [] }
    guard !times.targets.isEmpty else {
      return ["There are no targets: the loss at the start is not above 0."]
    }
    return [shares(times, context)] + times.targets.map { expected($0, times, context) }
  }

  /// "Of 15 pairs each 15 were reached under Adam and 9 under SGD and GD."
  private static func shares(_ times: TargetTimes, _ context: RunOverview) -> String {
    let counts = context.optimizers.indices.compactMap { optimizer -> (Int, Int, Int)? in
      let own = times.trials.filter { $0.optimizer == optimizer }
      let reached = own.reduce(0) { $0 + $1.arrivals.count { $0 != nil } }
      return own.isEmpty ? nil : (optimizer, reached, own.count * times.targets.count)
    }
    let isOne = Set(counts.map(\.2)).count == 1
    let groups = Dictionary(grouping: counts) { [$0.1, $0.2] }
      .sorted { ($1.key[0] * $0.key[1], $0.value[0].0) < ($0.key[0] * $1.key[1], $1.value[0].0) }
    let items = groups.enumerated().map { place, group in
      let words =
        "\(group.key[0])\(isOne ? "" : " of \(group.key[1])")"
        + (place == 0 ? (group.key[0] == 1 ? " was reached" : " were reached") : "")
      return "\(words) under \(Wording.list(group.value.map { context.name($0.0) }))"
    }
    return (isOne ? "Of \(Wording.count(counts[0].2, "pair")) each " : "Of the pairs ")
      + items.joined(separator: ", ") + "."
  }

  /// "0.1 of the start (0.05) is to be expected after 412 steps (Adam), 1200 (SGD, 3 of 5 seeds); it was
  /// never reached under GD."
  private static func expected(
    _ target: Targets.Target, _ times: TargetTimes, _ context: RunOverview
  ) -> String {
    let rows = times.rows(of: context.optimizers.indices).filter {
      $0.target == target && $0.seeds > 0
    }
    let known = rows.filter { $0.reached > 0 }.sorted {
      ($0.expectedSteps ?? 0, $0.optimizer) < ($1.expectedSteps ?? 0, $1.optimizer)
    }
    let goal =
      target.fraction.map { "\(NumberText.typeset($0)) of the start" } ?? "The spec's target"
    let items = known.enumerated().map { place, row in
      let count = (row.expectedSteps ?? 0).rounded()
      let noun = place > 0 ? "" : count == 1 ? " step" : " steps"
      let seeds = row.reached < row.seeds ? ", \(row.reached) of \(row.seeds) seeds" : ""
      return "\(Wording.count(count))\(noun) (\(context.name(row.optimizer))\(seeds))"
    }
    let never = rows.filter { $0.reached == 0 }.map { context.name($0.optimizer) }
    let parts =
      (items.isEmpty
        ? [] : ["is to be expected after \(Wording.inTurn(items, limit: RunOverview.mostInFull))"])
      + (never.isEmpty ? [] : ["was never reached under \(Wording.list(never))"])
    return "\(goal) (\(NumberText.typeset(target.value))) \(parts.joined(separator: "; it "))."
  }

  // MARK: Script

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self, legend: .optimizers(context), context: context, data: [(.times, columns)])
    let rows = context.timeRows
    for (index, problem) in context.shown(applies) {
      let own = rows.filter { $0.problem == index }
      guard let network = own.first?.network else { continue }
      page.addHeading(problem.heading(of: problem.networks[network].name))
      let prices = Dictionary(grouping: own, by: \.optimizer).values.compactMap(\.last).map {
        Double($0.gradientEvaluations) / Double($0.step)
      }
      // Epochs may end with a smaller batch.
      let isOne = (prices.max() ?? 0) <= 1.01 * (prices.min() ?? 0)
      let panels = [panel(own, of: index, context, (CostAxis.step, { $0.step }))]
      let other = panel(
        own, of: index, context, (CostAxis.gradientEvaluations, { $0.gradientEvaluations }))
      // Where a step costs all of them the same, the second would be the first.
      page.addRow(
        panels + (isOne ? [] : [other]), columns: isOne ? 1 : 2, panelHeight: 210, gap: 30)
    }
    return page.script
  }

  private static let columns = [
    "problem_index", "optimizer_index", "step", "gradient_evaluations", "share", "ended",
  ]

  private static func panel(
    _ rows: [TimeRow], of problem: Int, _ context: RunOverview,
    _ cost: (axis: CostAxis, value: (TimeRow) -> Int)
  ) -> Panel {
    let values = rows.map { Double(max(cost.value($0), 1)) }
    let x = Axis(
      label: cost.axis.label(of: context.problems[problem].traits),
      range: ValueAxis.powers(from: values.min() ?? 1, to: values.max() ?? 1), isLogarithmic: true)
    var y = Axis(label: "share reached", range: -0.03...1.03, tickStep: 0.25)
    if cost.axis != .step { (y.hidesNumbers, y.label) = (true, "") }
    let place = "column('\(cost.axis.rawValue)')"
    func whose(_ optimizer: Int) -> String {
      "of(\(problem)) && column('optimizer_index') == \(optimizer)"
    }
    let optimizers = context.drawingOrder(Set(rows.map(\.optimizer)).sorted())
    let lines = optimizers.map { optimizer in
      "for [i = \(optimizer + 1):\(optimizer + 1)] time_to_target "
        + "using (\(whose(optimizer)) ? \(place) : NaN):(column('share')) "
        + "with steps linestyle i title whose(i) noenhanced"
    }
    let ended = Set(rows.filter { $0.ended > 0 }.map(\.optimizer)).sorted()
    let crosses = ended.filter(context.isProminent).map { optimizer in
      "for [i = \(optimizer + 1):\(optimizer + 1)] time_to_target "
        + "using (\(whose(optimizer)) && column('ended') > 0 ? \(place) : NaN):(column('share')) "
        + "with points pointtype 2 pointsize 1 linewidth 2 linecolor rgb color[i] title whose(i) "
        + "noenhanced"
    }
    return Panel(
      x: x, y: y, setup: ["eval read_csv"], plots: ["NaN notitle"] + lines + crosses,
      cleanup: ["eval read_block"])
  }
}
