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
    output.experiment.problems.contains { $0.task is AdversarialTask }
  }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    let places = CurveTable.places(of: quantities)
    for trial in output.trials
    where output.experiment.problems[trial.problem].task is AdversarialTask {
      guard let curves = output.results[trial.index]?.curves else { continue }
      for row in 0..<curves.count where curves[row, .network] == 0 {
        rows.keys(of: trial, output)
        for place in places { rows.number(curves[row, place]) }
        try rows.endLine()
      }
    }
  }
}
