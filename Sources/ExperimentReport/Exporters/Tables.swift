internal import ExperimentRunner
internal import OptimizerLab

// The tables that are a row a trial, or a row a trial and recorded step.
extension OutputFolder {
  var trialsTable: CSVTable {
    var table = CSVTable(columns: [
      "trial", "problem", "optimizer", "kind", "lr", "batch_size", "seed", "status", "steps",
      "epochs", "examples", "gradient_evaluations", "seconds", "final_loss", "final_eval_loss",
      "best_eval_loss", "diverged_at",
    ])
    for trial in trials {
      let result = results[trial.index]
      let status = result?.status ?? .interrupted
      let final = result.flatMap { status == .finished ? $0.curves.last(ofNetwork: 0) : nil }
      table.number(trial.index)
      table.text(experiment.problems[trial.problem].name)
      table.text(experiment.optimizers[trial.optimizer].name)
      table.text(type(of: trial.settings.optimizer).kind)
      table.number(trial.settings.learningRate)
      table.number(trial.settings.batchSize == 0 ? nil : trial.settings.batchSize)
      table.text(String(trial.settings.seed))
      table.text(status.rawValue)
      table.number(result?.steps)
      table.number(result?.epochs)
      table.number(result?.examples)
      table.number(result?.gradientEvaluations)
      table.number(result?.seconds)
      table.number(final.flatMap { result?.curves[$0, .loss] })
      table.number(final.flatMap { result?.curves[$0, .evalLoss] })
      table.number(result?.bestEvaluationLoss)
      table.number(result?.divergedAt)
      table.endLine()
    }
    return table
  }

  var curvesTable: CSVTable {
    let own = [.step] + CurveTable.shown
    let places = CurveTable.places(of: own)
    var table = CSVTable(
      columns: ["trial", "problem", "optimizer", "seed", "network"] + own.map(\.rawValue))
    for trial in trials {
      guard let result = results[trial.index] else { continue }
      for row in 0..<result.curves.count {
        keys(of: trial, network: result.curves[row, .network], &table)
        for place in places { table.number(result.curves[row, place]) }
        table.endLine()
      }
    }
    return table
  }

  var layersTable: CSVTable {
    let own = LayerTable.shown
    let places = LayerTable.places(of: own)
    var table = CSVTable(
      columns: ["trial", "problem", "optimizer", "seed", "network", "step", "layer", "kind"]
        + ["units"] + own.map(\.rawValue))
    for trial in trials {
      guard let result = results[trial.index] else { continue }
      for row in 0..<result.layers.count {
        let network = result.layers[row, .network]
        let layers = networks[trial.problem][Int(network ?? 0)].layers
        let layer = layers[Int(result.layers[row, .layer] ?? 0)]
        keys(of: trial, network: network, &table)
        table.number(result.layers[row, .step])
        table.number(layer.index)
        table.text(layer.kind)
        table.number(layer.units)
        for place in places { table.number(result.layers[row, place]) }
        table.endLine()
      }
    }
    return table
  }

  /// What only a discriminator has, beyond the columns of `curves.csv`.
  var discriminatorTable: CSVTable {
    let own = [.step] + CurveTable.ofDiscriminator
    let places = CurveTable.places(of: own)
    var table = CSVTable(
      columns: ["trial", "problem", "optimizer", "seed"] + own.map(\.rawValue))
    for trial in trials where experiment.problems[trial.problem].task is AdversarialTask {
      guard let curves = results[trial.index]?.curves else { continue }
      for row in 0..<curves.count where curves[row, .network] == 0 {
        keys(of: trial, &table)
        for place in places { table.number(curves[row, place]) }
        table.endLine()
      }
    }
    return table
  }

  /// A row a bin. Free names last, as in `SummaryTable`.
  var histogramsTable: CSVTable {
    var table = CSVTable(columns: [
      "trial", "problem_index", "optimizer_index", "seed", "network", "step", "layer", "kind",
      "quantity", "bin_low", "bin_high", "count", "density", "problem", "optimizer",
    ])
    for trial in trials {
      for histogram in results[trial.index]?.histograms ?? [] {
        let network = networks[trial.problem][histogram.network]
        for (bin, count) in histogram.bins.enumerated() {
          table.number(trial.index)
          table.number(trial.problem)
          table.number(trial.optimizer)
          table.text(String(trial.settings.seed))
          table.text(network.name)
          table.number(histogram.step)
          table.number(histogram.layer)
          table.text(network.layers[histogram.layer].kind)
          table.text(histogram.quantity.rawValue)
          table.number(histogram.edge(bin))
          table.number(histogram.edge(bin + 1))
          table.number(count)
          table.number(histogram.density(bin))
          table.text(experiment.problems[trial.problem].name)
          table.text(experiment.optimizers[trial.optimizer].name)
          table.endLine()
        }
      }
    }
    return table
  }

  /// Free names last, as in `SummaryTable`.
  /// - Parameter isThinned: whether of long walks only those steps are written that are drawn.
  func pathsTable(isThinned: Bool = false) -> CSVTable {
    let own = PathTable.layout.columns
    let places = PathTable.places(of: own)
    var table = CSVTable(
      columns: ["trial", "problem_index", "optimizer_index", "seed"] + own.map(\.rawValue)
        + ["problem", "optimizer"])
    for trial in trials {
      guard let result = results[trial.index] else { continue }
      let steps = (0..<result.path.count).map { Int(result.path[$0, .step] ?? 0) }
      for row in isThinned ? Thinning.places(steps) : Array(steps.indices) {
        table.number(trial.index)
        table.number(trial.problem)
        table.number(trial.optimizer)
        table.text(String(trial.settings.seed))
        for place in places { table.number(result.path[row, place]) }
        table.text(experiment.problems[trial.problem].name)
        table.text(experiment.optimizers[trial.optimizer].name)
        table.endLine()
      }
    }
    return table
  }

  private func keys(of trial: Trial, _ table: inout CSVTable) {
    table.number(trial.index)
    table.text(experiment.problems[trial.problem].name)
    table.text(experiment.optimizers[trial.optimizer].name)
    table.text(String(trial.settings.seed))
  }

  private func keys(of trial: Trial, network: Double?, _ table: inout CSVTable) {
    keys(of: trial, &table)
    table.text(networks[trial.problem][Int(network ?? 0)].name)
  }
}
