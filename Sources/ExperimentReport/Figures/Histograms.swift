package import ExperimentAnalysis
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
      + "set. The area under each line is 1; the axes of the density have equal factors. "
      + "Of few numbers several of the 40 bins are drawn as one."
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
    for (index, problem) in context.shown(applies) {
      guard let trial = HistogramFacts.mostTelling(context, problem: index) else { continue }
      let choice = "trial_\(index + 1)"
      page.choices.append(
        .init(
          name: choice, value: "\(trial)",
          meaning: "which trial of \(problem.name): a number from \(context.trialRange(index))",
          isOfDrawn: true))
      let numbers = HistogramNumbers(
        networks: problem.networks, histograms: context.trials[trial].result?.histograms ?? [])
      let rows = problem.networks.flatMap(\.layers).count(where: \.hasParameters)
      for (place, network) in problem.networks.enumerated() {
        page.addHeading(problem.heading(of: network.name), expression: "name_\(index + 1)")
        for layer in network.layers where layer.hasParameters {
          var row = panels(of: layer, in: network, place: place, numbers)
          for index in row.indices.dropFirst() { row[index].y.label = "" }
          if place == 0, layer.index == network.layers.first(where: \.hasParameters)?.index {
            row[0].setup.insert(numbers.commands(trial: choice), at: 0)
          }
          // Of many layers so low that all of them fit on a sheet of paper.
          page.addRow(row, columns: 3, panelHeight: rows > 3 ? 95 : 130, gap: 52)
        }
      }
    }
    page.preparation =
      preparation + "\n" + context.trialCommands(page.choices, in: .histograms, step: "step")
    return page.script
  }

  /// The trials that are shown unless the script's reader chooses others.
  package static func trials(_ context: RunOverview) -> [Int] {
    context.shown(applies).map(\.offset).compactMap {
      HistogramFacts.mostTelling(context, problem: $0)
    }
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

  /// What a layer's weights, their gradients and the activation after it give.
  private static func panels(
    of layer: NetworkShape.Layer, in network: NetworkShape, place: Int, _ numbers: HistogramNumbers
  ) -> [Panel] {
    let next = network.layers.first { $0.index == layer.index + 1 && !$0.hasParameters }
    let all: [(Histogram.Quantity, NetworkShape.Layer?)] = [
      (.weights, layer), (.gradients, layer), (.activations, next),
    ]
    return all.compactMap { quantity, layer in
      layer.map {
        panel(quantity, of: $0, at: numbers.place(network: place, layer: $0.index, quantity))
      }
    }
  }

  /// - Parameter place: that of the layer's quantity among the numbers that were read.
  private static func panel(
    _ quantity: Histogram.Quantity, of layer: NetworkShape.Layer, at place: Int
  ) -> Panel {
    let styles = ["boxes fillstyle solid noborder", "histeps", "histeps"]
    let lines = styles.enumerated().map { index, style in
      let moment = HistogramNumbers.moments * (place - 1) + index + 1
      let width = index == 0 ? ":(bin_width[int($1)])" : ""
      // Of a trial that stopped early, a moment is missing.
      return "if (bin_first[\(moment)]) { parts = parts . sprintf(', [b = %d:%d:1] \"+\" using "
        + "(bin_middle[int($1)]):(seen(bin_density[int($1)]))\(width) with \(style) linestyle "
        + "\(101 + index) notitle', bin_first[\(moment)], bin_last[\(moment)]) }"
    }
    return Panel(
      title: "layer \(layer.index), \(layer.kind.words): "
        + (quantity == .activations ? "outputs" : quantity.rawValue),
      x: Axis(label: "", range: 0...1), y: Axis(label: "density", range: 0...1),
      setup: [
        """
        low = bin_low[\(place)]
        high = bin_high[\(place)]
        # Numbers that are all equal have no density.
        if (low > high) {
          set label 'all numbers are equal' at graph 0.5, 0.5 center font caption_font
          low = -1
          high = 1
        }
        foot = 1e300
        top = 0
        do for [m = \(HistogramNumbers.moments * (place - 1) + 1):\(HistogramNumbers.moments * place)] {
          if (bin_first[m]) {
            do for [b = bin_first[m]:bin_last[m]] {
              if (bin_density[b] > top) { top = bin_density[b] }
              if (bin_density[b] > 0 && bin_density[b] < foot) { foot = bin_density[b] }
            }
          }
        }
        if (top == 0) { foot = 1; top = 1 }
        # Where no number lies, the line goes down to the axis.
        seen(density) = density > 0 ? density : foot / 1e6
        set yrange [10**floor(log10(foot) - 0.05):10**ceil(log10(top) + 0.05)]
        room = 0.03 * (high - low)
        set xrange [low - room:high + room]
        set xtics ticks(high - low)
        set logscale y
        set format y powers
        set ytics autofreq
        set mytics 1
        parts = ''
        """
      ] + lines,
      plots: ["sample [b = 0:1] NaN notitle @parts"], hasOwnAxes: false,
      cleanup: ["unset logscale y", "unset label"])
  }
}

/// The bins of one trial as a script holds them: each number is read from the file once, and a panel
/// looks only at its own.
struct HistogramNumbers {
  var networks: [NetworkShape]
  /// Those of the trial that is shown.
  var histograms: [Histogram] = []

  /// At the start, half-way and at the end.
  static let moments = SnapshotSteps.histogramsOfNetwork

  private var kinds: Int { Histogram.Quantity.allCases.count }
  private var layers: Int { (networks.flatMap(\.layers).map(\.index).max() ?? 0) + 1 }
  private var places: Int { networks.count * layers * kinds }

  /// The place of a layer's quantity, from 1; each has three moments, one after another.
  func place(network: Int, layer: Int, _ quantity: Histogram.Quantity) -> Int {
    let kind = Histogram.Quantity.allCases.firstIndex(of: quantity) ?? 0
    return (network * layers + layer) * kinds + kind + 1
  }

  /// How many of the bins are drawn as one, by place: of few numbers single bins hold one or none.
  private var widths: [Int] {
    var counts = [Int](repeating: .max, count: places)
    for histogram in histograms {
      let place = place(
        network: histogram.network, layer: histogram.layer, histogram.quantity)
      if counts.indices.contains(place - 1) { counts[place - 1] = histogram.count }
    }
    return counts.map { $0 < 400 ? 4 : $0 < 1600 ? 2 : 1 }
  }

  /// Commands that read the chosen trial's bins in their order: the middle, the density and the width
  /// of each, the first and the last of each moment, and both ends of each place.
  func commands(trial: String) -> String {
    let second = networks.count > 1 ? networks[1].name : ""
    let moments = places * Self.moments
    return """
      last = last_\(trial.dropFirst("trial_".count))
      do for [part in 'middle density width'] {
        eval sprintf('array bin_%s[\(moments * Histogram.binCount)]', part)
      }
      array bin_first[\(moments)]
      array bin_last[\(moments)]
      array bin_low[\(places)]
      array bin_high[\(places)]
      do for [m = 1:\(moments)] { bin_first[m] = 0 }
      do for [p = 1:\(places)] {
        bin_low[p] = 1e300
        bin_high[p] = -1e300
      }
      # Of each place, how many bins are drawn as one.
      array bin_parts[\(places)] = [\(widths.map(String.init).joined(separator: ", "))]
      bins = 0
      former = 0
      eval read_csv
      stats histograms using (column('trial') == \(trial) && \
        column('bin_high') > column('bin_low') ? ( \
        p = ((strcol('network') eq \(FigureText.quoted(second)) ? \(layers) : 0) + column('layer')) * \(kinds) \
          + kind(strcol('quantity')) + 1, \
        m = \(Self.moments) * (p - 1) + moment(column('step'), last), \
        bin = m == former ? bin + 1 : 0, former = m, begins = bin % bin_parts[p] == 0, \
        bins = bins + begins, \
        bin_first[m] = bin_first[m] == 0 ? bins : bin_first[m], bin_last[m] = bins, \
        bin_width[bins] = bin_parts[p] * (column('bin_high') - column('bin_low')), \
        bin_middle[bins] = begins ? column('bin_low') + bin_width[bins] / 2 : bin_middle[bins], \
        bin_density[bins] = (begins ? 0 : bin_density[bins]) + column('density') / bin_parts[p], \
        bin_low[p] = column('bin_low') < bin_low[p] ? column('bin_low') : bin_low[p], \
        bin_high[p] = column('bin_high') > bin_high[p] ? column('bin_high') : bin_high[p], 0) : 0) nooutput
      eval read_block
      """
  }
}
