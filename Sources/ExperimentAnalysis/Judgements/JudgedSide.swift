internal import ExperimentRunner
internal import OptimizerLab

/// One of what a judge holds against each other: an optimizer of a run, or the run of an assignment's task.
package struct JudgedSide: Sendable {
  package var name: String
  /// One a seed.
  package var runs: [RunOverview.Run]
  /// What they were trained on.
  package var problem: RunOverview.Problem

  package init(name: String, runs: [RunOverview.Run], problem: RunOverview.Problem) {
    self.name = name
    self.runs = runs
    self.problem = problem
  }

  /// An optimizer of a run on one of its problems: the trials by which it is compared.
  /// - Parameter name: what a judge calls it; the optimizer's own name without it.
  package init(
    _ overview: RunOverview, problem: Int = 0, optimizer: Int = 0, name: String? = nil
  ) {
    self.init(
      name: name ?? overview.optimizers[optimizer].name,
      runs: overview.runs(problem: problem, optimizer: optimizer),
      problem: overview.problems[problem])
  }
}

/// What a judge takes of each seed of a side.
struct JudgedValues {
  /// In the order of the seeds. Infinite where a trial diverged, of what has a better direction; without
  /// a value where it has none.
  var bySeed: [(seed: UInt64, value: Double?)] = []
  var diverged = 0
  /// Trials that were not begun, were interrupted or failed.
  var unfinished = 0

  var missing: Int { bySeed.count { $0.value == nil } }
}

extension JudgedValues {
  init(_ judge: Judge, of side: JudgedSide) {
    let reader = JudgedReader(judge, side.problem)
    for run in side.runs {
      switch run.result?.status {
      case .finished: bySeed.append((run.seed, run.result.flatMap(reader.value)))
      case .diverged:
        diverged += 1
        bySeed.append((run.seed, run.result.flatMap(reader.valueOfDiverged)))
      default: unfinished += 1
      }
    }
  }
}

/// Takes from a trial's records what a judge names.
private struct JudgedReader {
  let judge: Judge
  let measure: Measure
  let network: Int?
  /// The least loss there is, which the measure leaves out.
  private let reference: Double

  init(_ judge: Judge, _ problem: RunOverview.Problem) {
    self.judge = judge
    let place = judge.network.flatMap { name in
      problem.networks.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
    }
    network = judge.network == nil ? problem.traits.comparedNetwork : place
    measure = Measure(problem.traits, network: network ?? problem.traits.comparedNetwork)
    reference = problem.traits.referenceLoss ?? 0
  }

  /// Of a trial that finished.
  func value(_ result: TrialResult) -> Double? {
    if let target = judge.stepsTo ?? judge.evaluationsTo {
      // Targets are losses as they are; the measure is above the least there is.
      guard let point = measure.curve(of: result).first(where: { $0.value <= target - reference })
      else { return .infinity }
      return judge.stepsTo != nil
        ? Double(point.step) : result.curves[point.row, .gradientEvaluations]
    }
    guard let quantity = judge.looked else { return compared(result) }
    return taken(points(of: quantity, result), quantity.isBetterHigher)
  }

  /// Of one that diverged: what it recorded before, else the worst there is. What has no better
  /// direction has no value.
  func valueOfDiverged(_ result: TrialResult) -> Double? {
    switch judge.at {
    case .start?, .step?:
      if judge.stepsTo == nil, judge.evaluationsTo == nil, let value = value(result) {
        return value
      }
    default: break
    }
    guard let quantity = judge.looked else { return .infinity }
    return quantity.isBetterHigher ? -.infinity : quantity.isBetterLower ? .infinity : nil
  }

  private func compared(_ result: TrialResult) -> Double? {
    switch judge.at {
    case nil, .end?: measure.final(of: result)
    default: taken(measure.curve(of: result).map { ($0.step, $0.value) }, false)
    }
  }

  private func taken(_ points: [(step: Int, value: Double)], _ isBetterHigher: Bool) -> Double? {
    switch judge.at {
    case .start?: points.first { $0.step == 0 }?.value
    case nil, .end?: points.last?.value
    case .best?: isBetterHigher ? points.map(\.value).max() : points.map(\.value).min()
    case .step(let step)?: points.first { $0.step == step }?.value
    }
  }

  private func points(of quantity: Quantity, _ result: TrialResult) -> [(step: Int, value: Double)]
  {
    guard let network else { return [] }
    if let layer = judge.layer {
      return points(of: quantity, result.layers) { records, row in
        records[row, .network] == Double(network) && records[row, .layer] == Double(layer)
      }
    }
    return points(of: quantity, result.curves) { records, row in
      records[row, .network] == Double(network)
    }
  }

  private func points<Table: RecordTable>(
    of quantity: Quantity, _ records: Records<Table>, _ isOwn: (Records<Table>, Int) -> Bool
  ) -> [(step: Int, value: Double)] where Table.Column == Quantity {
    guard let place = Table.layout.place(of: quantity) else { return [] }
    return (0..<records.count).compactMap { row in
      guard isOwn(records, row), let value = records[row, place] else { return nil }
      return (Int(records[row, .step] ?? 0), value)
    }
  }
}

extension Quantity {
  /// Whether a lower one is a better one.
  var isBetterLower: Bool {
    switch self {
    case .loss, .evalLoss, .testLoss, .frechet, .classDistance: true
    default: false
    }
  }

  /// Whether a higher one is.
  var isBetterHigher: Bool {
    switch self {
    case .accuracy, .testAccuracy, .coverage, .classes: true
    default: false
    }
  }
}
