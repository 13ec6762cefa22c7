package import ExperimentAnalysis
internal import ExperimentRunner
internal import Glibc
internal import OptimizerLab

/// Which trials diverged, and when: by learning rate and seed, a panel an optimizer.
package enum DivergenceMap: Figure {
  package static let name = "divergence_map"
  package static let title = "When trials diverge"
  package static let summary =
    "of several learning rates, by rate and seed at which step a trial diverged"

  package static func applies(to problem: RunOverview.Problem) -> Bool { problem.isSwept }

  package static func applies(to context: RunOverview) -> Bool { context.hasDivergenceMap }

  // MARK: Caption

  package static func caption(_ context: RunOverview) -> String {
    let introduction =
      "A cell is a trial: the learning rate to the right, the seed upwards. It is filled where the trial "
      + "diverged, the darker the sooner, and empty where it finished."
    return context.caption([introduction], applies: applies, namesRates: false) { problem in
      sentences(context.divergenceRows.filter { $0.problem == problem }, context)
    }
  }

  private static func sentences(_ rows: [DivergenceRow], _ context: RunOverview) -> [String] {
    let dead = rows.filter { $0.divergedAt != nil }
    guard !dead.isEmpty else { return ["No trial diverged."] }
    return [times(dead, context), borders(rows, context)]
  }

  /// "12 trials diverged, the first at step 2 (SGD at 10), the last at step 480 (Adam at 1)."
  private static func times(_ dead: [DivergenceRow], _ context: RunOverview) -> String {
    func item(_ row: DivergenceRow) -> String {
      "at step \(row.divergedAt ?? 0) (\(context.name(row.optimizer)) at \(NumberText.typeset(row.rate)))"
    }
    let order = dead.enumerated().sorted { a, b in
      (a.element.divergedAt ?? 0, a.offset) < (b.element.divergedAt ?? 0, b.offset)
    }.map(\.element)
    let (first, last) = (order[0], order[order.count - 1])
    let what = "\(Wording.count(dead.count, "trial")) diverged"
    return first.divergedAt == last.divergedAt
      ? "\(what), \(dead.count == 1 ? item(first) : "all at step \(first.divergedAt ?? 0)")."
      : "\(what), the first \(item(first)), the last \(item(last))."
  }

  /// "It depends on the seed under Adam 1 (2 of 5) and SGD 0.3 (1 of 5)."
  private static func borders(_ rows: [DivergenceRow], _ context: RunOverview) -> String {
    let groups = Dictionary(grouping: rows) { [Double($0.optimizer), $0.rate] }
    let mixed = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { _, own in
      let dead = own.count { $0.divergedAt != nil }
      return dead == 0 || dead == own.count
        ? nil
        : "\(context.name(own[0].optimizer)) \(NumberText.typeset(own[0].rate)) (\(dead) of "
          + "\(own.count))"
    }
    return mixed.isEmpty
      ? "Under each rate all seeds diverged, or none did."
      : "It depends on the seed under \(Wording.list(mixed))."
  }

  // MARK: Script

  package static func script(_ context: RunOverview) -> FigureScript {
    let rows = context.divergenceRows
    let levels = DeathLevels(rows.compactMap(\.divergedAt))
    var page = FigurePage(
      self,
      legend: Legend(
        entries: levels.all.map {
          .init(
            text: $0.words, point: "pointtype 5 pointsize 1.6 linecolor rgb '\($0.color)'")
        } + [.init(text: "finished", point: "pointtype 4 pointsize 1.4 linecolor rgb '#909090'")]),
      context: context,
      data: [
        (
          .divergence,
          [
            "problem_index", "optimizer_index", "lr_low", "lr_high", "seed_index", "diverged_at",
          ]
        )
      ])
    for (index, problem) in context.shown() {
      let own = rows.filter { $0.problem == index }
      guard own.contains(where: { $0.divergedAt != nil }) else { continue }
      page.addHeading(problem.name)
      let panels = Set(own.map(\.optimizer)).sorted().filter(context.isProminent).map { optimizer in
        panel(own, of: optimizer, levels, context)
      }
      let seeds = Set(own.map(\.seedPlace)).count
      let columns = min(max(panels.count, 2), 3)
      for start in stride(from: 0, to: panels.count, by: columns) {
        page.addRow(
          Array(panels[start..<min(start + columns, panels.count)]), columns: columns,
          panelHeight: Double(min(max(20 * seeds, 90), 260)))
      }
    }
    return page.script
  }

  private static func panel(
    _ rows: [DivergenceRow], of optimizer: Int, _ levels: DeathLevels, _ context: RunOverview
  ) -> Panel {
    let rates = rows.flatMap { [$0.cell.lowerBound, $0.cell.upperBound] }.filter { $0 > 0 }
    let x = Axis(
      label: "learning rate",
      range: ValueAxis.powers(from: rates.min() ?? 1, to: rates.max() ?? 1), isLogarithmic: true)
    let seeds = Dictionary(rows.map { ($0.seedPlace, $0.seed) }) { first, _ in first }
    let last = Double(seeds.keys.max() ?? 0)
    let own = rows.filter { $0.optimizer == optimizer }
    let mine = "of(\(rows[0].problem)) && column('optimizer_index') == \(optimizer)"
    func cells(_ condition: String, _ look: String) -> String {
      let (low, high, seed) = ("column('lr_low')", "column('lr_high')", "column('seed_index')")
      return
        "divergence_map using (\(mine) && \(condition) ? sqrt(\(low) * \(high)) : NaN):(\(seed)):"
        + "(\(low)):(\(high)):(\(seed) - 0.5):(\(seed) + 0.5) with boxxyerror \(look) notitle"
    }
    let outline = "linecolor rgb '#c0c0c0' linewidth 0.5 fillstyle empty"
    let filled = levels.all.compactMap { level -> String? in
      guard own.contains(where: { $0.divergedAt.map(level.steps.contains) ?? false }) else {
        return nil
      }
      let died = "column('diverged_at')"
      return cells(
        "\(died) >= \(level.steps.lowerBound) && \(died) <= \(level.steps.upperBound)",
        "fillstyle solid noborder linecolor rgb '\(level.color)'")
    }
    return Panel(
      title: PlainText.shortened(context.optimizers[optimizer].name, to: 34), x: x,
      y: Axis(label: "seed", range: -0.6...(last + 0.6)),
      setup: [ticks(seeds), "eval read_csv"],
      plots: ["NaN notitle"] + filled + [cells("1", outline)],
      cleanup: ["set ytics autofreq", "eval read_block"])
  }

  /// The seeds' own numbers, as many as there is room for.
  private static func ticks(_ seeds: [Int: UInt64]) -> String {
    let step = (seeds.count + 11) / 12
    let ticks = seeds.sorted { $0.key < $1.key }.filter { $0.key % step == 0 }
      .map { "'\($0.value)' \($0.key)" }
    return "set ytics nomirror (\(ticks.joined(separator: ", ")))"
  }
}

/// The steps at which trials died in a few groups of equal factors, each with a colour.
struct DeathLevels {
  struct Level {
    var steps: ClosedRange<Int>
    var color: String

    var words: String {
      steps.count == 1
        ? "step \(steps.lowerBound)" : "steps \(steps.lowerBound)–\(steps.upperBound)"
    }
  }

  /// The soonest first.
  let all: [Level]

  private static let most = 5
  /// Of one hue, from dark to light, all to be seen on white, and none so dark that the report would give it
  /// another colour on its dark page.
  private static let dark = 44.0
  private static let light = 82.0
  private static let hue = RGB(0xb3, 0x26, 0x1e)

  /// - Parameter steps: those at which trials diverged.
  init(_ steps: [Int]) {
    let (low, high) = (max(steps.min() ?? 1, 1), max(steps.max() ?? 1, 1))
    let ratio = Double(high + 1) / Double(low)
    var ends = (1...Self.most).map { part in
      Int((Double(low) * pow(ratio, Double(part) / Double(Self.most))).rounded(.up)) - 1
    }
    ends[ends.count - 1] = high
    var first = min(steps.min() ?? 1, low)
    var ranges: [ClosedRange<Int>] = []
    for end in ends where end >= first {
      ranges.append(first...end)
      first = end + 1
    }
    // Groups in which no trial died need no colour.
    let held = ranges.filter { range in steps.contains(where: range.contains) }
    all = held.enumerated().map { place, range in
      let part = held.count > 1 ? Double(place) / Double(held.count - 1) : 0
      return Level(
        steps: range, color: Self.hue.withLightness(Self.dark + part * (Self.light - Self.dark)).hex
      )
    }
  }
}
