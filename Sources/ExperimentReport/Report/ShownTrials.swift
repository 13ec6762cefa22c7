internal import ExperimentAnalysis
package import ExperimentRunner
internal import OptimizerLab

/// The trials that a page lists: all where they are few. Of more those that a reader looks for: what went
/// wrong, and the ends of the order by which a problem's trials are compared.
package enum ShownTrials {
  /// Nobody reads more, and ten thousand rows are megabytes.
  package static let limit = 200

  package static func of(_ folder: OutputFolder) -> [Trial] {
    guard folder.trials.count > limit else { return folder.trials }
    let finished = folder.trials.filter { folder.results[$0.index]?.status == .finished }
    let others = unfinished(in: folder).prefix(max(limit / 2, limit - finished.count))
    return others + ends(of: finished, in: folder, count: limit - others.count)
  }

  /// The worse it went the earlier it comes.
  private static func unfinished(in folder: OutputFolder) -> [Trial] {
    let states: [TrialResult.Status?] = [.failed, .interrupted, nil, .diverged]
    return states.flatMap { state in
      folder.trials.filter { folder.results[$0.index]?.status == state }
    }
  }

  /// The best and the worst of each problem in turn, in the order of the spec.
  private static func ends(of finished: [Trial], in folder: OutputFolder, count: Int) -> [Trial] {
    var left = folder.overview.problems.indices.map { place in
      ranked(finished.filter { $0.problem == place }, in: folder)[...]
    }
    var chosen: [Trial] = []
    while chosen.count < count, left.contains(where: { !$0.isEmpty }) {
      for place in left.indices {
        let both = [left[place].popFirst(), left[place].popLast()].compactMap(\.self)
        chosen += both.prefix(count - chosen.count)
      }
    }
    return chosen.sorted { $0.index < $1.index }
  }

  /// Trials of one problem, the best first.
  private static func ranked(_ trials: [Trial], in folder: OutputFolder) -> [Trial] {
    guard let place = trials.first?.problem else { return [] }
    let traits = folder.overview.problems[place].traits
    let measure = Measure(traits, network: traits.comparedNetwork)
    let values = trials.map { trial -> (trial: Trial, value: Double) in
      let result = folder.results[trial.index]
      return (trial, result.flatMap { measure.final(of: $0) } ?? .infinity)
    }
    return values.sorted { a, b in
      a.value != b.value ? a.value < b.value : a.trial.index < b.trial.index
    }.map(\.trial)
  }
}
