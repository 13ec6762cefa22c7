internal import OptimizerLab

/// A trial's result on disk: `trials/HASH/result.safetensors`, and its weights beside it.
///
/// It is the truth; every other file of the output folder is derived from it.
package struct TrialFile: Sendable {
  /// The folder of all trials.
  package let folder: String

  package init(folder: String) { self.folder = folder }

  package func path(of id: TrialIdentity) -> String { "\(folder)/\(id.hash)/result.safetensors" }

  /// Writes the weights, then the result: where there is a result, all of it is there.
  package func write(_ result: TrialResult, of id: TrialIdentity) throws(OutputError) {
    let own = "\(folder)/\(id.hash)"
    try OutputFile.makeFolder(own)
    for weights in result.weights {
      try OutputFile.write(
        weights.initial.encoded, to: "\(own)/\(weights.network).initial.safetensors")
      try OutputFile.write(
        weights.final.encoded, to: "\(own)/\(weights.network).final.safetensors")
    }
    try OutputFile.write(Self.encode(result, id).encoded, to: path(of: id))
  }

  /// The finished or diverged result of that trial, if there is one that can be believed.
  package func read(_ id: TrialIdentity) -> TrialResult? {
    guard let bytes = try? InputBytes.read(path(of: id)),
      let file = try? SafetensorsFile(decoding: bytes),
      let result = Self.decode(file, id)
    else { return nil }
    return result.status == .finished || result.status == .diverged ? result : nil
  }

  /// A file of an earlier format lacks what is recorded today: it is no result.
  private static let format = "optlab-trial-2"

  /// The name under which a file has the SHA-256 of all the rest of it.
  private static let checksum = "sha256"

  private static func encode(_ result: TrialResult, _ id: TrialIdentity) -> SafetensorsFile {
    var file = SafetensorsFile()
    func number(_ value: some LosslessStringConvertible) -> String { "\(value)" }
    file.metadata = [
      ("format", Self.format), ("trial", id.text), ("status", result.status.rawValue),
      ("steps", number(result.steps)), ("epochs", result.epochs.map(number) ?? ""),
      ("examples", result.examples.map(number) ?? ""),
      ("gradient_evaluations", number(result.gradientEvaluations)),
      ("seconds", number(result.seconds)),
      ("recording_seconds", number(result.recordingSeconds)),
      ("diverged_at", result.divergedAt.map(number) ?? ""),
    ]
    file.add(result.curves, as: "curves")
    file.add(result.layers, as: "layers")
    file.add(result.path, as: "path")
    for sheet in result.pictures {
      file.add("pictures.\(sheet.step)", sheet.pixels, shape: [sheet.height, sheet.width])
    }
    file.add(result.units)
    file.add(result.histograms)
    file.metadata.append((Self.checksum, SHA256.hex(of: file.encoded)))
    return file
  }

  private static func decode(_ file: SafetensorsFile, _ id: TrialIdentity) -> TrialResult? {
    guard file.text("format") == format,
      file.text("trial").map(TrialIdentity.hash) == id.hash,
      file.text(checksum) == SHA256.hex(of: file.without(checksum).encoded),
      let status = file.text("status").flatMap(TrialResult.Status.init(rawValue:)),
      let curves: Records<CurveColumn> = file.records("curves"),
      let layers: Records<LayerColumn> = file.records("layers"),
      let path: Records<PathColumn> = file.records("path"),
      let units = file.units, let histograms = file.histograms
    else { return nil }
    var result = TrialResult(status: status)
    result.steps = file.text("steps").flatMap { Int($0) } ?? 0
    result.epochs = file.text("epochs").flatMap { Double($0) }
    result.examples = file.text("examples").flatMap { Int($0) }
    result.gradientEvaluations = file.text("gradient_evaluations").flatMap { Int($0) } ?? 0
    result.seconds = file.text("seconds").flatMap { Double($0) } ?? 0
    result.recordingSeconds = file.text("recording_seconds").flatMap { Double($0) } ?? 0
    result.divergedAt = file.text("diverged_at").flatMap { Int($0) }
    result.curves = curves
    result.layers = layers
    result.path = path
    result.units = units
    result.histograms = histograms
    for entry in file.entries where entry.name.hasPrefix("pictures.") {
      guard let step = Int(entry.name.dropFirst("pictures.".count)), entry.shape.count == 2,
        entry.type == .uint8
      else { return nil }
      result.pictures.append(
        PictureSheet(
          step: step, width: entry.shape[1], height: entry.shape[0], pixels: entry.bytes))
    }
    return result
  }
}

extension SafetensorsFile {
  /// The file without that text in its metadata.
  fileprivate func without(_ name: String) -> SafetensorsFile {
    var rest = self
    rest.metadata.removeAll { $0.name == name }
    return rest
  }

  /// A table with its columns' names in the metadata.
  mutating func add<Column>(_ records: Records<Column>, as name: String) {
    let columns = Records<Column>.columns.map(\.rawValue)
    metadata.append(("\(name).columns", columns.joined(separator: ",")))
    add(name, records.values, shape: [records.count, columns.count])
  }

  func records<Column>(_ name: String) -> Records<Column>? {
    let columns = Records<Column>.columns.map(\.rawValue)
    guard text("\(name).columns") == columns.joined(separator: ","),
      let numbers = self[name]?.numbers
    else { return nil }
    return Records(values: numbers)
  }
}
