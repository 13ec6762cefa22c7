internal import ExperimentRunner
internal import OptimizerLab

/// The histories of all units of all trials as pictures, one after another in one file of bytes: a row a
/// unit, a byte a step, the number of a `UnitCondition`. First come those with the units in their order,
/// then the same with the units sorted by when they were lost.
package struct UnitRasters {
  /// Where one layer's picture lies, and what it shows.
  struct Raster {
    var trial: Int
    var network: Int
    var layer: Int
    var units: Int
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

  /// Histories are read trial by trial, and kept by none.
  init(_ folder: OutputFolder) {
    let units = folder.trials.reduce(0) { sum, trial in
      sum + (folder.results[trial.index]?.units ?? []).reduce(0) { $0 + $1.units }
    }
    let most = min(
      max(Self.comfortableSize / max(units, 1), Self.fewestColumns), Self.mostColumns)
    var sorted: [UInt8] = []
    for trial in folder.trials {
      guard let result = folder.results[trial.index] else { continue }
      let histories = result.units.filter { $0.steps > 0 }
      guard !histories.isEmpty else { continue }
      let curves = result.curves
      for own in histories {
        let steps = (0..<curves.count).filter { curves[$0, .network] == Double(own.network) }
          .map { Int(curves[$0, .step] ?? 0) }.prefix(own.steps)
        let places = Self.places(Array(steps), most: most)
        rasters.append(
          Raster(
            trial: trial.index, network: own.network, layer: own.layer, units: own.units,
            columns: places.count, lastStep: steps.last ?? 0, offset: bytes.count,
            sortedOffset: sorted.count))
        Self.append(own, Array(0..<own.units), at: places, to: &bytes)
        Self.append(own, own.inOrderOfLoss, at: places, to: &sorted)
      }
    }
    for index in rasters.indices { rasters[index].sortedOffset += bytes.count }
    bytes += sorted
  }

  /// Which recorded step each column of a picture shows. There are as many columns as steps, where all
  /// but the last are equally far apart; more, where some are closer together.
  /// - Parameters:
  ///   - steps: the recorded ones, rising from 0.
  ///   - most: columns at most.
  package static func places(_ steps: [Int], most: Int) -> [Int] {
    guard let last = steps.last, last > 0 else { return Array(steps.indices.prefix(1)) }
    let gaps = zip(steps.dropFirst(), steps).map { $0 - $1 }
    let narrowest = gaps.dropLast().min() ?? last
    let columns = min((last + narrowest - 1) / narrowest + 1, most)
    var place = 0
    return (0..<columns).map { column in
      let step = last * column / max(columns - 1, 1)
      while place + 1 < steps.count, steps[place + 1] <= step { place += 1 }
      return place
    }
  }

  /// - Parameter places: by column the place of a recorded step.
  private static func append(
    _ history: UnitHistory, _ units: [Int], at places: [Int], to bytes: inout [UInt8]
  ) {
    for unit in units {
      for place in places { bytes.append(history.condition(of: unit, at: place).rawValue) }
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
      let network = output.networks[trial.problem][raster.network]
      table.placedKeys(of: trial)
      table.text(network.name)
      table.number(raster.layer)
      table.text(network.layers[raster.layer].kind)
      table.number(raster.units)
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
