internal import ExperimentRunner
internal import OptimizerLab

/// `curves.csv`: a row a trial, recorded step and network.
enum CurvesTable: RunTable {
  static let name = "curves"
  static let summary = "curves.csv: a row a trial, recorded step and network"
  static let rowName = "curve"
  static let columns =
    ["trial", "problem", "optimizer", "seed", "network"] + quantities.map(\.rawValue)

  private static let quantities = [.step] + CurveTable.shown

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    let places = CurveTable.places(of: quantities)
    for trial in output.trials {
      guard let curves = output.results[trial.index]?.curves else { continue }
      let networks = output.networks[trial.problem]
      for row in 0..<curves.count {
        rows.keys(of: trial, output)
        rows.text(networks[Int(curves[row, .network] ?? 0)].name)
        for place in places { rows.number(curves[row, place]) }
        try rows.endLine()
      }
    }
  }
}
