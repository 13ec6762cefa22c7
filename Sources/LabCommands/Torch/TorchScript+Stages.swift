internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

// An experiment of which results decide a part. A script has no way to choose: it trains what a run
// has chosen.
extension TorchScript {
  /// The same experiment without anything that results decide.
  /// - Parameter folder: where its spec lies, which may be a run's.
  /// - Throws: a `TorchGap` where no run has decided it yet.
  static func decided(_ experiment: Experiment, in folder: String) throws(TorchGap) -> Experiment {
    guard experiment.hasStages else { return experiment }
    guard let run = try? FinishedRun(folder.isEmpty ? "." : folder),
      JSONText.compact(Fields.writing(run.experiment))
        == JSONText.compact(Fields.writing(experiment)),
      let output = try? run.output(),
      experiment.laterStage(after: output.trials, output.results).isComplete
    else {
      throw TorchGap(
        description:
          "what it trains is decided by results, which a script does not have; run it to its end, and "
          + "`optlab torch` prints what was chosen from the experiment.json of the run's folder")
    }
    return try experiment.decided(by: output.trials.filter { !$0.isTuning })
  }
}

extension Experiment {
  /// - Parameter trials: those that are to be in the script.
  fileprivate func decided(by trials: [Trial]) throws(TorchGap) -> Experiment {
    var decided = self
    decided.tuning = nil
    for place in optimizers.indices {
      let own = trials.filter { $0.optimizer == place }
      guard let first = own.first else { continue }
      let settings = own.map { JSONText.compact(Fields.writing($0.settings.optimizer)) }
      guard Set(settings).count == 1 else {
        throw TorchGap(
          description:
            "for optimizers[\(place)] (\(quoted(optimizers[place].name))), other settings than the "
            + "learning rate were chosen on one problem than on another, and a script has one list of "
            + "optimizers; it can be printed of a spec with one of the problems")
      }
      decided.optimizers[place].search = nil
      decided.optimizers[place].optimizer = first.settings.optimizer
      let rates = problems.enumerated().map { problem, own in
        NamedValue(own.name, Self.rates(of: trials, problem: problem, optimizer: place))
      }
      let isOne = rates.allSatisfy { $0.value == rates[0].value }
      decided.optimizers[place].learningRate = isOne ? .all(rates[0].value) : .byProblem(rates)
    }
    return decided
  }

  private static func rates(
    of trials: [Trial], problem: Int, optimizer: Int
  ) -> LearningRates {
    let own = trials.filter { $0.problem == problem && $0.optimizer == optimizer }
    let rates = Set(own.map(\.settings.learningRate)).sorted()
    return rates.count == 1 ? .one(rates[0]) : .list(rates)
  }
}
