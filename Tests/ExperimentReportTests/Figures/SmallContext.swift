import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab

/// What a figure may know of a made run of three problems, three optimizers, two seeds and six
/// recorded steps, the same at every call.
enum SmallContext {
  static let steps = Array(stride(from: 0, through: 50, by: 10))

  static let context = {
    var context = RunOverview(
      experiment: "small", seedCount: 2, problems: [regression, gan, surface],
      optimizers: optimizers, summary: summary, layerSummary: layerSummary, runs: runs,
      rateRows: rateRows)
    context.problems[0].isTuned = true
    context.budgetRows = budgetRows
    context.lines = lines
    context.seedRows = dots(context.summary)
    context.layerSeedRows = dots(context.layerSummary)
    return context
  }()

  /// Of both seeds, which had the lowest and the highest; on the surface nothing is random.
  private static func dots<Row: CurvePoint>(_ rows: [Row]) -> [SeedRow<Row>] {
    let own = rows.filter { $0.curve[0] < 2 }
    let seeds = [\Spread.low, \Spread.high].enumerated().map { seed, end in
      let alone = own.map { row in
        var row = row
        row.values = row.values.mapValues {
          Spread(median: $0[keyPath: end], low: 0, high: 0)
        }
        return row
      }
      return (seed: seed, rows: alone)
    }
    return SeedDots.rows(own, of: seeds)
  }

  /// Between the solutions of the first problem's trials, two seeds an optimizer.
  private static let lines = [(0, 2), (1, 3), (0, 4), (1, 5), (2, 4), (3, 5)].map { first, second in
    SolutionLine(.init(first, second), losses: [0.1, 0.2 * Double(second), 0.05])
  }

  /// The two kinds of Adam, each with three configurations, of which the second one's last diverged.
  private static let budgetRows = TuningBudget.rows(
    [1, 2].flatMap { optimizer in
      [0.5, 0.25, optimizer == 1 ? 1 : .infinity].enumerated().map { place, score in
        TuningRow(
          problem: 0, optimizer: optimizer, configuration: place, settings: "{}", learningRate: 0.1,
          seeds: 2, finished: 2, diverged: 0, score: score, isChosen: place == 1)
      }
    }
  ) { _ in 0 }

  /// The data that the scripts of `context` read.
  static let files = SampleFiles(context: context, paths: paths, pictures: pictures)

  static let optimizers = {
    var optimizers = [
      RunOverview.Optimizer(name: "GD", kind: "gd"),
      RunOverview.Optimizer(name: "Adam", kind: "adam"),
      RunOverview.Optimizer(name: "Adam, slow", kind: "adam"),
    ]
    optimizers[1].hasSchedule = true
    return optimizers
  }()

  static let regression = RunOverview.Problem(
    name: "sine",
    networks: [network("model", units: [8, 4, 1], activations: ["relu", "leaky_relu"])],
    hasUnits: true, hasHistograms: true, isSwept: true, hasCurvature: true, hasLines: true)

  static let gan = RunOverview.Problem(
    name: "digits", traits: TaskTraits(comparedNetwork: 1, hasComparableLoss: false),
    networks: [
      network("discriminator", role: .discriminator, units: [4, 1], activations: ["leaky_relu"]),
      network("generator", role: .generator, units: [4, 16], activations: ["relu"]),
    ], hasUnits: true, hasHistograms: true, pictures: grids,
    pictureLevels: PictureLevels(
      meanPicture: 150,
      others: PictureQuality(frechet: 2.5, coverage: 0.9, classes: 10, classDistance: 0.1),
      otherCount: 512))

  static let surface = RunOverview.Problem(
    name: "valley", traits: TaskTraits(hasExamples: false, referenceLoss: 0),
    networks: [NetworkShape(name: "model", layers: [])],
    surface: RunOverview.Surface(
      expression: "(1 - x)**2 + 100 * (y - x**2)**2", x: -2...2, y: -1...3, minima: [(1, 1)],
      start: (-1.5, 2), minimumValue: 0))

  private static func network(
    _ name: String, role: NetworkShape.Role = .model, units: [Int], activations: [String]
  ) -> NetworkShape {
    var layers: [NetworkShape.Layer] = []
    for (place, units) in units.enumerated() {
      layers.append(
        NetworkShape.Layer(
          index: layers.count, kind: "linear", units: units, hasParameters: true,
          isHiddenActivation: false))
      guard place < activations.count else { continue }
      layers.append(
        NetworkShape.Layer(
          index: layers.count, kind: activations[place], units: units, hasParameters: false,
          isHiddenActivation: true))
    }
    return NetworkShape(name: name, role: role, layers: layers)
  }

  // MARK: Numbers

  private static let problems = [regression, gan, surface]

  /// Rows in the order of the file: problem, optimizer, network, step.
  private static func rows<Row>(
    _ row: (_ problem: Int, _ optimizer: Int, _ network: NetworkShape, _ step: Int) ->
      [Row]
  ) -> [Row] {
    problems.indices.flatMap { problem in
      optimizers.indices.flatMap { optimizer in
        problems[problem].networks.flatMap { network in
          steps.flatMap { row(problem, optimizer, network, $0) }
        }
      }
    }
  }

  private static let summary: [SummaryRow] = rows { problem, optimizer, network, step in
    // Halves every 10, 20, 30 steps.
    let loss = around(4 / Double(1 << (step / 10 / (optimizer + 1))))
    var values: [Quantity: Spread] = [.loss: loss]
    if problem == 0 {
      values[.evalLoss] = loss
      values[.effectiveRate] = step > 0 ? around(0.1 / Double(optimizer + 1)) : nil
      if step % 20 == 0 {
        values[.sharpness] = around(40 - 30 / Double(step + 1))
        values[.criticalSharpness] = around(40 / Double(step + 1))
        if optimizer > 0, step > 0 { values[.preconditionedSharpness] = around(30_000) }
      }
    }
    if step > 0 { values[.lr] = around(0.1 / Double(1 + step * optimizer)) }
    if step > 1 { values[.updateCosine] = around(0.5 - Double(step) / 100) }
    if problem != 2 {
      values[.deadFraction] = around(Double(step) / 200)
      values[.gradientFlow] = around(0.1 + Double(step) / 100)
    }
    if network.name == "discriminator" {
      values[.saturation] = around(Double(step) / 100)
      values[.realScore] = around(0.5 + Double(step) / 200)
      values[.fakeScore] = around(0.5 - Double(step) / 200)
    }
    // Measured at every second recorded step.
    if network.name == "generator", step % 20 == 0 {
      values[.frechet] = around(200 / Double(1 << (step / 20 * optimizer)))
      values[.coverage] = around(0.1 + Double(step * optimizer) / 200)
      values[.classes] = around(4 + Double(2 * optimizer))
      values[.classDistance] = around(0.6 - Double(step) / 100)
    }
    return [
      SummaryRow(
        problem: problem, optimizer: optimizer, network: network.name,
        networkPlace: network.name == "generator" ? 1 : 0, step: step,
        epoch: problem == 2 ? nil : Double(step) / 8,
        examples: problem == 2 ? nil : step * (optimizer == 0 ? 256 : 32),
        gradientEvaluations: step * (optimizer == 0 ? 256 : 32),
        seconds: Double(step * (optimizer + 1)) / 1000, seeds: 2, diverged: 0, values: values)
    ]
  }

  /// The two kinds of Adam under four rates each; under the largest one trial of each diverged.
  private static let rateRows: [RateRow] = [1, 2].flatMap { optimizer in
    [0.001, 0.01, 0.1, 1].enumerated().map { place, rate in
      let loss = around(Double([4, 1, 2, 8][place] * optimizer))
      return RateRow(
        problem: 0, optimizer: optimizer, network: "model", rate: rate, seeds: 2,
        finished: place == 3 ? 1 : 2, diverged: place == 3 ? 1 : 0, isCompared: place == 1,
        finalLoss: loss, bestLoss: loss)
    }
  }

  /// Two seeds, a quarter below and above the medians.
  private static let runs: [RunOverview.Run] = problems.indices.flatMap { problem in
    optimizers.indices.flatMap { optimizer in
      [0.75, 1.25].enumerated().map { seed, factor in
        var run = MadeRun.run(
          optimizer, seed: seed, problem: problem, networks: problems[problem].networks.count,
          isBatchLoss: problem == 1,
          steps.map { step in
            (step, factor * 4 / Double(1 << (step / 10 / (optimizer + 1))))
          })
        run.learningRate = 0.05
        run.stability =
          optimizer == 0
          ? GradientDescent().stabilityLine(learningRate: 0.05)
          : Adam().stabilityLine(learningRate: 0.001)
        run.result?.units = histories(problem)
        run.result?.histograms = histograms(problem)
        return run
      }
    }
  }

  /// At every step one unit more is dead.
  private static func histories(_ problem: Int) -> [UnitHistory] {
    layers(problem) { $0.isHiddenActivation }.map { network, layer in
      var histories = UnitHistory(network: network, layer: layer.index, units: layer.units)
      for step in steps.indices {
        histories.append(
          UnitStates(layer: layer.index, states: (0..<layer.units).map { $0 < step ? .dead : [] }))
      }
      return histories
    }
  }

  private static func histograms(_ problem: Int) -> [Histogram] {
    let weights = layers(problem) { $0.hasParameters }.flatMap { network, layer in
      [(0, Histogram.Quantity.weights), (50, .weights), (1, .gradients), (50, .gradients)].map {
        histogram($1, network, layer.index, step: $0)
      }
    }
    return weights
      + layers(problem) { !$0.hasParameters }.map { histogram(.activations, $0, $1.index, step: 0) }
  }

  private static func histogram(
    _ quantity: Histogram.Quantity, _ network: Int, _ layer: Int, step: Int
  ) -> Histogram {
    let bins = (0..<Histogram.binCount).map { 1 + $0 % 5 }
    return Histogram(
      quantity: quantity, network: network, layer: layer, step: step, low: -1,
      high: 1 + Double(step), sum: 0, sumOfSquares: 120 * Double(step + 1), bins: bins)
  }

  private static func layers(
    _ problem: Int, _ isWanted: (NetworkShape.Layer) -> Bool
  ) -> [(network: Int, layer: NetworkShape.Layer)] {
    problems[problem].networks.enumerated().flatMap { place, network in
      network.layers.filter(isWanted).map { (place, $0) }
    }
  }

  private static let layerSummary: [LayerSummaryRow] = rows { problem, optimizer, network, step in
    network.layers.map { layer in
      var values: [Quantity: Spread] = [:]
      if layer.hasParameters {
        values[.gradientNorm] = around(1 / Double((layer.index + 1) * (step + 10)))
        values[.updateRatio] = around(0.01 / Double(step + 1))
        values[.updateCosine] = around(0.5 - Double(step) / 100)
      }
      if layer.isHiddenActivation {
        values[.deadUnits] = around(layer.kind == "relu" ? Double(step / 25) : 0)
        values[.alwaysNegative] = around(Double(step / 25))
      }
      return LayerSummaryRow(
        problem: problem, optimizer: optimizer, network: network.name,
        networkPlace: network.name == "generator" ? 1 : 0, step: step, epoch: nil,
        examples: nil, gradientEvaluations: step * (optimizer == 0 ? 256 : 32), seeds: 2,
        layer: layer.index, kind: layer.kind, units: layer.units, values: values)
    }
  }

  private static func around(_ value: Double) -> Spread {
    Spread(median: value, low: value * 0.75, high: value * 1.25)
  }

  /// From the start in straight lines to points on the way to the minimum.
  private static let paths: [[Double]] = optimizers.indices.flatMap { optimizer in
    [0.0, 1].flatMap { seed in
      steps.map { step in
        let part = Double(step) / 50 / Double(optimizer + 1)
        return [2, Double(optimizer), seed, Double(step), -1.5 + 2.5 * part, 2 - part, 1]
      }
    }
  }

  private static let grids = optimizers.indices.flatMap { optimizer in
    [0, 20, 50].enumerated().map { moment, step in
      RunOverview.PlacedGrid(
        optimizer: optimizer, step: step, offset: 64 * (3 * optimizer + moment), width: 8,
        height: 8)
    }
  }

  private static let pictures = (0..<64 * 9).map { UInt8($0 * 7 % 256) }
}
