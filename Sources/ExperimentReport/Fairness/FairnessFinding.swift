package import ExperimentAnalysis
package import ExperimentRunner
internal import OptimizerLab
package import SpecLanguage

/// Something in an experiment for which a reviewer would not believe its comparison.
package struct FairnessFinding: Sendable, Equatable {
  /// The rule's name, as `optlab lint` prints it.
  package var rule: String
  /// The value in the spec that makes it so.
  package var place: SpecPath
  /// What is so, as a clause that can stand in a sentence.
  package var what: String
  /// Why it matters.
  package var why: String
  /// What to write or to call instead.
  package var remedy: String
}

/// What the rules look at: an experiment, and what came of it where it was run.
package struct FairnessFacts: Sendable {
  package let experiment: Experiment
  package let trials: [Trial]
  /// The losses that the trials of each problem begin with; empty where there is no such thing.
  package let starts: [[Double]]
  /// What turned out best of several things that were tried; `nil` where nothing was run.
  package let choices: [Choice]?

  /// Of an experiment that was not run.
  package init(_ experiment: Experiment, trials: [Trial], starts: [[Double]]) {
    self.experiment = experiment
    self.trials = trials
    self.starts = starts
    choices = nil
  }

  /// Of a run's results.
  package init(_ folder: OutputFolder) {
    experiment = folder.experiment
    trials = folder.trials
    choices = folder.choices
    starts = experiment.problems.indices.map { problem in
      folder.trials.filter { $0.problem == problem }.compactMap { trial in
        guard let curves = folder.results[trial.index]?.curves, curves.count > 0 else { return nil }
        return curves[0, .step] == 0 ? curves[0, .evalLoss] : nil
      }
    }
  }

  /// The trials of an optimizer on a problem.
  func trials(problem: Int, optimizer: Int) -> [Trial] {
    trials.filter { $0.problem == problem && $0.optimizer == optimizer }
  }

  /// The first batch size of each optimizer on a problem; none where there are no examples.
  func batchSizes(problem: Int) -> [Int] {
    experiment.optimizers.indices.compactMap {
      trials(problem: problem, optimizer: $0).first?.settings.batchSize
    }.filter { $0 > 0 }
  }

  /// The numbers that a setting has for each optimizer, 0 where its kind has none.
  func setting(_ name: String) -> [Double] {
    experiment.optimizers.map { entry in
      guard case .number(let text)? = Fields.writing(entry).child(.key(name))?.value else {
        return 0
      }
      return Double(text) ?? 0
    }
  }

  /// The optimizers of those places, by name.
  func names(_ places: [Int]) -> String {
    Wording.list(places.map { Wording.name(experiment.optimizers[$0].name) })
  }
}
