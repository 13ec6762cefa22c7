internal import ExperimentRunner

/// The sample grids of pictures that a figure shows, one after another in one file of bytes.
struct SampleGridFile: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var grids: [(problem: Int, grid: RunOverview.PlacedGrid)] = []

  /// Takes, for each problem and optimizer, the sample grids of the first seed that has any.
  init(_ folder: OutputFolder) {
    for (p, problem) in folder.experiment.problems.enumerated() {
      guard let size = problem.task.pictureSize else { continue }
      for o in folder.experiment.optimizers.indices {
        let own = folder.comparedTrials(problem: p, optimizer: o)
        let sampleGrids = own.lazy.compactMap { folder.results[$0.index]?.pictures }
          .first { !$0.isEmpty }
        for sampleGrid in sampleGrids ?? [] {
          // Four pictures of each row: with all eight of them a page would be too wide.
          let width = min(sampleGrid.width, 4 * (size.columns + 1) + 1)
          grids.append(
            (
              p,
              RunOverview.PlacedGrid(
                optimizer: o, step: sampleGrid.step, offset: bytes.count, width: width,
                height: sampleGrid.height)
            ))
          for row in 0..<sampleGrid.height {
            bytes += sampleGrid.pixels[row * sampleGrid.width..<row * sampleGrid.width + width]
          }
        }
      }
    }
  }
}

/// `pictures.u8`: what generators made of the fixed noise.
enum SamplePictures: Exporter {
  static let name = "pictures"
  static let summary = "pictures.u8: for a GAN, what its generators made of the fixed noise"
  static let fileNames = ["pictures.u8"]

  static func isWanted(of output: OutputFolder) -> Bool { !output.sampleGrids.bytes.isEmpty }

  static func write(_ output: OutputFolder) throws(OutputError) {
    try OutputFile.write(output.sampleGrids.bytes, to: "\(output.path)/\(fileNames[0])")
  }
}
