package import OptimizerLab

/// Watches a trial and writes down what the CSV files show. It cannot change the trial: it has
/// memory and random numbers of its own.
package struct Recorder<Number: Scalar> {
  private let settings: RecordSettings
  private var probes: [UnitProbe<Number>?]
  private let pictures: PictureTaker<Number>?
  private let stepCount: Int
  private let snapshotSteps: SnapshotSteps
  /// The parameters before the step that is being recorded.
  private var before: [[Number]]
  /// What has been written down so far. A trial that goes on from a checkpoint puts its own here.
  package var recordings = Recordings()

  package init(
    _ settings: RecordSettings, probes: [UnitProbe<Number>?], pictures: PictureTaker<Number>?,
    learners: [Learner<Number>], stepCount: Int
  ) {
    self.settings = settings
    self.probes = probes
    self.pictures = pictures
    self.stepCount = stepCount
    snapshotSteps = SnapshotSteps(stepCount: stepCount, hasPictures: pictures != nil)
    before = learners.map { [Number](repeating: 0, count: $0.optimization.parameters.count) }
  }

  /// Whether that step is written down: every so many, the first and the last.
  package func isDue(_ step: Int) -> Bool { step % settings.every == 0 || step == stepCount }

  /// Whether that step is one to look at more closely.
  package func isSnapshotStep(_ step: Int) -> Bool { snapshotSteps.contains(step) }

  /// Called before a step that is due.
  package mutating func began(_ learners: [Learner<Number>]) {
    for (k, learner) in learners.enumerated() {
      copyNumbers(learner.optimization.parameters, into: &before[k])
    }
  }

  /// Called with each batch of all examples, in order, while their loss is computed for `measured`.
  package mutating func observeBatch(_ workspace: Workspace<Number>, rows: Int) {
    probes[0]?.observeBatch(workspace, rows: rows)
  }

  /// Called before the first step, and after each step that is due.
  ///
  /// Nothing is written where a number is not finite: the trial has diverged, and its curve ends at
  /// the row before.
  /// - Returns: whether all are finite.
  package mutating func measured(
    _ learners: [Learner<Number>], _ progress: Progress, evaluationLoss: Double?, seconds: Double
  ) -> Bool {
    let sizes = learners.enumerated().map { k, learner in
      Self.layerSizes(of: learner, before: before[k])
    }
    guard evaluationLoss?.isFinite ?? true, sizes.allSatisfy({ Sizes(adding: $0).isFinite }) else {
      return false
    }
    for (k, learner) in learners.enumerated() {
      let units = probes[k]?.unitStates(of: learner.optimization.parameters) ?? []
      var row = curveRow(learner, Sizes(adding: sizes[k]), progress, units)
      row[.network] = Double(k)
      row[.evalLoss] = evaluationLoss
      row[.seconds] = seconds
      recordings.curves.append(row)
      if learner.network != nil { appendLayers(k, sizes[k], step: progress.step, units) }
      appendHistories(k, units)
    }
    if let learner = learners.first, learner.network == nil {
      let point = learner.optimization.parameters
      recordings.path.append([
        .step: Double(progress.step), .x: Double(point[0]), .y: Double(point[1]),
        .value: evaluationLoss ?? .nan,
      ])
    }
    return true
  }

  /// Called before the first step and after each one that is a moment, after `measured` where the
  /// step is due, too.
  package mutating func takeSnapshot(_ learners: [Learner<Number>], step: Int) {
    if let pictures, let generator = learners.last, snapshotSteps.pictures.contains(step) {
      recordings.pictures.append(
        pictures.sampleGrid(step: step, parameters: generator.optimization.parameters))
    }
    for (k, learner) in learners.enumerated() {
      guard let network = learner.network else { continue }
      func add(_ quantity: Histogram.Quantity, of values: [Number]) {
        for (layer, range) in network.ranges.enumerated() where !range.isEmpty {
          let histogram = Histogram(
            quantity, of: values, in: range, network: k, layer: layer, step: step)
          if let histogram { recordings.histograms.append(histogram) }
        }
      }
      if snapshotSteps.histograms.contains(step) {
        add(.weights, of: learner.optimization.parameters)
        recordings.histograms +=
          probes[k]?.histograms(of: learner.optimization.parameters, network: k, step: step) ?? []
      }
      if snapshotSteps.gradients.contains(step) {
        add(.gradients, of: learner.optimization.gradient)
      }
    }
  }

  private mutating func appendHistories(_ network: Int, _ units: [UnitStates]) {
    for unitStates in units {
      let own = recordings.units.firstIndex {
        $0.network == network && $0.layer == unitStates.layer
      }
      if own == nil {
        recordings.units.append(
          UnitHistory(network: network, layer: unitStates.layer, units: unitStates.states.count))
      }
      recordings.units[own ?? recordings.units.count - 1].append(unitStates)
    }
  }

  private func curveRow(
    _ learner: Learner<Number>, _ sizes: Sizes, _ progress: Progress, _ units: [UnitStates]
  ) -> [Quantity: Double] {
    var row: [Quantity: Double] = [
      .step: Double(progress.step),
      .gradientEvaluations: Double(progress.gradientEvaluations),
      .parameterNorm: sizes.norms.parameters.squareRoot(),
      .distance: sizes.norms.distance.squareRoot(),
    ]
    row[.epoch] = progress.epoch
    row[.examples] = progress.examples.map(Double.init)
    if progress.step > 0 {
      row[.loss] = learner.loss
      row[.gradientNorm] = sizes.norms.gradient.squareRoot()
      row[.updateNorm] = sizes.norms.update.squareRoot()
      row[.updateRatio] = sizes.updateRatio
      row[.realScore] = learner.realScore
      row[.fakeScore] = learner.fakeScore
      row[.saturation] = learner.saturation
    }
    let total = units.reduce(0) { $0 + $1.states.count }
    if total > 0 {
      let dead = units.reduce(0) { $0 + $1.count(.dead) }
      row[.deadUnits] = Double(dead)
      row[.deadFraction] = Double(dead) / Double(total)
    }
    return row
  }

  private mutating func appendLayers(
    _ network: Int, _ sizes: [Sizes], step: Int, _ units: [UnitStates]
  ) {
    for (i, size) in sizes.enumerated() {
      var row: [Quantity: Double] = [
        .network: Double(network), .step: Double(step), .layer: Double(i),
      ]
      if size.count > 0 {
        row[.parameterNorm] = size.norms.parameters.squareRoot()
        if step > 0 {
          row[.gradientNorm] = size.norms.gradient.squareRoot()
          row[.updateRatio] = size.updateRatio
        }
      }
      if let unitStates = units.first(where: { $0.layer == i }) {
        row[.deadUnits] = Double(unitStates.count(.dead))
        row[.alwaysNegative] = Double(unitStates.count(.alwaysNegative))
        row[.alwaysPositive] = Double(unitStates.count(.alwaysPositive))
        row[.dormantUnits] = Double(unitStates.count(.dormant))
      }
      recordings.layers.append(row)
    }
  }

  /// The squared norms of each layer's parameters; of all parameters, where there is no network.
  private static func layerSizes(of learner: Learner<Number>, before: [Number]) -> [Sizes] {
    let parameters = learner.optimization.parameters
    let ranges = learner.network?.ranges ?? [0..<parameters.count]
    return ranges.map { range in
      Sizes(
        count: range.count,
        norms: squaredNorms(
          parameters, gradient: learner.optimization.gradient, before: before,
          initial: learner.initial,
          in: range))
    }
  }
}

/// Squared norms over some parameters.
private struct Sizes {
  var count: Int
  var norms: SquaredNorms

  init(count: Int, norms: SquaredNorms) {
    self.count = count
    self.norms = norms
  }

  init(adding parts: [Sizes]) {
    self.init(count: 0, norms: SquaredNorms())
    for part in parts {
      count += part.count
      norms.parameters += part.norms.parameters
      norms.gradient += part.norms.gradient
      norms.update += part.norms.update
      norms.distance += part.norms.distance
    }
  }

  var isFinite: Bool {
    (norms.parameters + norms.gradient + norms.update + norms.distance).isFinite
  }

  /// ‖Δθ‖ / ‖θ‖; where there are no parameters to compare with, there is no ratio.
  var updateRatio: Double {
    norms.parameters > 0 ? (norms.update / norms.parameters).squareRoot() : .nan
  }
}
