package import ExperimentRunner
package import OptimizerLab

extension RunOverview {
  /// One trial and what came of it.
  package struct Run: Sendable {
    /// Places in the spec's lists.
    package var problem: Int
    package var optimizer: Int
    package var seed: UInt64
    /// `nil` for a trial that has not begun.
    package var result: TrialResult?
    package var learningRate: Double?
    /// The sharpness at which its optimizer begins to swing; `nil` where none is known.
    package var stability: StabilityLine?

    package init(
      problem: Int, optimizer: Int, seed: UInt64, result: TrialResult?,
      learningRate: Double? = nil, stability: StabilityLine? = nil
    ) {
      self.problem = problem
      self.optimizer = optimizer
      self.seed = seed
      self.result = result
      self.learningRate = learningRate
      self.stability = stability
    }

    /// Whether it took all its steps: what one that broke off has last is not its end.
    package var isFinished: Bool { result?.status == .finished }

    /// What a network's last recorded row has in that column.
    package func last(_ column: Quantity, network: Int) -> Double? {
      guard let curves = result?.curves, let row = curves.last(ofNetwork: network) else {
        return nil
      }
      return curves[row, column]
    }

    /// What a layer's last recorded row has in that column; `layer` is its place in the spec.
    package func last(_ column: Quantity, network: Int, layer: Int) -> Double? {
      guard let layers = result?.layers else { return nil }
      let row = (0..<layers.count).last {
        layers[$0, .network] == Double(network) && layers[$0, .layer] == Double(layer)
      }
      return row.flatMap { layers[$0, column] }
    }
  }

  /// What the finished trials of one optimizer ended with.
  package struct End {
    package var optimizer: Int
    /// Median and range.
    package var spread: Spread
    /// How many trials finished, and how many there are.
    package var finished: Int
    package var trials: Int
  }

  /// The places of the trials by which a problem's optimizers are compared.
  package func comparedTrials(problem: Int) -> [Int] {
    trials.indices.filter {
      trials[$0].problem == problem && (compared?.contains($0) ?? true)
    }
  }

  /// The trials by which an optimizer is compared on a problem, in the order of the seeds.
  package func runs(problem: Int, optimizer: Int) -> [Run] {
    runs.filter { $0.problem == problem && $0.optimizer == optimizer }
  }

  /// What the finished trials of each optimizer ended with, of the optimizers that have some.
  package func ends(problem: Int, _ value: (Run) -> Double?) -> [End] {
    optimizers.indices.compactMap { optimizer in
      let all = runs(problem: problem, optimizer: optimizer)
      let finished = all.filter(\.isFinished)
      return Summary.spread(finished.compactMap(value)).map {
        End(optimizer: optimizer, spread: $0, finished: finished.count, trials: all.count)
      }
    }
  }
}

extension Spread {
  /// `0.25 (0.2–0.31)`: the median, and the range where it says more.
  package var inWords: String { inWords(NumberText.typeset, Wording.range([low, high])) }

  /// The same of counts, which are whole: `1250 (990–1431)`.
  package var inCounts: String { inWords(Wording.count, Wording.range(ofCounts: [low, high])) }

  private func inWords(_ number: (Double) -> String, _ range: String) -> String {
    low == high ? number(median) : "\(number(median)) (\(range))"
  }
}
