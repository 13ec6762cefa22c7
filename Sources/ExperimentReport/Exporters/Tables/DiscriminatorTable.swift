internal import ExperimentRunner
internal import OptimizerLab

/// `discriminator.csv`: what only a discriminator has, beyond the columns of `curves.csv`.
enum DiscriminatorTable: RunTable {
  static let name = "discriminator"
  static let summary = "discriminator.csv: of a GAN, its scores and the saturation at each step"
  static let rowName = "discriminator"
  static let columns = ["trial", "problem", "optimizer", "seed"] + quantities.map(\.rawValue)

  private static let quantities = [.step] + CurveTable.ofDiscriminator

  static func isWanted(of output: OutputFolder) -> Bool {
    output.networks.joined().contains { $0.role == .discriminator }
  }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    let places = CurveTable.places(of: quantities)
    for trial in output.trials {
      let place = output.networks[trial.problem].firstIndex { $0.role == .discriminator }
      guard let place, let curves = output.results[trial.index]?.curves else { continue }
      for row in 0..<curves.count where curves[row, .network] == Double(place) {
        rows.keys(of: trial, output)
        for place in places { rows.number(curves[row, place]) }
        try rows.endLine()
      }
    }
  }
}
