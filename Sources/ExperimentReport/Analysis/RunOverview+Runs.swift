package import ExperimentRunner
internal import OptimizerLab

extension RunOverview {
  /// One trial and what came of it.
  package struct Run: Sendable {
    /// Places in the spec's lists.
    package var problem: Int
    package var optimizer: Int
    package var seed: UInt64
    /// `nil` for a trial that has not begun.
    package var result: TrialResult?

    package init(problem: Int, optimizer: Int, seed: UInt64, result: TrialResult?) {
      self.problem = problem
      self.optimizer = optimizer
      self.seed = seed
      self.result = result
    }

    /// What a network's last recorded row has in that column.
    func last(_ column: Quantity, network: Int) -> Double? {
      guard let curves = result?.curves, let row = curves.last(ofNetwork: network) else {
        return nil
      }
      return curves[row, column]
    }

    /// What a layer's last recorded row has in that column; `layer` is its place in the spec.
    func last(_ column: Quantity, network: Int, layer: Int) -> Double? {
      guard let layers = result?.layers else { return nil }
      let row = (0..<layers.count).last {
        layers[$0, .network] == Double(network) && layers[$0, .layer] == Double(layer)
      }
      return row.flatMap { layers[$0, column] }
    }
  }

  /// The places of the trials by which a problem's optimizers are compared.
  func comparedTrials(problem: Int) -> [Int] {
    trials.indices.filter {
      trials[$0].problem == problem && (compared?.contains($0) ?? true)
    }
  }

  /// The trials by which an optimizer is compared on a problem, in the order of the seeds.
  func runs(problem: Int, optimizer: Int) -> [Run] {
    runs.filter { $0.problem == problem && $0.optimizer == optimizer }
  }

  /// What the trials of each optimizer ended with, for those that have it: median and range.
  func ends(
    problem: Int, _ value: (Run) -> Double?
  ) -> [(optimizer: Int, spread: Spread, seeds: Int)] {
    optimizers.indices.compactMap { optimizer in
      let values = runs(problem: problem, optimizer: optimizer).compactMap(value)
      return Summary.spread(values).map { (optimizer, $0, values.count) }
    }
  }
}

extension Spread {
  /// `25 (20–31)`: the median, and the range where it says more.
  var inWords: String {
    low == high
      ? NumberText.short(median) : "\(NumberText.short(median)) (\(Wording.range([low, high])))"
  }
}
