internal import ExperimentAnalysis
package import ExperimentRunner
internal import OptimizerLab

// The lines between what the compared trials ended with.
extension OutputFolder {
  /// Between which trials the loss is wanted: each two optimizers' under the same seed, in the order of
  /// the spec, where both finished; of many optimizers, those with the best and those with the first of
  /// the spec. Empty where the spec asks for none.
  package var solutionEnds: [SolutionLine.Ends] {
    guard experiment.record.interpolation > 0 else { return [] }
    return experiment.problems.indices.flatMap { problem in
      let finished = experiment.optimizers.indices.map { optimizer in
        comparedTrials(problem: problem, optimizer: optimizer).filter {
          results[$0.index]?.status == .finished
        }
      }
      let anchors = lineAnchors(problem: problem)
      let bySeed = finished.map { own in
        Dictionary(own.map { ($0.settings.seed, $0.index) }) { first, _ in first }
      }
      return finished.indices.flatMap { first in
        finished.indices.dropFirst(first + 1).flatMap { second -> [SolutionLine.Ends] in
          if let anchors, anchors.isDisjoint(with: [first, second]) { return [] }
          return finished[first].compactMap { trial in
            bySeed[second][trial.settings.seed].map { SolutionLine.Ends(trial.index, $0) }
          }
        }
      }
    }
  }

  /// The optimizers to and from which all lines of a problem lead; `nil` where there are so few that each
  /// two have one.
  private func lineAnchors(problem: Int) -> Set<Int>? {
    let optimizers = experiment.optimizers.indices
    guard optimizers.count > RunOverview.mostInFull else { return nil }
    let own = optimizers.map { comparedTrials(problem: problem, optimizer: $0) }
    let judge = experiment.judge(of: own.flatMap { $0 }, results)
    let best = Judgement.best(
      own.map { Judgement(experiment.judgedLosses($0, results, by: judge), trials: $0.count) })
    return [0, best ?? 0]
  }

  /// Those that have been taken.
  var solutionLines: [SolutionLine] {
    derived.lines.value { [self] in SolutionLines(run).read(solutionEnds) }
  }
}

extension TrialResult {
  /// Whether it has the sharpness of some step.
  var recordedCurvature: Bool {
    let curves = self.curves
    return (0..<curves.count).contains { curves[$0, .sharpness] != nil }
  }
}
