internal import OptimizerLab

// Figures that show one trial, which the script's reader may choose.
extension RunOverview {
  /// The places of a problem's trials in `trials.csv`: `0 to 11`.
  func trialRange(_ problem: Int) -> String {
    let own = trials.indices.filter { trials[$0].problem == problem }
    return "\(own.first ?? 0) to \(own.last ?? 0)"
  }

  /// "Adam with seed 3 (trial 23)".
  func trialName(_ trial: Int) -> String {
    "\(name(trials[trial].optimizer)) with seed \(trials[trial].seed) (trial \(trial))"
  }
}
