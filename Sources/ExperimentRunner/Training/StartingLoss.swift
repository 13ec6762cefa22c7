internal import OptimizerLab

extension Experiment {
  /// The loss over all data that each seed's trials of a problem begin with, in the order of the seeds;
  /// empty for a problem without one. Nothing is trained.
  /// - Parameters:
  ///   - place: the problem's, in the spec's list.
  ///   - trials: all trials of the experiment.
  package func startingLosses(
    problem place: Int, trials: [Trial], inputs: [ProblemInput]
  ) -> [Double] {
    guard let first = trials.first(where: { $0.problem == place }) else { return [] }
    // Every optimizer starts from the same weights.
    return seeds.compactMap { seed in
      var settings = first.settings
      settings.seed = seed
      let input = inputs[place]
      let task = problems[place].task.adopting(input)
      switch task.precision {
      case .float32:
        var training = task.makeTraining(Float.self, trial: settings, input: input)
        return training.evaluationLoss()
      case .float64:
        var training = task.makeTraining(Double.self, trial: settings, input: input)
        return training.evaluationLoss()
      }
    }
  }
}
