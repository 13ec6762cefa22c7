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
  /// the largest factor; a trial that did not finish where there is no other; `nil` where none has
  /// histograms.
  static func mostTelling(_ context: RunOverview, problem: Int) -> Int? {
    let candidates = context.comparedTrials(problem: problem).filter {
      context.trials[$0].result?.histograms.isEmpty == false
    }
    func growth(_ trial: Int) -> Double {
      guard let result = context.trials[trial].result, result.status == .finished else { return -1 }
      return HistogramFacts(context, trial: trial).changes(of: .weights).map { $0.end / $0.start }
        .filter(\.isFinite).max() ?? 0
    }
    return candidates.map { ($0, growth($0)) }.max { a, b in
      a.1 == b.1 ? a.0 > b.0 : a.1 < b.1
    }?.0
  }

  /// "Shown is Adam with seed 3 (trial 23), whose weights spread most. From start to end the standard
  /// deviation of the weights goes from 0.58 to 0.61 (layer 0) …; that of the gradients from …"
  var sentences: [String] {
    let parts = [(Histogram.Quantity.weights, "weights"), (.gradients, "gradients")].compactMap {
      quantity, word -> String? in
      let changes = changes(of: quantity)
      guard !changes.isEmpty else { return nil }
      let items = changes.map {
        "from \(NumberText.short($0.start)) to \(NumberText.short($0.end)) (\($0.place))"
      }
      return "The standard deviation of the \(word) goes \(Wording.list(items))."
    }
    return ["Shown is \(context.trialName(trial)), the one whose weights spread most."] + parts
  }

  private typealias Change = (place: String, start: Double, end: Double)

  /// The standard deviations at the first and the last moment of each layer.
  private func changes(of quantity: Histogram.Quantity) -> [Change] {
    let run = context.trials[trial]
    let networks = context.problems[run.problem].networks
    return networks.indices.flatMap { place in
      networks[place].layers.compactMap { layer -> Change? in
        let own = (run.result?.histograms ?? []).filter {
          $0.quantity == quantity && $0.network == place && $0.layer == layer.index
        }.sorted { $0.step < $1.step }
        guard let first = own.first, let last = own.last, own.count > 1 else { return nil }
        let name = networks.count > 1 ? "\(networks[place].name)’s layer" : "layer"
        return ("\(name) \(layer.index)", first.standardDeviation, last.standardDeviation)
      }
    }
  }
}
