internal import ExperimentRunner
internal import OptimizerLab

/// `layers.csv`: a row a trial, recorded step, network and layer.
enum LayersTable: RunTable {
  static let name = "layers"
  static let summary = "layers.csv: a row a trial, recorded step, network and layer"
  static let rowName = "layer"
  static let columns =
    ["trial", "problem", "optimizer", "seed", "network", "step", "layer", "kind", "units"]
    + LayerTable.shown.map(\.rawValue)

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    let places = LayerTable.places(of: LayerTable.shown)
    for trial in output.trials {
      guard let layers = output.results[trial.index]?.layers else { continue }
      for row in 0..<layers.count {
        let network = output.networks[trial.problem][Int(layers[row, .network] ?? 0)]
        let layer = network.layers[Int(layers[row, .layer] ?? 0)]
        rows.keys(of: trial, output)
        rows.text(network.name)
        rows.number(layers[row, .step])
        rows.number(layer.index)
        rows.text(layer.kind)
        rows.number(layer.units)
        for place in places { rows.number(layers[row, place]) }
        try rows.endLine()
      }
    }
  }
}
