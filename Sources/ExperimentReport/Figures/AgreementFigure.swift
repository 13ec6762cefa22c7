package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// How far an external optimizer is from the lab's own rule that it is to agree with, over the steps, and
/// how far rounding alone takes that rule from itself.
package enum AgreementFigure: Figure {
  package static let name = "agreement"
  package static let title = "Agreement with the lab's own rule"
  package static let summary =
    "of external optimizers with \"like\", the distance to the lab's own rule over the steps"

  package static func applies(to problem: RunOverview.Problem) -> Bool { true }
  package static func applies(to context: RunOverview) -> Bool { context.hasAgreement }

  // MARK: Caption

  package static func caption(_ context: RunOverview) -> String {
    let introduction =
      "The largest difference between parameters of an external optimizer and of the lab's own rule, over "
      + "the largest parameter where that is above 1; and, in grey, between that rule and a twin of it whose "
      + "start was moved by next to nothing: what rounding becomes on this problem. Two computations of one "
      + "rule stay below a thousand times the grey line. Where that is above the horizontal line, nothing "
      + "more can be said."
    return context.caption([introduction], applies: applies, namesRates: false) { problem in
      context.optimizers.indices.flatMap { sentences(context, problem, $0) }
    }
  }

  /// "Mine: equal for all 480 steps in all 3 trials; the largest distance is 2e-15."
  private static func sentences(
    _ context: RunOverview, _ problem: Int, _ optimizer: Int
  ) -> [String] {
    let all = context.agreements(problem: problem, optimizer: optimizer).map(\.agreement)
    guard !all.isEmpty else { return [] }
    var verdicts: [(words: String, count: Int)] = []
    for agreement in all {
      if let place = verdicts.firstIndex(where: { $0.words == agreement.verdict }) {
        verdicts[place].count += 1
      } else {
        verdicts.append((agreement.verdict, 1))
      }
    }
    let words = verdicts.map { verdict in
      all.count == 1 ? verdict.words : "\(verdict.words) (\(verdict.count) of \(all.count) trials)"
    }
    let largest = all.map(\.largest).max() ?? 0
    let most =
      largest > 0 ? "; until then the largest distance is \(NumberText.short(largest))" : ""
    return ["\(context.name(optimizer)): \(words.joined(separator: "; "))\(most)."]
  }

  // MARK: Script

  /// Nothing smaller is a distance of numbers near 1.
  private static let least = 1e-17
  private static let mostSeeds = 20

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self,
      legend: Legend(entries: [
        .init(
          text: "the program and the lab's own rule", line: "linecolor rgb '#1c6db7' linewidth 1.5"),
        .init(text: "that rule and its twin", line: "linecolor rgb '#909090' linewidth 1.5"),
      ]), context: context,
      data: [
        (
          .agreement,
          ["problem_index", "optimizer_index", "seed", "step", "distance", "twin_distance"]
        )
      ])
    for (index, problem) in context.shown() {
      let panels = context.optimizersInColor.compactMap { panel(context, index, $0) }
      guard !panels.isEmpty else { continue }
      page.addHeading(problem.name)
      let columns = min(max(panels.count, 2), 3)
      for start in stride(from: 0, to: panels.count, by: columns) {
        page.addRow(
          Array(panels[start..<min(start + columns, panels.count)]), columns: columns,
          panelHeight: 220)
      }
    }
    return page.script
  }

  private static func panel(_ context: RunOverview, _ problem: Int, _ optimizer: Int) -> Panel? {
    let all = context.agreements(problem: problem, optimizer: optimizer)
    guard !all.isEmpty else { return nil }
    let distances = all.flatMap { $0.agreement.rows.flatMap { [$0.distance, $0.twin] } }
      .filter { $0.isFinite && $0 > 0 }
    let last = all.flatMap { $0.agreement.rows.map(\.step) }.max() ?? 1
    let range = ValueAxis.powers(
      from: max(distances.min() ?? least, least), to: max(distances.max() ?? 0, 1e-2))
    func lines(_ column: String, of seed: UInt64, _ look: String) -> String {
      let mine =
        "of(\(problem)) && column('optimizer_index') == \(optimizer) && column('seed') == \(seed)"
      let value = "column('\(column)')"
      let floor = FigureNumber.bound(range.lowerBound)
      return "agreement using (\(mine) ? column('step') : NaN):"
        + "(\(value) > \(floor) ? \(value) : \(floor)) with lines \(look) notitle"
    }
    let seeds = all.map(\.seed).prefix(mostSeeds)
    return Panel(
      title: PlainText.shortened(context.optimizers[optimizer].name, to: 34),
      x: Axis(label: "step", range: 0...Double(max(last, 1))),
      y: Axis(label: "distance", range: range, isLogarithmic: true),
      setup: ["eval read_csv"],
      plots: ["\(FigureNumber.exact(Agreement.limit)) with lines linecolor rgb '#c0c0c0' notitle"]
        + seeds.map { lines("twin_distance", of: $0, "linecolor rgb '#909090' linewidth 1.5") }
        + seeds.map { lines("distance", of: $0, "linecolor rgb '#1c6db7' linewidth 1.5") },
      cleanup: ["eval read_block"])
  }
}
