/// The sheets of pictures that a figure shows, one after another in one file of bytes.
struct Album {
  private(set) var bytes: [UInt8] = []
  private(set) var grids: [(problem: Int, grid: FigureContext.PictureGrid)] = []

  /// Takes, for each problem and optimizer, the sheets of the first seed that has any.
  init(_ folder: OutputFolder) {
    for (p, problem) in folder.experiment.problems.enumerated() {
      guard let size = problem.task.pictureSize else { continue }
      for o in folder.experiment.optimizers.indices {
        let own = folder.trials.filter { $0.problem == p && $0.optimizer == o }
        let sheets = own.lazy.compactMap { folder.results[$0.index]?.pictures }
          .first { !$0.isEmpty }
        for sheet in sheets ?? [] {
          grids.append(
            (
              p,
              FigureContext.PictureGrid(
                optimizer: o, step: sheet.step, offset: bytes.count, width: sheet.width,
                height: sheet.height, picture: (size.columns, size.rows))
            ))
          bytes += sheet.pixels
        }
      }
    }
  }
}
