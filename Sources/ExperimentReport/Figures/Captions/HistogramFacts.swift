internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// How the numbers of one trial's layers spread, in sentences.
struct HistogramFacts {
  private let context: RunOverview
  private let trial: Int

  init(_ context: RunOverview, trial: Int) {
    self.context = context
    self.trial = trial
  }

  /// The finished trial of a problem in some layer of which the weights' standard deviation grew by
  /// the largest factor; of equal ones the first; a trial that did not finish where there is no other;
  /// `nil` where none has histograms.
  static func mostTelling(_ context: RunOverview, problem: Int) -> Int? {
    growths(context, problem: problem).max { a, b in
      a.growth == b.growth ? a.trial > b.trial : a.growth < b.growth
    }?.trial
  }

  /// Of each trial with histograms the largest factor by which some layer's weights spread: 0 where
  /// that is not known, and below 0 of one that did not finish.
  private static func growths(
    _ context: RunOverview, problem: Int
  ) -> [(trial: Int, growth: Double)] {
    context.found("growth of weights", problem: problem) {
      context.comparedTrials(problem: problem).compactMap { trial in
        guard let result = context.trials[trial].result, !result.histograms.isEmpty else {
          return nil
        }
        guard result.status == .finished else { return (trial, -1) }
        return (
          trial,
          HistogramFacts(context, trial: trial).changes(of: .weights).map { $0.end / $0.start }
            .filter(\.isFinite).max() ?? 0
        )
      }
    }
  }

  /// Why this trial is shown and no other; empty where there is no other.
  private var reason: String {
    let all = Self.growths(context, problem: context.trials[trial].problem)
    guard all.count > 1, let own = all.first(where: { $0.trial == trial })?.growth else {
      return ""
    }
    guard own >= 0 else { return ", which did not finish, as no other did" }
    let rivals = all.filter { $0.trial != trial && $0.growth >= 0 }.map(\.growth)
    guard !rivals.isEmpty else { return ", the only one that finished" }
    guard own > 1 else { return "; under none did the weights of a layer spread" }
    return rivals.contains(own)
      ? ", the first of those whose weights spread most" : ", the one whose weights spread most"
  }

  /// "Shown is Adam with seed 3 (trial 23), whose weights spread most. From start to end the standard
  /// deviation of the weights goes from 0.58 to 0.61 (layer 0) …; that of the gradients from …"
  var sentences: [String] {
    let parts = [(Histogram.Quantity.weights, "weights"), (.gradients, "gradients")].compactMap {
      quantity, word -> String? in
      let changes = changes(of: quantity)
      guard !changes.isEmpty else { return nil }
      let items = changes.map {
        "from \(NumberText.typeset($0.start)) to \(NumberText.typeset($0.end)) (\($0.place))"
      }
      return "The standard deviation of the \(word) goes \(Wording.list(items))."
    }
    return ["Shown is \(context.trialName(trial))\(reason)."] + parts
  }

  private typealias Change = (place: String, start: Double, end: Double)

  /// The standard deviations at the first and the last moment of each layer.
  private func changes(of quantity: Histogram.Quantity) -> [Change] {
    let run = context.trials[trial]
    let networks = context.problems[run.problem].networks
    let all = Dictionary(
      grouping: (run.result?.histograms ?? []).filter { $0.quantity == quantity }
    ) { [$0.network, $0.layer] }
    return networks.indices.flatMap { place in
      networks[place].layers.compactMap { layer -> Change? in
        let own = (all[[place, layer.index]] ?? []).sorted { $0.step < $1.step }
        guard let first = own.first, let last = own.last, own.count > 1 else { return nil }
        let name = networks.count > 1 ? "\(networks[place].name)’s layer" : "layer"
        return ("\(name) \(layer.index)", first.standardDeviation, last.standardDeviation)
      }
    }
  }
}
