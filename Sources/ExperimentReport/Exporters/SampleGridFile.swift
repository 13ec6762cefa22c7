internal import ExperimentAnalysis
internal import ExperimentRunner

/// The sample grids of pictures that a figure shows, one after another in one file of bytes.
struct SampleGridFile: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var grids: [(problem: Int, grid: RunOverview.PlacedGrid)] = []

  /// Four pictures of each row of a sample grid: with all eight of them a page would be too wide.
  private static let across = 4

  /// Takes, for each problem and optimizer, the sample grids of the first seed that has any, and for
  /// each problem real pictures, in two grids.
  init(_ folder: OutputFolder) {
    for (p, problem) in folder.experiment.problems.enumerated() {
      guard let size = problem.task.pictureSize else { continue }
      for o in folder.experiment.optimizers.indices {
        let own = folder.comparedTrials(problem: p, optimizer: o)
        let sampleGrids = own.lazy.compactMap { folder.results[$0.index]?.pictures }
          .first { !$0.isEmpty }
        for sampleGrid in sampleGrids ?? [] {
          add(sampleGrid, of: o, problem: p, pictureWidth: size.columns)
        }
      }
      let own = folder.trials.lazy.filter { $0.problem == p }
        .compactMap { folder.results[$0.index]?.realPictures }.first
      guard let own, grids.contains(where: { $0.problem == p }) else { continue }
      for first in stride(from: 0, to: SampleGrid.across, by: Self.across) {
        add(own, of: nil, problem: p, pictureWidth: size.columns, from: first)
      }
    }
  }

  /// - Parameter first: the picture of each row that comes first.
  private mutating func add(
    _ sampleGrid: SampleGrid, of optimizer: Int?, problem: Int, pictureWidth: Int,
    from first: Int = 0
  ) {
    let start = first * (pictureWidth + 1)
    let width = min(sampleGrid.width - start, Self.across * (pictureWidth + 1) + 1)
    guard width > 1 else { return }
    grids.append(
      (
        problem,
        RunOverview.PlacedGrid(
          optimizer: optimizer, step: sampleGrid.step, offset: bytes.count, width: width,
          height: sampleGrid.height)
      ))
    for row in 0..<sampleGrid.height {
      let left = row * sampleGrid.width + start
      bytes += sampleGrid.pixels[left..<left + width]
    }
  }
}

/// `pictures.u8`: what generators made of the fixed noise.
enum SamplePictures: Exporter {
  static let name = "pictures"
  static let summary =
    "pictures.u8: for a GAN, what its generators made of the fixed noise, and real pictures"
  static let fileNames = ["pictures.u8"]

  static func isWanted(of output: OutputFolder) -> Bool { !output.sampleGrids.bytes.isEmpty }

  static func write(_ output: OutputFolder) throws(OutputError) {
    try OutputFile.write(output.sampleGrids.bytes, to: "\(output.path)/\(fileNames[0])")
  }
}
