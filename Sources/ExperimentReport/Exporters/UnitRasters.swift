internal import ExperimentRunner
internal import OptimizerLab

/// The histories of all units of all trials as pictures, one after another in one file of bytes: a row a
/// unit, a byte a step, the number of a `UnitCondition`. First come those with the units in their order,
/// then the same with the units sorted by when they were lost.
struct UnitRasters {
  /// Where one layer's picture lies, and what it shows.
  struct Raster {
    var trial: Int
    var history: UnitHistory
    /// Steps in the picture: of many recorded ones, some at equal distances and the last.
    var columns: Int
    var lastStep: Int
    var offset: Int
    /// Where the same picture lies with its rows in the order in which units were lost.
    var sortedOffset = 0
  }

  private(set) var bytes: [UInt8] = []
  private(set) var rasters: [Raster] = []

  /// More steps are not seen apart; of many trials fewer are kept, so that the file stays small.
  private static let mostColumns = 480
  private static let fewestColumns = 60
  private static let comfortableSize = 16_000_000

  init(_ folder: OutputFolder) {
    let histories = folder.trials.flatMap { trial in
      (folder.results[trial.index]?.units ?? []).map { (trial.index, $0) }
    }
    let units = histories.reduce(0) { $0 + $1.1.units }
    let most = min(
      max(Self.comfortableSize / max(units, 1), Self.fewestColumns), Self.mostColumns)
    for (trial, own) in histories where own.steps > 0 {
      let curves = folder.results[trial]?.curves ?? Records()
      let last = curves.last(ofNetwork: own.network).flatMap { curves[$0, .step] } ?? 0
      let columns = min(own.steps, most)
      rasters.append(
        Raster(
          trial: trial, history: own, columns: columns, lastStep: Int(last), offset: bytes.count))
      append(own, Array(0..<own.units), columns: columns)
    }
    for place in rasters.indices {
      let (own, columns) = (rasters[place].history, rasters[place].columns)
      rasters[place].sortedOffset = bytes.count
      append(own, own.inOrderOfLoss, columns: columns)
    }
  }

  private mutating func append(_ history: UnitHistory, _ units: [Int], columns: Int) {
    let steps = (0..<columns).map { $0 * (history.steps - 1) / max(columns - 1, 1) }
    for unit in units {
      for step in steps { bytes.append(history.condition(of: unit, at: step).rawValue) }
    }
  }
}

/// `units.csv` and `units.u8`: the lives of all units as pictures.
enum UnitPictures: Exporter {
  static let name = "units"
  static let summary = "units.csv, units.u8: the life of every hidden unit, as pictures"
  static let fileNames = ["\(name).csv", "\(name).u8"]

  static func write(_ output: OutputFolder) throws(OutputError) {
    let units = UnitRasters(output)
    guard !units.bytes.isEmpty else { return }
    try output.put(table(units, output), "\(name).csv")
    try OutputFile.write(units.bytes, to: "\(output.path)/\(name).u8")
  }

  /// A row a picture. Free names last: figures read it.
  private static func table(_ units: UnitRasters, _ output: OutputFolder) -> CSVTable {
    var table = CSVTable(columns: [
      "trial", "problem_index", "optimizer_index", "seed", "network", "layer", "kind", "units",
      "columns", "last_step", "offset", "sorted_offset", "problem", "optimizer",
    ])
    for raster in units.rasters {
      let trial = output.trials[raster.trial]
      let network = output.networks[trial.problem][raster.history.network]
      table.placedKeys(of: trial)
      table.text(network.name)
      table.number(raster.history.layer)
      table.text(network.layers[raster.history.layer].kind)
      table.number(raster.history.units)
      table.number(raster.columns)
      table.number(raster.lastStep)
      table.number(raster.offset)
      table.number(raster.sortedOffset)
      table.names(of: trial, output)
      table.endLine()
    }
    return table
  }
}
