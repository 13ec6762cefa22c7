internal import ExperimentRunner
internal import OptimizerLab

/// A goal's number under each seed.
package struct GoalValues: Sendable {
  package enum Value: Sendable, Equatable {
    case number(Double)
    /// A loss that was to be reached was not.
    case notReached
    case word(String)
    /// At the step at which a loss was no number, or above the limit.
    case diverged(step: Int)
    /// What kept the trial from a result.
    case failed(String)
    case notRecorded
  }

  package let bySeed: [(seed: UInt64, value: Value)]

  private init(bySeed: [(seed: UInt64, value: Value)]) { self.bySeed = bySeed }

  /// Those under some of the seeds.
  package func with(seeds: Set<UInt64>) -> GoalValues {
    GoalValues(bySeed: bySeed.filter { seeds.contains($0.seed) })
  }

  package init(
    _ measure: GoalMeasure, of runs: TrainedRuns, subject: GoalSubject? = nil
  ) throws(GoalGap) {
    let subject = subject ?? measure.of
    let group = try runs.group(subject)
    let problem = runs.experiment.problems[group.problem]
    let reader = RecordReader(
      measure: measure, traits: problem.task.traits,
      network: try Self.network(subject, measure, of: problem))
    bySeed = group.trials.map { trial in
      (trial.settings.seed, reader.value(of: runs.results[trial.index]))
    }
  }

  /// How many of some kind there are.
  package func count(_ isSo: (Value) -> Bool) -> Int { bySeed.count { isSo($0.value) } }

  /// The network by its name, or the one that a column is usually asked of.
  private static func network(
    _ subject: GoalSubject, _ measure: GoalMeasure, of problem: Problem
  ) throws(GoalGap) -> Int {
    guard case .success(let networks) = problem.task.shape() else { return 0 }
    if let name = subject.network {
      guard let place = networks.firstIndex(where: { $0.name == name }) else {
        let known = networks.map(\.name).joined(separator: ", ")
        throw GoalGap("there is no network \"\(name)\"; there is \(known)")
      }
      return place
    }
    guard case .curve(let quantity)? = measure.column else {
      return problem.task.traits.comparedNetwork
    }
    let role: NetworkShape.Role? =
      CurveTable.ofDiscriminator.contains(quantity)
      ? .discriminator : CurveTable.ofPictures.contains(quantity) ? .generator : nil
    return role.flatMap { role in networks.firstIndex { $0.role == role } }
      ?? problem.task.traits.comparedNetwork
  }
}

/// Reads one number of what a trial recorded.
private struct RecordReader {
  let measure: GoalMeasure
  let traits: TaskTraits
  let network: Int

  func value(of result: TrialResult?) -> GoalValues.Value {
    guard let result else { return .failed("it was not trained") }
    if measure.column == .trial(.status) {
      return [.finished, .diverged].contains(result.status)
        ? .word(result.status.rawValue) : .failed(result.failure ?? "it was not finished")
    }
    switch result.status {
    case .failed: return .failed(result.failure ?? "it failed")
    case .interrupted: return .failed("it was not finished in time")
    // What was there before the first step is so, whatever came later.
    case .diverged where measure.at != .start || measure.column == nil:
      return .diverged(step: result.divergedAt ?? result.steps)
    case .diverged, .finished: break
    }
    if let target = measure.stepsTo ?? measure.evaluationsTo {
      return arrival(at: target, result)
    }
    return number(of: result).map { $0.isFinite ? .number($0) : .diverged(step: result.steps) }
      ?? .notRecorded
  }

  private func number(of result: TrialResult) -> Double? {
    switch measure.column {
    case .trial(.steps): Double(result.steps)
    case .trial(.stoppedAt): result.stoppedAt.map { Double($0) }
    case .trial(.divergedAt): result.divergedAt.map { Double($0) }
    case .trial(.bestEvalLoss): result.bestEvaluationLoss
    case .trial(.status): nil
    case .curve(let quantity): pick(rows(of: result.curves, quantity), result)
    case .layer(let quantity): pick(rows(of: result.layers, quantity), result)
    case .path(let quantity):
      pick(rows(of: result.path, quantity), result)
    case nil: nil
    }
  }

  private func rows(
    of curves: Records<CurveTable>, _ quantity: Quantity
  ) -> [(step: Int, value: Double)] {
    (0..<curves.count).filter { curves[$0, .network] == Double(network) }.compactMap { row in
      curves[row, quantity].map { (Int(curves[row, .step] ?? 0), $0) }
    }
  }

  private func rows(
    of layers: Records<LayerTable>, _ quantity: Quantity
  ) -> [(step: Int, value: Double)] {
    let layer = Double(measure.of.layer ?? 0)
    return (0..<layers.count).filter {
      layers[$0, .network] == Double(network) && layers[$0, .layer] == layer
    }.compactMap { row in
      layers[row, quantity].map { (Int(layers[row, .step] ?? 0), $0) }
    }
  }

  private func rows(
    of path: Records<PathTable>, _ quantity: Quantity
  ) -> [(step: Int, value: Double)] {
    (0..<path.count).compactMap { row in
      path[row, quantity].map { (Int(path[row, .step] ?? 0), $0) }
    }
  }

  private func pick(_ rows: [(step: Int, value: Double)], _ result: TrialResult) -> Double? {
    switch measure.at {
    case .start: return rows.first?.value
    case .end: return rows.last?.value
    case .step(let step): return rows.last { $0.step <= step }?.value
    case .best:
      let losses = lossRows(of: result, column: nil)
      guard let best = losses.min(by: { $0.value < $1.value }) else { return nil }
      return rows.last { $0.step <= best.step }?.value
    }
  }

  /// The loss over all data by recorded step; where there is no such thing, the batch's.
  private func lossRows(
    of result: TrialResult, column: String?
  ) -> [(step: Int, value: Double, evaluations: Double?)] {
    let curves = result.curves
    let wanted = column.flatMap { Quantity(rawValue: $0) }
    return (0..<curves.count).filter { curves[$0, .network] == Double(network) }
      .compactMap { row in
        let value =
          wanted.map { CurveTable.layout.place(of: $0) == nil ? nil : curves[row, $0] }
          ?? curves[row, .evalLoss] ?? curves[row, .loss]
        return value.map {
          (Int(curves[row, .step] ?? 0), $0, curves[row, .gradientEvaluations])
        }
      }
  }

  private func arrival(at target: TargetLoss, _ result: TrialResult) -> GoalValues.Value {
    let rows = lossRows(of: result, column: target.column)
    guard !rows.isEmpty else { return .notRecorded }
    guard let first = rows.first(where: { $0.value <= target.loss }) else { return .notReached }
    return .number(measure.stepsTo != nil ? Double(first.step) : first.evaluations ?? 0)
  }
}
