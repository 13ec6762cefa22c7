internal import ExperimentAnalysis
package import ExperimentRunner
internal import OptimizerLab

/// The files that a run's results become; everything in the folder but `trials/` is derived from them.
///
/// Trials without a result are left out of the tables, but not of `trials.csv`.
package struct OutputFolder: Sendable {
  package let run: RunFolder
  /// The columns of `results.md` and `results.tex`; what they usually have without it.
  package let columns: [ResultColumn]?
  let derived = DerivedResults()

  package init(_ run: RunFolder, columns: [ResultColumn]? = nil) {
    self.run = run
    self.columns = columns
  }

  /// The places of the trials that optimizers are compared by; see `comparedTrials`.
  package var compared: Set<Int> {
    derived.compared.value { [run] in run.experiment.comparedTrials(run.trials, run.results) }
  }

  package var path: String { run.path }
  package var experiment: Experiment { run.experiment }
  package var trials: [Trial] { run.trials }
  package var results: [Int: TrialResult] { run.results }
  package var networks: [[NetworkShape]] { run.networks }

  func put(_ table: CSVTable, _ name: String) throws(OutputError) {
    try OutputFile.write(table.bytes, to: "\(path)/\(name)")
  }

  /// The trials by which an optimizer is compared with others on a problem, in the order of the
  /// seeds.
  package func comparedTrials(problem: Int, optimizer: Int) -> [Trial] {
    let compared = compared
    return trials.filter {
      $0.problem == problem && $0.optimizer == optimizer && compared.contains($0.index)
    }
  }

  /// Whether `histograms.csv` leaves out trials because there are many.
  package var hasHistogramsOfSome: Bool {
    experiment.record.histograms == nil && HistogramsTable.kept(of: self) == .shown
  }

  /// Whether the results decide no trials that are not there.
  var isComplete: Bool { experiment.laterStage(after: trials, results).isComplete }

  /// How many trials have a result, where not all have: `231 of 300 trials`. Stands on all that is made for
  /// readers, for what they see of the others may be another thing.
  package var stamp: String? {
    let done = trials.count { trial in
      results[trial.index].map { $0.status == .finished || $0.status == .diverged } ?? false
    }
    return done < trials.count ? "\(done) of \(trials.count) trials" : nil
  }

  /// What a reader of the figures must know before they are looked at.
  package var remarks: [String] {
    var remarks: [String] = []
    if experiment.seeds.count == 1 {
      remarks.append("one seed: the curves have no bands, and the tables no intervals")
    }
    if !results.isEmpty, results.values.allSatisfy({ $0.status == .diverged }) {
      remarks.append(
        "all \(results.count) trials diverged: their curves end where the loss was no number any more, "
          + "and there is no final loss to compare")
    }
    if let stamp { remarks.append("of \(stamp): the others have no result yet") }
    if let machineRemark { remarks.append(machineRemark) }
    if !isComplete {
      remarks.append("the trials that results decide are not all there: `optlab run` goes on")
    }
    return remarks
  }
}
