internal import ExperimentAnalysis
internal import OptimizerLab

// Figures that show one trial, which the script's reader may choose.
extension RunOverview {
  /// The places of a problem's trials in `trials.csv`: `0 to 11`; those of later stages are not beside
  /// the first: `0 to 11 and 24 to 29`.
  func trialRange(_ problem: Int) -> String {
    var ranges: [(first: Int, last: Int)] = []
    for place in trials.indices where trials[place].problem == problem {
      if let last = ranges.last?.last, last == place - 1 {
        ranges[ranges.count - 1].last = place
      } else {
        ranges.append((place, place))
      }
    }
    return ranges.isEmpty ? "0 to 0" : Wording.list(ranges.map { "\($0.first) to \($0.last)" })
  }

  /// "Adam with seed 3 (trial 23)".
  func trialName(_ trial: Int) -> String {
    "\(name(trials[trial].optimizer)) with seed \(trials[trial].seed) (trial \(trial))"
  }
}
