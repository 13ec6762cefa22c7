internal import ExperimentAnalysis
package import ExperimentRunner
internal import OptimizerLab

// The lines between what the compared trials ended with.
extension OutputFolder {
  /// Between which trials the loss is wanted: each two optimizers' under the same seed, in the order of
  /// the spec, where both finished; of more than `RunOverview.mostInFull` optimizers those from the best and
  /// from the first of the spec. Empty where the spec asks for none.
  package var solutionEnds: [SolutionLine.Ends] {
    guard experiment.record.interpolation > 0 else { return [] }
    return experiment.problems.indices.flatMap { problem in
      let finished = experiment.optimizers.indices.map { optimizer in
        comparedTrials(problem: problem, optimizer: optimizer).filter {
          results[$0.index]?.status == .finished
        }
      }
      let anchors = anchors(finished)
      return finished.indices.flatMap { first in
        finished.indices.dropFirst(first + 1).flatMap { second -> [SolutionLine.Ends] in
          if let anchors, !anchors.contains(first), !anchors.contains(second) { return [] }
          return finished[first].compactMap { trial in
            finished[second].first { $0.settings.seed == trial.settings.seed }
              .map { SolutionLine.Ends(trial.index, $0.index) }
          }
        }
      }
    }
  }

  /// Of many optimizers those from which lines lead to all others; `nil` of few, of which all do.
  private func anchors(_ finished: [[Trial]]) -> Set<Int>? {
    guard finished.count > RunOverview.mostInFull else { return nil }
    let medians = finished.map { Median.of(experiment.judgedLosses($0, results)) ?? .infinity }
    let best = medians.indices.min { (medians[$0], $0) < (medians[$1], $1) } ?? 0
    return [0, best]
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
