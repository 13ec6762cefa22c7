package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// The life of every hidden unit of one trial of each problem: a picture with a row a unit and a
/// column a step.
package enum UnitLife: Figure {
  package static let name = "unit_life"
  package static let title = "The life of every unit"
  package static let isOfPixels = true
  package static let summary =
    "whether each hidden unit is dead or alive, step by step, in one trial"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    problem.hasUnits
  }

  package static func caption(_ context: RunOverview) -> String {
    let introduction =
      "A row is a hidden unit, its colour what it is over the probe set: dead (output and gradient 0 "
      + "for every example), always negative (its input is never above 0), dormant (next to no "
      + "output), always positive (its input is always above 0), or alive; where several hold, the "
      + "first of these. The rows are sorted: lowest the units that were lost, dead or always negative "
      + "to the end, from the earliest on, highest those that were not."
    return context.caption([introduction], applies: applies) { problem in
      guard let trial = UnitLifeFacts.mostTelling(context, problem: problem) else { return [] }
      return UnitLifeFacts(context, trial: trial).sentences
    }
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self,
      legend: Legend(
        entries: UnitCondition.allCases.reversed().map {
          .init(
            text: $0.name,
            point: "pointtype 5 pointsize 1.6 linecolor rgb state_color[\($0.rawValue + 1)]")
        }), context: context,
      data: [
        (
          .units,
          [
            "trial", "optimizer_index", "seed", "network", "layer", "columns", "last_step",
            "sorted_offset",
          ]
        )
      ])
    for (index, problem) in context.shown(applies) {
      guard let trial = UnitLifeFacts.mostTelling(context, problem: index) else { continue }
      let choice = "trial_\(index + 1)"
      page.choices.append(
        .init(
          name: choice, value: "\(trial)",
          meaning: "which trial of \(problem.name): a number from \(context.trialRange(index))"))
      for network in problem.networks {
        let layers = network.layers.filter(\.isHiddenActivation)
        guard !layers.isEmpty else { continue }
        page.addHeading(problem.heading(of: network.name), expression: "name_\(index + 1)")
        let panels = layers.map { panel($0, of: network.name, trial: choice) }
        for start in stride(from: 0, to: panels.count, by: 3) {
          page.addRow(
            Array(panels[start..<min(start + 3, panels.count)]), columns: min(panels.count, 3),
            panelHeight: 220)
        }
      }
    }
    page.preparation =
      preparation + "\n" + context.trialCommands(page.choices, in: .units, step: "last_step")
    return page.script
  }

  private static var preparation: String {
    let colors = UnitCondition.allCases.map { FigureText.quoted($0.color) }
    let steps = UnitCondition.allCases.map { "\($0.rawValue) state_color[\($0.rawValue + 1)]" }
    return """
      # The states' colours, and which trial's picture is where.
      array state_color[\(colors.count)] = [\(colors.joined(separator: ", "))]
      set palette maxcolors \(colors.count) defined (\(steps.joined(separator: ", ")))
      set cbrange [-0.5:\(Double(colors.count) - 0.5)]
      unset colorbox
      bytes = folder . 'units.u8'
      picks(trial, name, k) = column('trial') == trial && strcol('network') eq name && \\
        column('layer') == k
      """
  }

  private static func panel(
    _ layer: NetworkShape.Layer, of network: String, trial: String
  ) -> Panel {
    let name = FigureText.quoted(network)
    return Panel(
      title: "layer \(layer.index): \(layer.kind.words) (\(Wording.count(layer.units, "unit")))",
      x: Axis(label: "step", range: 0...1),
      y: Axis(label: "units, sorted", range: -0.5...(Double(layer.units) - 0.5)),
      setup: [
        """
        is_there = 0
        stats units using (picks(\(trial), \(name), \(layer.index)) ? (first = column('sorted_offset'), \\
          steps = column('columns'), last = column('last_step'), is_there = 1, 0) : 0) nooutput
        if (!is_there) {
          exit error sprintf('units.csv has no layer \(layer.index) of \(network) for trial %d', \(trial))
        }
        # The columns share the axis from the start to the last step; of few, each holds its step.
        dx = (last > 0 ? last : 1.) / steps
        set xrange [0:last > 0 ? last : 1]
        set xtics ticks(last)
        """
      ],
      plots: [
        "bytes binary skip=int(first) array=(int(steps), \(layer.units)) dx=dx dy=1 "
          + "origin=(dx / 2, 0) format='%uchar' using 1 with image notitle"
      ], hasOwnAxes: false)
  }
}
