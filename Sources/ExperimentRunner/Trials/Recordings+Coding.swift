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
    if let real = recordings.realPictures {
      add(Self.realPictures, real.pixels, shape: [real.height, real.width])
    }
    if let levels = recordings.pictureLevels { add(levels) }
    add(recordings.units)
    add(recordings.histograms)
    if let classes = recordings.classes { add(classes) }
    if let agreement = recordings.agreement { add(agreement) }
    add(recordings.weights)
  }

  private static let realPictures = "real_pictures"

  /// What the file holds of it; `nil` where something lacks or has another shape.
  var recordings: Recordings? { recordings(StoredRecordings.Part.allCases) }

  /// The same of some parts alone.
  func recordings(_ parts: [StoredRecordings.Part]) -> Recordings? {
    var recordings = Recordings()
    for part in parts {
      guard read(part, into: &recordings) else { return nil }
    }
    return recordings
  }

  private func read(_ part: StoredRecordings.Part, into recordings: inout Recordings) -> Bool {
    func take<Value>(_ value: Value?, _ path: WritableKeyPath<Recordings, Value>) -> Bool {
      if let value { recordings[keyPath: path] = value }
      return value != nil
    }
    return switch part {
    case .curves: take(storedTable(), \.curves)
    case .layers: take(storedTable(), \.layers)
    case .path: take(storedTable(), \.path)
    case .units: take(units, \.units)
    case .histograms: take(histograms, \.histograms)
    // Where a file was read without them, they are known by their names alone.
    case .weights: take(entries.allSatisfy { $0.bytes.count == $0.size } ? weights : [], \.weights)
    case .others: readOthers(into: &recordings)
    }
  }

  private func readOthers(into recordings: inout Recordings) -> Bool {
    if let entry = self[Self.realPictures], entry.shape.count == 2, entry.type == .uint8 {
      recordings.realPictures = SampleGrid(
        step: 0, width: entry.shape[1], height: entry.shape[0], pixels: entry.bytes)
    }
    recordings.pictureLevels = pictureLevels
    recordings.classes = classResult
    recordings.agreement = agreement
    for entry in entries where entry.name.hasPrefix("pictures.") {
      guard let step = Int(entry.name.dropFirst("pictures.".count)), entry.shape.count == 2,
        entry.type == .uint8
      else { return false }
      recordings.pictures.append(
        SampleGrid(
          step: step, width: entry.shape[1], height: entry.shape[0], pixels: entry.bytes))
    }
    return true
  }
}

// By names, as a table's columns.
extension SafetensorsFile {
  private static let pictureLevels = "picture_levels"

  fileprivate mutating func add(_ levels: PictureLevels) {
    var numbers = [("mean_picture", levels.meanPicture), ("others", Double(levels.otherCount))]
    if let others = levels.others {
      numbers.append((Quantity.frechet.rawValue, others.frechet))
      let rest: [(Quantity, Double?)] = [
        (.coverage, others.coverage), (.classes, others.classes.map(Double.init)),
        (.classDistance, others.classDistance),
      ]
      numbers += rest.compactMap { quantity, value in value.map { (quantity.rawValue, $0) } }
    }
    metadata.append(
      ("\(Self.pictureLevels).columns", numbers.map(\.0).joined(separator: ",")))
    add(Self.pictureLevels, numbers.map(\.1), shape: [numbers.count])
  }

  fileprivate var pictureLevels: PictureLevels? {
    guard let names = text("\(Self.pictureLevels).columns")?.split(separator: ","),
      let numbers = self[Self.pictureLevels]?.numbers, names.count == numbers.count
    else { return nil }
    let values = Dictionary(zip(names.map(String.init), numbers)) { first, _ in first }
    guard let meanPicture = values["mean_picture"] else { return nil }
    func value(_ quantity: Quantity) -> Double? { values[quantity.rawValue] }
    return PictureLevels(
      meanPicture: meanPicture,
      others: value(.frechet).map {
        PictureQuality(
          frechet: $0, coverage: value(.coverage),
          classes: value(.classes).flatMap { Int(exactly: $0) },
          classDistance: value(.classDistance))
      }, otherCount: values["others"].flatMap { Int(exactly: $0) } ?? 0)
  }
}

extension StoredRecordings.Part {
  /// Whether an array of that name is of this part.
  func has(_ name: String) -> Bool {
    switch self {
    case .curves: name.hasPrefix(CurveTable.layout.name)
    case .layers: name.hasPrefix(LayerTable.layout.name)
    case .path: name.hasPrefix(PathTable.layout.name)
    case .units: name.hasPrefix("units.")
    case .histograms: name.hasPrefix(HistogramTable.layout.name)
    case .weights: WeightName(name) != nil
    case .others: !Self.allCases.contains { $0 != .others && $0.has(name) }
    }
  }
}
