internal import ExperimentRunner
internal import OptimizerLab

/// `histograms.csv`: a row a trial, moment, network, layer, quantity and bin.
///
/// A trial of a small network has a hundred kilobytes of it, so that of many trials only those are there
/// that a figure shows; a spec says otherwise with `record.histograms`.
enum HistogramsTable: RunTable {
  static let name = "histograms"
  static let summary = "histograms.csv: how weights, gradients and activations are spread"
  static let rowName = "histogram"
  static let columns = [
    "trial", "problem_index", "optimizer_index", "seed", "network", "step", "layer", "kind",
    "quantity", "bin_low", "bin_high", "count", "density", "problem", "optimizer",
  ]

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    try addRows(of: trials(of: output), output, to: &rows)
  }

  /// Of more trials there are the histograms of some, unless the spec asks for all.
  static let trialLimit = 200

  static func kept(of output: OutputFolder) -> RecordSettings.Histograms {
    output.experiment.record.histograms ?? (output.trials.count > trialLimit ? .shown : .all)
  }

  /// Those that the table has, in the order of the spec.
  private static func trials(of output: OutputFolder) -> [Trial] {
    switch kept(of: output) {
    case .all: return output.trials
    case .none: return []
    case .shown:
      let first = output.experiment.problems.indices.flatMap { problem in
        output.experiment.optimizers.indices.compactMap { optimizer in
          output.comparedTrials(problem: problem, optimizer: optimizer).first?.index
        }
      }
      return Set(first + Histograms.trials(output.overview)).sorted().map { output.trials[$0] }
    }
  }

  static func addRows(
    of trials: [Trial], _ output: OutputFolder, to rows: inout some RowWriter
  ) throws(OutputError) {
    for trial in trials {
      for histogram in output.results[trial.index]?.histograms ?? [] {
        let network = output.networks[trial.problem][histogram.network]
        for (bin, count) in histogram.bins.enumerated() {
          rows.placedKeys(of: trial)
          rows.text(network.name)
          rows.number(histogram.step)
          rows.number(histogram.layer)
          rows.text(network.layers[histogram.layer].kind)
          rows.text(histogram.quantity.rawValue)
          rows.number(histogram.edge(bin))
          rows.number(histogram.edge(bin + 1))
          rows.number(count)
          rows.number(histogram.density(bin))
          rows.names(of: trial, output)
          try rows.endLine()
        }
      }
    }
  }
}
