internal import ExperimentRunner
internal import OptimizerLab

/// A trial's event file: all that it recorded, as TensorBoard shows it.
///
/// Tags are `QUANTITY/NETWORK` (`loss/generator`), so that a quantity's charts stand together, and
/// `QUANTITY/NETWORK.LAYER` for what a layer has.
struct TensorBoardLog {
  let experiment: Experiment
  let trial: Trial
  let result: TrialResult
  /// The names of the problem's networks.
  let networks: [String]
  let hyperparameters: Hyperparameters
  /// The trial's name in the table of hyperparameters.
  let name: String
  /// When training ended, in seconds since 1970; recorded seconds count up to it.
  let ended: Double

  /// The event file's bytes.
  var bytes: [UInt8] {
    var file = RecordFile()
    let began = ended - result.seconds
    file.appendVersion(wallTime: began)
    file.append(
      [
        hyperparameters.experiment,
        hyperparameters.start(of: trial, experiment, named: name, time: began),
      ], step: 0, wallTime: began)
    for moment in moments(began) {
      file.append(moment.summaries, step: moment.step, wallTime: moment.time)
    }
    file.append(
      finalNumbers + [hyperparameters.end(result.status, time: ended)], step: result.steps,
      wallTime: ended)
    return file.bytes
  }

  private struct Moment {
    var step: Int
    var time: Double
    var summaries: [EventSummary] = []
  }

  /// What was recorded, a moment a step.
  private func moments(_ began: Double) -> [Moment] {
    var moments: [Int: Moment] = [:]
    func add(_ summary: EventSummary, at step: Int) {
      moments[step, default: Moment(step: step, time: .nan)].summaries.append(summary)
    }
    let (curves, layers) = (result.curves, result.layers)
    for row in 0..<curves.count {
      let step = Int(curves[row, .step] ?? 0)
      let time = began + (curves[row, .seconds] ?? 0)
      moments[step, default: Moment(step: step, time: time)].time = time
      let network = networkName(curves[row, .network])
      for column in CurveTable.layout.columns where Self.isScalar(column) {
        guard let value = curves[row, column] else { continue }
        add(.scalar("\(column.rawValue)/\(network)", value), at: step)
      }
    }
    for row in 0..<layers.count {
      let step = Int(layers[row, .step] ?? 0)
      let layer =
        "\(networkName(layers[row, .network])).\(Int(layers[row, .layer] ?? 0))"
      for column in LayerTable.layout.columns where Self.isScalar(column) {
        guard let value = layers[row, column] else { continue }
        add(.scalar("layer_\(column.rawValue)/\(layer)", value), at: step)
      }
    }
    for histogram in result.histograms {
      let layer = "\(networkName(Double(histogram.network))).\(histogram.layer)"
      add(.histogram("\(histogram.quantity.rawValue)/\(layer)", histogram), at: histogram.step)
    }
    for sampleGrid in result.pictures {
      add(.image("fixed_noise/generator", sampleGrid), at: sampleGrid.step)
    }
    return inOrder(moments)
  }

  /// By their steps; one that has no time of its own has that of the one before.
  private func inOrder(_ moments: [Int: Moment]) -> [Moment] {
    var time = ended - result.seconds
    return moments.values.sorted { $0.step < $1.step }.map { moment in
      var moment = moment
      if moment.time.isNaN { moment.time = time }
      time = moment.time
      return moment
    }
  }

  /// Keys are in a scalar's tag and step, and seconds in its wall time.
  private static func isScalar(_ quantity: Quantity) -> Bool {
    quantity.role != .key && quantity.role != .clock
  }

  private func networkName(_ network: Double?) -> String {
    let place = Int(network ?? 0)
    return networks.indices.contains(place) ? networks[place] : "model"
  }

  /// The metrics of the table of hyperparameters; those of a trial that did not finish are left out.
  private var finalNumbers: [EventSummary] {
    var numbers: [(String, Double?)] = [("final/steps", Double(result.steps))]
    let curves = result.curves
    if result.status == .finished, let row = curves.last(ofNetwork: 0) {
      numbers.append(("final/loss", curves[row, .loss]))
      numbers.append(("final/eval_loss", curves[row, .evalLoss]))
    }
    return numbers.compactMap { tag, value in value.map { .scalar(tag, $0) } }
  }
}
