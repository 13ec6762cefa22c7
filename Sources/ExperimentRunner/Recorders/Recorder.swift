package import OptimizerLab

/// Watches a trial and writes down what the CSV files show. It cannot change the trial: it has
/// memory and random numbers of its own.
package struct Recorder<Number: Scalar> {
  private let settings: RecordSettings
  private let probes: [UnitProbe<Number>?]
  private let pictures: PictureTaker<Number>?
  private let stepCount: Int
  /// The parameters before the step that is being recorded.
  private var before: [[Number]]
  package private(set) var curves = Records<CurveColumn>()
  package private(set) var layers = Records<LayerColumn>()
  package private(set) var path = Records<PathColumn>()
  package private(set) var sheets: [PictureSheet] = []

  package init(
    _ settings: RecordSettings, probes: [UnitProbe<Number>?], pictures: PictureTaker<Number>?,
    players: [Player<Number>], stepCount: Int
  ) {
    self.settings = settings
    self.probes = probes
    self.pictures = pictures
    self.stepCount = stepCount
    before = players.map { [Number](repeating: 0, count: $0.iterate.parameters.count) }
  }

  /// Whether that step is written down: every so many, the first and the last.
  package func isDue(_ step: Int) -> Bool {
    step % settings.every == 0 || step == stepCount || pictureSteps.contains(step)
  }

  private var pictureSteps: [Int] { pictures == nil ? [] : [0, stepCount / 2, stepCount] }

  /// Called before a step that is due.
  package mutating func began(_ players: [Player<Number>]) {
    for (k, player) in players.enumerated() {
      copyNumbers(player.iterate.parameters, into: &before[k])
    }
  }

  /// Called before the first step, and after each step that is due.
  ///
  /// Nothing is written where a number is not finite: the trial has diverged, and its curve ends at
  /// the row before.
  package mutating func measured(
    _ players: [Player<Number>], _ progress: Progress, evaluationLoss: Double?, seconds: Double
  ) {
    let sizes = players.enumerated().map { k, player in
      Self.layerSizes(of: player, before: before[k])
    }
    guard evaluationLoss?.isFinite ?? true, sizes.allSatisfy({ Sizes(adding: $0).isFinite }) else {
      return
    }
    for (k, player) in players.enumerated() {
      let units = probes[k].map { $0.census(of: player.iterate.parameters) } ?? []
      var row = curveRow(player, Sizes(adding: sizes[k]), progress, units)
      row[.network] = Double(k)
      row[.evalLoss] = evaluationLoss
      row[.seconds] = seconds
      curves.append(row)
      if player.network != nil { appendLayers(k, sizes[k], step: progress.step, units) }
    }
    if let player = players.first, player.network == nil {
      let point = player.iterate.parameters
      path.append([
        .step: Double(progress.step), .x: Double(point[0]), .y: Double(point[1]),
        .value: evaluationLoss ?? .nan,
      ])
    }
    if let pictures, let forger = players.last, pictureSteps.contains(progress.step) {
      sheets.append(pictures.sheet(step: progress.step, parameters: forger.iterate.parameters))
    }
  }

  private func curveRow(
    _ player: Player<Number>, _ sizes: Sizes, _ progress: Progress, _ units: [UnitCensus]
  ) -> [CurveColumn: Double] {
    var row: [CurveColumn: Double] = [
      .step: Double(progress.step),
      .gradientEvaluations: Double(progress.gradientEvaluations),
      .parameterNorm: sizes.parameters.squareRoot(), .distance: sizes.distance.squareRoot(),
    ]
    row[.epoch] = progress.epoch
    row[.examples] = progress.examples.map(Double.init)
    if progress.step > 0 {
      row[.loss] = player.loss
      row[.gradientNorm] = sizes.gradient.squareRoot()
      row[.updateNorm] = sizes.update.squareRoot()
      row[.updateRatio] = sizes.updateRatio
      row[.realScore] = player.realScore
      row[.fakeScore] = player.fakeScore
    }
    let total = units.reduce(0) { $0 + $1.units }
    if total > 0 {
      let dead = units.reduce(0) { $0 + $1.dead }
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
        row[.parameterNorm] = size.parameters.squareRoot()
        if step > 0 {
          row[.gradientNorm] = size.gradient.squareRoot()
          row[.updateRatio] = size.updateRatio
        }
      }
      if let census = units.first(where: { $0.layer == i }) {
        row[.deadUnits] = Double(census.dead)
        row[.alwaysNegative] = Double(census.alwaysNegative)
        row[.alwaysPositive] = Double(census.alwaysPositive)
        row[.dormantUnits] = Double(census.dormant)
      }
      layers.append(row)
    }
  }

  /// The squared norms of each layer's parameters; of all parameters, where there is no network.
  private static func layerSizes(of player: Player<Number>, before: [Number]) -> [Sizes] {
    let parameters = player.iterate.parameters
    let ranges = player.network?.ranges ?? [0..<parameters.count]
    return ranges.map { range in
      Sizes(
        count: range.count,
        parameters: sumOfSquares(parameters, in: range),
        gradient: sumOfSquares(player.iterate.gradient, in: range),
        update: squaredDistance(parameters, before, in: range),
        distance: squaredDistance(parameters, player.initial, in: range))
    }
  }
}

/// Squared norms over some parameters.
private struct Sizes {
  var count = 0
  var parameters = 0.0
  var gradient = 0.0
  var update = 0.0
  var distance = 0.0

  init(count: Int, parameters: Double, gradient: Double, update: Double, distance: Double) {
    self.count = count
    self.parameters = parameters
    self.gradient = gradient
    self.update = update
    self.distance = distance
  }

  init(adding parts: [Sizes]) {
    for part in parts {
      count += part.count
      parameters += part.parameters
      gradient += part.gradient
      update += part.update
      distance += part.distance
    }
  }

  var isFinite: Bool { parameters.isFinite && gradient.isFinite }

  /// ‖Δθ‖ / ‖θ‖; where there are no parameters to compare with, there is no ratio.
  var updateRatio: Double {
    parameters > 0 ? (update / parameters).squareRoot() : .nan
  }
}
