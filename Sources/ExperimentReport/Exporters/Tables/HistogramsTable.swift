internal import ExperimentRunner
internal import OptimizerLab

/// `histograms.csv`: a row a trial, moment, network, layer, quantity and bin.
enum HistogramsTable: RunTable {
  static let name = "histograms"
  static let summary = "histograms.csv: how weights, gradients and activations are spread"
  static let rowName = "histogram"
  static let columns = [
    "trial", "problem_index", "optimizer_index", "seed", "network", "step", "layer", "kind",
    "quantity", "bin_low", "bin_high", "count", "density", "problem", "optimizer",
  ]

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    try addRows(of: output.trials, output, to: &rows)
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
