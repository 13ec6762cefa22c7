package import OptimizerLab

/// Watches a trial and writes down what the CSV files show. It cannot change the trial: it has
/// memory and random numbers of its own.
package struct Recorder<Number: Scalar> {
  private let settings: RecordSettings
  private var probes: [UnitProbe<Number>?]
  private let pictures: PictureTaker<Number>?
  private let stepCount: Int
  private let moments: Moments
  /// The parameters before the step that is being recorded.
  private var before: [[Number]]
  /// What has been written down so far. A trial that goes on from a checkpoint puts its own here.
  package var recordings = Recordings()

  package init(
    _ settings: RecordSettings, probes: [UnitProbe<Number>?], pictures: PictureTaker<Number>?,
    players: [Player<Number>], stepCount: Int
  ) {
    self.settings = settings
    self.probes = probes
    self.pictures = pictures
    self.stepCount = stepCount
    moments = Moments(stepCount: stepCount, hasPictures: pictures != nil)
    before = players.map { [Number](repeating: 0, count: $0.iterate.parameters.count) }
  }

  /// Whether that step is written down: every so many, the first and the last.
  package func isDue(_ step: Int) -> Bool { step % settings.every == 0 || step == stepCount }

  /// Whether that step is one to look at more closely.
  package func isMoment(_ step: Int) -> Bool { moments.contains(step) }

  /// Called before a step that is due.
  package mutating func began(_ players: [Player<Number>]) {
    for (k, player) in players.enumerated() {
      copyNumbers(player.iterate.parameters, into: &before[k])
    }
  }

  /// Called with each batch of all examples, in order, while their loss is computed for `measured`.
  package mutating func saw(_ workspace: Workspace<Number>, rows: Int) {
    probes[0]?.saw(workspace, rows: rows)
  }

  /// Called before the first step, and after each step that is due.
  ///
  /// Nothing is written where a number is not finite: the trial has diverged, and its curve ends at
  /// the row before.
  /// - Returns: whether all are finite.
  package mutating func measured(
    _ players: [Player<Number>], _ progress: Progress, evaluationLoss: Double?, seconds: Double
  ) -> Bool {
    let sizes = players.enumerated().map { k, player in
      Self.layerSizes(of: player, before: before[k])
    }
    guard evaluationLoss?.isFinite ?? true, sizes.allSatisfy({ Sizes(adding: $0).isFinite }) else {
      return false
    }
    for (k, player) in players.enumerated() {
      let units = probes[k]?.census(of: player.iterate.parameters) ?? []
      var row = curveRow(player, Sizes(adding: sizes[k]), progress, units)
      row[.network] = Double(k)
      row[.evalLoss] = evaluationLoss
      row[.seconds] = seconds
      recordings.curves.append(row)
      if player.network != nil { appendLayers(k, sizes[k], step: progress.step, units) }
      appendLives(k, units)
    }
    if let player = players.first, player.network == nil {
      let point = player.iterate.parameters
      recordings.path.append([
        .step: Double(progress.step), .x: Double(point[0]), .y: Double(point[1]),
        .value: evaluationLoss ?? .nan,
      ])
    }
    return true
  }

  /// Called before the first step and after each one that is a moment, after `measured` where the
  /// step is due, too.
  package mutating func looked(_ players: [Player<Number>], step: Int) {
    if let pictures, let forger = players.last, moments.pictures.contains(step) {
      recordings.pictures.append(
        pictures.sheet(step: step, parameters: forger.iterate.parameters))
    }
    for (k, player) in players.enumerated() {
      guard let network = player.network else { continue }
      func add(_ quantity: Histogram.Quantity, of values: [Number]) {
        for (layer, range) in network.ranges.enumerated() where !range.isEmpty {
          let histogram = Histogram(
            quantity, of: values, in: range, network: k, layer: layer, step: step)
          if let histogram { recordings.histograms.append(histogram) }
        }
      }
      if moments.histograms.contains(step) {
        add(.weights, of: player.iterate.parameters)
        recordings.histograms +=
          probes[k]?.histograms(of: player.iterate.parameters, network: k, step: step) ?? []
      }
      if moments.gradients.contains(step) { add(.gradients, of: player.iterate.gradient) }
    }
  }

  private mutating func appendLives(_ network: Int, _ units: [UnitCensus]) {
    for census in units {
      let own = recordings.units.firstIndex { $0.network == network && $0.layer == census.layer }
      if own == nil {
        recordings.units.append(
          UnitLives(network: network, layer: census.layer, units: census.states.count))
      }
      recordings.units[own ?? recordings.units.count - 1].append(census)
    }
  }

  private func curveRow(
    _ player: Player<Number>, _ sizes: Sizes, _ progress: Progress, _ units: [UnitCensus]
  ) -> [CurveColumn: Double] {
    var row: [CurveColumn: Double] = [
      .step: Double(progress.step),
      .gradientEvaluations: Double(progress.gradientEvaluations),
      .parameterNorm: sizes.norms.parameters.squareRoot(),
      .distance: sizes.norms.distance.squareRoot(),
    ]
    row[.epoch] = progress.epoch
    row[.examples] = progress.examples.map(Double.init)
    if progress.step > 0 {
      row[.loss] = player.loss
      row[.gradientNorm] = sizes.norms.gradient.squareRoot()
      row[.updateNorm] = sizes.norms.update.squareRoot()
      row[.updateRatio] = sizes.updateRatio
      row[.realScore] = player.realScore
      row[.fakeScore] = player.fakeScore
      row[.saturation] = player.saturation
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
    _ network: Int, _ sizes: [Sizes], step: Int, _ units: [UnitCensus]
  ) {
    for (i, size) in sizes.enumerated() {
      var row: [LayerColumn: Double] = [
        .network: Double(network), .step: Double(step), .layer: Double(i),
      ]
      if size.count > 0 {
        row[.parameterNorm] = size.norms.parameters.squareRoot()
        if step > 0 {
          row[.gradientNorm] = size.norms.gradient.squareRoot()
          row[.updateRatio] = size.updateRatio
        }
      }
      if let census = units.first(where: { $0.layer == i }) {
        row[.deadUnits] = Double(census.count(.dead))
        row[.alwaysNegative] = Double(census.count(.alwaysNegative))
        row[.alwaysPositive] = Double(census.count(.alwaysPositive))
        row[.dormantUnits] = Double(census.count(.dormant))
      }
      recordings.layers.append(row)
    }
  }

  /// The squared norms of each layer's parameters; of all parameters, where there is no network.
  private static func layerSizes(of player: Player<Number>, before: [Number]) -> [Sizes] {
    let parameters = player.iterate.parameters
    let ranges = player.network?.ranges ?? [0..<parameters.count]
    return ranges.map { range in
      Sizes(
        count: range.count,
        norms: squaredNorms(
          parameters, gradient: player.iterate.gradient, before: before, initial: player.initial,
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
