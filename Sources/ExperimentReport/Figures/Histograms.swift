internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// How the weights, gradients and outputs of every layer are spread at the start, half-way and at
/// the end of one trial of each problem.
package enum Histograms: Figure {
  package static let name = "histograms"
  package static let title = "Weights, gradients and outputs"
  package static let summary =
    "histograms of one trial's weights, gradients and activations: start, half-way and end"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    problem.hasHistograms
  }

  package static func caption(_ context: RunOverview) -> String {
    let introduction =
      "How many of a layer's numbers lie where: weights with biases, the gradient by them (at the "
      + "start, the first update's), and the outputs of the activation that follows, over the probe "
      + "set. The area under each line is 1; the axes of counts have equal factors."
    return context.caption([introduction], applies: applies) { problem in
      guard let trial = HistogramFacts.mostTelling(context, problem: problem) else { return [] }
      return HistogramFacts(context, trial: trial).sentences
    }
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self,
      legend: Legend(entries: [
        .init(text: "at the start", line: "linestyle 101"),
        .init(text: "half-way", line: "linestyle 102"),
        .init(text: "at the end", line: "linestyle 103"),
      ]), context: context,
      data: [
        (
          .histograms,
          [
            "trial", "optimizer_index", "seed", "network", "layer", "quantity", "step", "bin_low",
            "bin_high", "count", "density",
          ]
        )
      ])
    for (index, problem) in context.problems.enumerated() where applies(to: problem) {
      guard let trial = HistogramFacts.mostTelling(context, problem: index) else { continue }
      let choice = "trial_\(index + 1)"
      page.choices.append(
        .init(
          name: choice, value: "\(trial)",
          meaning: "which trial of \(problem.name): a number from \(context.trialRange(index))"))
      for (place, network) in problem.networks.enumerated() {
        page.addHeading(problem.heading(of: network.name), expression: "name_\(index + 1)")
        for layer in network.layers where layer.hasParameters {
          var row = panels(of: layer, in: network, place: place)
          if place == 0, layer.index == network.layers.first(where: \.hasParameters)?.index {
            row[0].setup.insert(numbers(of: choice, networks: problem.networks), at: 0)
          }
          page.addRow(row, columns: 3, panelHeight: 130, gap: 52)
        }
      }
    }
    page.preparation =
      preparation + "\n" + context.trialCommands(page.choices, in: .histograms, step: "step")
    return page.script
  }

  private static var preparation: String {
    """
    # The moments: a grey area, a grey line, a black one.
    set style line 101 linecolor rgb '#d0d0d0' linewidth 8
    set style line 102 linecolor rgb '#56b4e9' linewidth line_width
    set style line 103 linecolor rgb 'black' linewidth line_width
    # 1 at the start, whose gradient is that of the first update; 2 half-way; 3 at the end.
    moment(step, last) = step <= 1 && step < last ? 1 : step < last ? 2 : 3
    kind(name) = name eq 'weights' ? 0 : name eq 'gradients' ? 1 : 2
    """
  }

  /// Commands that copy the numbers of the chosen trial to a block: network, layer, quantity,
  /// moment, middle of the bin, density, width.
  private static func numbers(of trial: String, networks: [NetworkShape]) -> String {
    let second = networks.count > 1 ? networks[1].name : ""
    return """
      eval read_csv
      last = last_\(trial.dropFirst("trial_".count))
      $numbers << end
      -1 NaN NaN NaN NaN NaN NaN
      end
      set table $numbers append
      plot histograms using (strcol('network') eq \(FigureText.quoted(second)) ? 1 : 0):\
        (column('layer')):(kind(strcol('quantity'))):(moment(column('step'), last)):\
        ((column('bin_low') + column('bin_high')) / 2):(column('density')):\
        (column('bin_high') - column('bin_low')) with table \
        if (column('trial') == \(trial) && column('count') > 0 && column('bin_high') > column('bin_low'))
      unset table
      eval read_block
      """
  }

  /// What a layer's weights, their gradients and the activation after it give.
  private static func panels(
    of layer: NetworkShape.Layer, in network: NetworkShape, place: Int
  ) -> [Panel] {
    let next = network.layers.first { $0.index == layer.index + 1 && !$0.hasParameters }
    let all: [(Histogram.Quantity, NetworkShape.Layer?)] = [
      (.weights, layer), (.gradients, layer), (.activations, next),
    ]
    return all.compactMap { quantity, layer in
      layer.map { panel(quantity, of: $0, network: place) }
    }
  }

  private static func panel(
    _ quantity: Histogram.Quantity, of layer: NetworkShape.Layer, network: Int
  ) -> Panel {
    let kind = Histogram.Quantity.allCases.firstIndex(of: quantity) ?? 0
    let condition = "$1 == \(network) && $2 == \(layer.index) && $3 == \(kind)"
    func line(_ moment: Int, _ columns: String, _ style: String) -> String {
      "if (has_\(moment)) { parts = parts . ', $numbers using (\(condition) && $4 == \(moment) ? $5 : NaN):\(columns) "
        + "with \(style) linestyle \(100 + moment) notitle' }"
    }
    return Panel(
      title: "layer \(layer.index), \(layer.kind.words): "
        + (quantity == .activations ? "outputs" : quantity.rawValue),
      x: Axis(label: "", range: 0...1), y: Axis(label: "density", range: 0...1),
      setup: [
        """
        has_1 = 0
        has_2 = 0
        has_3 = 0
        low = 1e300
        high = -1e300
        stats $numbers using (\(condition) ? (low = $5 < low ? $5 : low, \
          high = $5 > high ? $5 : high, has_1 = has_1 || $4 == 1, \
          has_2 = has_2 || $4 == 2, has_3 = has_3 || $4 == 3, 0) : 0) nooutput
        set autoscale y
        # Numbers that are all equal have no density.
        if (low > high) {
          low = -1
          high = 1
          set yrange [0.1:10]
        }
        room = 0.06 * (high > low ? high - low : 1)
        set xrange [low - room:high + room]
        set xtics ticks(high - low)
        set logscale y
        set format y powers
        set ytics autofreq
        set mytics 1
        parts = ''
        """,
        // Of a trial that stopped early, a moment is missing.
        line(1, "6:7", "boxes fillstyle solid noborder"), line(2, "6", "histeps"),
        line(3, "6", "histeps"),
      ],
      plots: ["NaN notitle @parts"], hasOwnAxes: false, cleanup: ["unset logscale y"])
  }
}
