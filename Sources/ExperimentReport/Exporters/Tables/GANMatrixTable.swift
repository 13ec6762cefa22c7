internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `gan_matrix.csv`: where entries have an optimizer for each player of a GAN and form a matrix, what the
/// pictures came to under each pair.
enum GANMatrixTable: RunTable {
  static let name = "gan_matrix"
  static let summary =
    "gan_matrix.csv: the Fréchet distance by the discriminator's and the generator's optimizer"
  static let rowName = "pair"
  static let columns = [
    "problem_index", "optimizer_index", "discriminator_index", "generator_index", "frechet_median",
    "frechet_low", "frechet_high", "finished", "seeds", "problem", "optimizer", "discriminator",
    "generator",
  ]

  static func isWanted(of output: OutputFolder) -> Bool { !output.overview.ganMatrices.isEmpty }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for matrix in output.overview.ganMatrices {
      for cell in matrix.cells {
        rows.number(matrix.problem)
        rows.number(cell.optimizer)
        rows.number(cell.discriminator)
        rows.number(cell.generator)
        rows.number(cell.frechet?.median)
        rows.number(cell.frechet?.low)
        rows.number(cell.frechet?.high)
        rows.number(cell.finished)
        rows.number(cell.seeds)
        rows.names(problem: matrix.problem, optimizer: cell.optimizer, output)
        rows.text(matrix.discriminators[cell.discriminator])
        rows.text(matrix.generators[cell.generator])
        try rows.endLine()
      }
    }
  }
}
