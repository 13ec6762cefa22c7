internal import ExperimentRunner

/// The sheets of pictures that a figure shows, one after another in one file of bytes.
struct Album {
  private(set) var bytes: [UInt8] = []
  private(set) var grids: [(problem: Int, grid: RunOverview.PictureGrid)] = []

  /// Takes, for each problem and optimizer, the sheets of the first seed that has any.
  init(_ folder: OutputFolder) {
    for (p, problem) in folder.experiment.problems.enumerated() {
      guard let size = problem.task.pictureSize else { continue }
      for o in folder.experiment.optimizers.indices {
        let own = folder.comparedTrials(problem: p, optimizer: o)
        let sheets = own.lazy.compactMap { folder.results[$0.index]?.pictures }
          .first { !$0.isEmpty }
        for sheet in sheets ?? [] {
          // Four pictures of each row: with all eight of them a page would be too wide.
          let width = min(sheet.width, 4 * (size.columns + 1) + 1)
          grids.append(
            (
              p,
              RunOverview.PictureGrid(
                optimizer: o, step: sheet.step, offset: bytes.count, width: width,
                height: sheet.height)
            ))
          for row in 0..<sheet.height {
            bytes += sheet.pixels[row * sheet.width..<row * sheet.width + width]
          }
        }
      }
    }
  }
}
