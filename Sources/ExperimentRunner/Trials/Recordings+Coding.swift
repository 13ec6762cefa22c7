internal import OptimizerLab

// The one way in which results and checkpoints keep what a trial recorded.
extension SafetensorsFile {
  mutating func add(_ recordings: Recordings) {
    add(recordings.curves)
    add(recordings.layers)
    add(recordings.path)
    for sampleGrid in recordings.pictures {
      add(
        "pictures.\(sampleGrid.step)", sampleGrid.pixels,
        shape: [sampleGrid.height, sampleGrid.width])
    }
    add(recordings.units)
    add(recordings.histograms)
  }

  /// What the file holds of it; `nil` where something lacks or has another shape.
  var recordings: Recordings? {
    guard let curves: Records<CurveTable> = records(),
      let layers: Records<LayerTable> = records(), let path: Records<PathTable> = records(),
      let units, let histograms
    else { return nil }
    var recordings = Recordings()
    recordings.curves = curves
    recordings.layers = layers
    recordings.path = path
    recordings.units = units
    recordings.histograms = histograms
    for entry in entries where entry.name.hasPrefix("pictures.") {
      guard let step = Int(entry.name.dropFirst("pictures.".count)), entry.shape.count == 2,
        entry.type == .uint8
      else { return nil }
      recordings.pictures.append(
        SampleGrid(
          step: step, width: entry.shape[1], height: entry.shape[0], pixels: entry.bytes))
    }
    return recordings
  }

  /// A table with its columns' names in the metadata.
  mutating func add<Table>(_ records: Records<Table>) {
    let name = Table.layout.name
    let (columns, values) = records.known
    metadata.append(("\(name).columns", columns.joined(separator: ",")))
    add(name, values, shape: [records.count, columns.count])
  }

  /// A table by its columns' names: what the file lacks is empty, and what only a later version knows
  /// is passed over.
  func records<Table>() -> Records<Table>? {
    let name = Table.layout.name
    guard let columns = text("\(name).columns")?.split(separator: ",").map(String.init),
      let entry = self[name], entry.shape.count == 2, entry.shape[1] == columns.count,
      let numbers = entry.numbers
    else { return nil }
    return Records(columns: columns, values: numbers)
  }
}
