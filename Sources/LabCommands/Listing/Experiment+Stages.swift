package import ExperimentRunner
internal import OptimizerLab

extension Experiment {
  /// What is to be said of trials that only results decide; `nil` where there are none.
  package var wordsOnLaterTrials: String? {
    guard hasStages else { return nil }
    let pairs = problems.count * optimizers.count
    guard tuning != nil else {
      return "and, until the rates from which on trials diverge are known to \(percent) %, those "
        + "between"
    }
    return
      "and \(pairs * seeds.count) more, of the configuration that is chosen for each of \(pairs) "
      + "problem\(pairs == 1 ? "" : "s and optimizers"), with the seeds "
      + seeds.map { "\($0)" }.joined(separator: ", ")
  }

  private var percent: Int { Int(((EdgeSearch.factor - 1) * 100).rounded()) }
}
