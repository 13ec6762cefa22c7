package import OptimizerLab

/// Watches a trial and writes down what the CSV files show. It cannot change the trial: it has
/// memory and random numbers of its own.
package struct Recorder<Number: Scalar> {
  private var probes: [UnitProbe<Number>?]
  private let pictures: PictureTaker<Number>?
  private var meter: PictureMeter<Number>?
  private let classes: ClassMeter?
  private let recordedSteps: RecordedSteps
  private let snapshotSteps: SnapshotSteps
  private let curvatureSteps: CurvatureSteps
  /// Steps at which nothing is recorded and nothing looked at: those after the last that was, so that a
  /// training, which asks at every step, is answered by two comparisons.
  private var idle = 0..<0
  /// The parameters before the step that was watched last, and before the one that was before that.
  private var before: [Numbers<Number>]
  private var earlier: [Numbers<Number>]
  /// Those two steps; `nil` for none.
  private var watchedStep: Int?
  /// Updates of each learner whose gradient was clipped, and all of them, up to the last row.
  private var clippedBefore: [(clipped: Int, all: Int)]
  private var earlierStep: Int?
  /// What has been written down so far. A trial that goes on from a checkpoint puts its own here.
  package var recordings = Recordings()

  package init(
    _ settings: RecordSettings, probes: [UnitProbe<Number>?], pictures: PictureTaker<Number>?,
    learners: [Learner<Number>], stepCount: Int, meter: PictureMeter<Number>? = nil,
    classes: ClassMeter? = nil
  ) {
    self.probes = probes
    self.pictures = pictures
    self.meter = meter
    self.classes = classes
    recordedSteps = settings.recordedSteps(of: stepCount)
    snapshotSteps = SnapshotSteps(recordedSteps, hasPictures: pictures != nil)
    curvatureSteps = CurvatureSteps(settings, stepCount: stepCount)
    before = learners.map { Numbers(count: $0.optimization.parameters.count) }
    earlier = before
    clippedBefore = learners.map { _ in (0, 0) }
    recordings.pictureLevels = meter?.levels
  }

  /// Whether that step is written down.
  package func isDue(_ step: Int) -> Bool {
    !idle.contains(step) && recordedSteps.contains(step)
  }

  /// Whether somebody will look at the gradients of that step.
  package func needsGradient(_ step: Int) -> Bool {
    !idle.contains(step)
      && (recordedSteps.contains(step) || snapshotSteps.gradients.contains(step))
  }

  /// Whether that step is one to look at more closely.
  package func isSnapshotStep(_ step: Int) -> Bool {
    !idle.contains(step) && snapshotSteps.contains(step)
  }

  /// Whether that step is to be watched: it is written down, or the next one is, whose update is
  /// compared with this one's.
  package func isWatched(_ step: Int) -> Bool { isDue(step) || isDue(step + 1) }

  /// Whether the curvature is to be measured after that step. A trial that an earlier version of the
  /// program began goes on without it.
  package func wantsCurvature(at step: Int) -> Bool {
    curvatureSteps.contain(step) && !recordings.curves.unknown.contains(.sharpness)
  }

  private mutating func rest(after step: Int) {
    let due = recordedSteps.next(after: step) ?? .max
    idle = step + 1..<min(due, snapshotSteps.next(after: step) ?? .max)
  }

  /// Called before a step that is watched.
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  package mutating func began(_ learners: [Learner<Number>], step: Int) {
    swap(&before, &earlier)
    (earlierStep, watchedStep) = (watchedStep, step)
    for (k, learner) in learners.enumerated() {
      before[k].copy(learner.optimization.parameters.span)
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
  /// - Parameter curvature: of the one model, at the steps at which it is wanted.
  /// - Returns: whether all are finite.
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  package mutating func measured(
    _ learners: [Learner<Number>], _ progress: Progress, evaluation: Evaluation, seconds: Double,
    curvature: Curvature? = nil
  ) -> Bool {
    rest(after: progress.step)
    let isSuccessive = earlierStep != nil && earlierStep == progress.step - 1
    let sizes = learners.indices.map { k in
      Self.layerSizes(
        of: learners[k], before: before[k], earlier: isSuccessive ? earlier[k] : nil)
    }
    let sums = sizes.map { StepSizes(adding: $0) }
    guard evaluation.loss?.isFinite ?? true, sums.allSatisfy(\.isFinite) else { return false }
    for k in learners.indices {
      let learner = learners[k]
      let units = probes[k]?.unitStates(of: learner.optimization.parameters) ?? []
      var row = curveRow(learner, sums[k], progress, units)
      row[.network] = Double(k)
      if learner.plan.clip != nil, progress.step > 0 {
        let all = learner.optimization.memory.step
        let (clipped, before) = (learner.clippedUpdates, clippedBefore[k])
        row[.clipped] = Double(clipped - before.clipped) / Double(all - before.all)
        clippedBefore[k] = (clipped, all)
      }
      row.add(evaluation)
      row[.seconds] = seconds
      if k == learners.count - 1 { measurePictures(of: learner, at: progress.step, into: &row) }
      row.add(curvature)
      recordings.curves.append(row)
      if learner.network != nil { appendLayers(k, sizes[k], step: progress.step, units) }
      appendHistories(k, units)
    }
    if let point = learners.first?.optimization.parameters, learners[0].network == nil,
      point.count == 2
    {
      recordings.path.append([
        .step: Double(progress.step), .x: Double(point[0]), .y: Double(point[1]),
        .value: evaluation.loss ?? .nan,
      ])
    }
    return true
  }

  /// Called before the first step and after each one that is a moment, after `measured` where the
  /// step is due, too.
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  package mutating func takeSnapshot(_ learners: [Learner<Number>], step: Int) {
    rest(after: step)
    if let pictures, let generator = learners.last, snapshotSteps.pictures.contains(step) {
      recordings.pictures.append(
        pictures.sampleGrid(step: step, parameters: generator.optimization.parameters))
    }
    for (k, learner) in learners.enumerated() {
      guard let network = learner.network else { continue }
      func add(_ quantity: Histogram.Quantity, of values: Numbers<Number>) {
        for (layer, range) in network.ranges.enumerated() where !range.isEmpty {
          let histogram = Histogram(
            quantity, of: values.span.extracting(range), network: k, layer: layer, step: step)
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

  /// Called after the last step of all.
  package mutating func ended(_ learners: [Learner<Number>]) {
    recordings.classes = learners.first.flatMap { classes?.result(of: $0) }
  }

  /// Adds how good a generator's pictures are, at the steps at which that is measured. A trial that an
  /// earlier version of the program began goes on without it.
  private mutating func measurePictures(
    of generator: Learner<Number>, at step: Int, into row: inout RecordRow<CurveTable>
  ) {
    guard snapshotSteps.measured.contains(step), !recordings.curves.unknown.contains(.frechet),
      let quality = meter?.quality(of: generator.optimization.parameters)
    else { return }
    row[.frechet] = quality.frechet
    row[.coverage] = quality.coverage
    row[.classes] = quality.classes.map(Double.init)
    row[.classDistance] = quality.classDistance
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
    _ learner: Learner<Number>, _ sizes: StepSizes, _ progress: Progress, _ units: [UnitStates]
  ) -> RecordRow<CurveTable> {
    var row = RecordRow<CurveTable>()
    row[.step] = Double(progress.step)
    row[.gradientEvaluations] = Double(progress.gradientEvaluations)
    row[.parameterNorm] = sizes.norms.parameters.squareRoot()
    row[.distance] = sizes.norms.distance.squareRoot()
    row[.epoch] = progress.epoch
    row[.examples] = progress.examples.map(Double.init)
    if progress.step > 0 {
      row[.loss] = learner.loss
      row[.lr] = learner.usedLearningRate
      row[.gradientNorm] = sizes.norms.gradient.squareRoot()
      row[.updateNorm] = sizes.norms.update.squareRoot()
      row[.updateRatio] = sizes.updateRatio
      row[.updateCosine] = sizes.updateCosine
      row[.effectiveRate] = sizes.effectiveRate
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
    _ network: Int, _ sizes: [StepSizes], step: Int, _ units: [UnitStates]
  ) {
    for (i, size) in sizes.enumerated() {
      var row = RecordRow<LayerTable>()
      row[.network] = Double(network)
      row[.step] = Double(step)
      row[.layer] = Double(i)
      if size.count > 0 {
        row[.parameterNorm] = size.norms.parameters.squareRoot()
        if step > 0 {
          row[.gradientNorm] = size.norms.gradient.squareRoot()
          row[.updateRatio] = size.updateRatio
          row[.updateCosine] = size.updateCosine
          row[.effectiveRate] = size.effectiveRate
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
  /// - Parameter earlier: the parameters before the update before the last; `nil` where there is none.
  private static func layerSizes(
    of learner: Learner<Number>, before: Numbers<Number>, earlier: Numbers<Number>?
  ) -> [StepSizes] {
    let (parameters, gradient) = (learner.optimization.parameters, learner.optimization.gradient)
    let ranges = learner.network?.ranges ?? [0..<parameters.count]
    return ranges.map { range in
      let (own, last) = (parameters.span.extracting(range), before.span.extracting(range))
      return StepSizes(
        count: range.count,
        norms: squaredNorms(
          own, gradient: gradient.span.extracting(range), before: last,
          initial: learner.initial.span.extracting(range)),
        products: earlier.map {
          updateProducts(own, before: last, earlier: $0.span.extracting(range))
        })
    }
  }
}

// Checkpoints.
extension Recorder {
  /// What the next step's record needs of the last step, and of no earlier one: the parameters before
  /// it. `nil` where the next one needs nothing.
  package func memory(at step: Int) -> [[Number]]? {
    watchedStep == step && isDue(step + 1) ? before.map { Array($0) } : nil
  }

  /// Goes on where another recorder stood.
  /// - Parameters:
  ///   - memory: what that one's `memory(at:)` was.
  ///   - learners: as they stand there.
  package mutating func resume(
    _ recordings: Recordings, memory: [[Number]]?, of learners: [Learner<Number>], at step: Int
  ) {
    let (real, levels) = (self.recordings.realPictures, self.recordings.pictureLevels)
    self.recordings = recordings
    (self.recordings.realPictures, self.recordings.pictureLevels) = (real, levels)
    for (k, learner) in learners.enumerated() where learner.plan.clip != nil && step > 0 {
      recount(k, updatesPerStep: learner.optimization.memory.step / step)
    }
    guard let memory, memory.map(\.count) == before.map(\.count) else { return }
    before = memory.map { Numbers($0) }
    watchedStep = step
  }

  /// Counts again how many updates of a learner were clipped up to the last row, from the shares in the
  /// rows.
  private mutating func recount(_ k: Int, updatesPerStep: Int) {
    var counts = (clipped: 0, all: 0)
    for row in 0..<recordings.curves.count where recordings.curves[row, .network] == Double(k) {
      let all = Int(recordings.curves[row, .step] ?? 0) * updatesPerStep
      let share = recordings.curves[row, .clipped] ?? 0
      counts.clipped += Int((share * Double(all - counts.all)).rounded())
      counts.all = all
    }
    clippedBefore[k] = counts
  }
}
