package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// Whether successive updates go the same way: the angle between each and the one before, of all
/// parameters and by layer.
package enum UpdateCosines: Figure {
  package static let name = "update_cosines"
  package static let title = "Update cosines"
  package static let summary =
    "cosine between successive updates, of all parameters and by layer, with a line at 0"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    !problem.unrecorded.contains(.updateCosine)
  }

  // MARK: Caption

  package static func caption(_ context: RunOverview) -> String {
    let introduction =
      "The cosine of the angle between each update and the one before: near 1 the walk goes straight "
      + "on, near 0 (the grey line) it turns as at random, and below 0 it goes back, as in a zigzag."
    return context.caption(
      [introduction, context.seedSentence(applies), context.smoothingSentence(applies)],
      applies: applies, ofCurves: true,
      of: { problem in
        context.problems[problem].networks.indices.flatMap { network in
          middles(context, problem, network: network)
        } + context.divergenceNotes(of: LossComparison(context, problem: problem))
      })
  }

  /// "Over the recorded updates of the model its median is 0.97 (Adam) to −0.31 (GD). Below 0 are
  /// 71 % (GD) and 2 % (Adam)."
  private static func middles(
    _ context: RunOverview, _ problem: Int, network: Int
  ) -> [String] {
    let middles = context.ends(problem: problem) { run in
      run.result.flatMap { Summary.median(cosines(of: $0, network: network)) }
    }
    let range = EndRange(context, middles).words(
      {
        PrintedNumber.fixed($0, decimals: 2).replacing("-0.00", with: "0.00").replacing(
          "-", with: "−")
      },
      falling: true)
    guard let range else { return [] }
    let whose = context.problems[problem].networks[network].name
    return ["Over the recorded updates of the \(whose) its median is \(range.text)."]
      + turns(context, problem, network: network)
  }

  /// How many of an optimizer's updates go back, where it is one in a hundred.
  private static func turns(_ context: RunOverview, _ problem: Int, network: Int) -> [String] {
    let shares = context.ends(problem: problem) { run -> Double? in
      let all = run.result.map { cosines(of: $0, network: network) } ?? []
      return all.isEmpty ? nil : 100 * Double(all.count { $0 < 0 }) / Double(all.count)
    }.filter { $0.spread.median >= 0.5 }
    guard !shares.isEmpty else { return [] }
    let items = shares.sorted {
      ($1.spread.median, $0.optimizer) < ($0.spread.median, $1.optimizer)
    }.map { end in
      let count = context.count(end).map { ", \($0)" } ?? ""
      return "\(Int(end.spread.median.rounded())) % (\(context.name(end.optimizer))\(count))"
    }
    return ["Below 0 are \(Wording.list(items))."]
  }

  /// Of updates that lie evenly on the way.
  private static func cosines(of result: TrialResult, network: Int) -> [Double] {
    let curves = result.curves
    let rows = (0..<curves.count).filter { curves[$0, .network] == Double(network) }
    return EvenSteps.places(rows.map { Int(curves[$0, .step] ?? 0) })
      .compactMap { curves[rows[$0], .updateCosine] }
  }

  // MARK: Script

  package static func script(_ context: RunOverview) -> FigureScript {
    let isLayered = context.problems.contains { problem in
      applies(to: problem) && problem.networks.contains { !layers(of: $0).isEmpty }
    }
    let keys = ["problem_index", "optimizer_index", "network", "step"]
    let values = ["\(Quantity.updateCosine.rawValue)_median"]
    var page = FigurePage(
      self, legend: .curves(context), context: context,
      data: [(.summary, keys + values)] + (isLayered ? [(.layers, keys + ["layer"] + values)] : []))
    for (index, problem) in context.shown(applies) {
      for network in problem.networks {
        page.addHeading(problem.heading(of: network.name))
        let panels = panels(of: network, in: index, context)
        page.addPanels(panels, columns: min(panels.count, 4))
      }
    }
    return page.script
  }

  /// Those with parameters, where there are several: one alone is the network.
  private static func layers(of network: NetworkShape) -> [NetworkShape.Layer] {
    let layers = network.layers.filter(\.hasParameters)
    return layers.count > 1 ? layers : []
  }

  private static func panels(
    of network: NetworkShape, in problem: Int, _ context: RunOverview
  ) -> [Panel] {
    let rows = context.summary.filter { $0.problem == problem && $0.network == network.name }
    let x = RunOverview.axis(
      "step", of: rows, value: \.step, optimizers: context.optimizers.count, ticks: 4)
    func panel(_ title: String, _ file: DataFile, _ rows: CurveRows) -> Panel {
      let curves = CurveSet(
        file: file, rows: rows, x: ("step", x), quantity: Quantity.updateCosine.rawValue,
        hasBand: context.seedCount > 1)
      return Panel(
        title: title, x: x,
        y: Axis(label: "cosine to the update before", range: -1.05...1.05, tickStep: 0.5),
        plots: ["0 with lines linecolor rgb '#909090' linewidth 1 notitle"], curves: [curves])
    }
    return [panel("all parameters", .summary, .network(problem, network.name))]
      + layers(of: network).map { layer in
        panel(
          "layer \(layer.index): \(layer.kind.words) (\(Wording.count(layer.units, "unit")))",
          .layers,
          .layer(problem, network.name, layer.index))
      }
  }
}
