internal import OptimizerLab

// Files that say what they are, whose they are, and what the rest of them must hash to: all but the weights,
// which have a hash of their own, so that of a large network's trial what it recorded can be read alone.
extension SafetensorsFile {
  /// The name under which a file has the SHA-256 of all the rest of it, but for its weights.
  private static var checksum: String { "sha256" }
  /// The name of that of the weights.
  private static var weightsChecksum: String { "weights_sha256" }

  /// Whether an array is none of a network's weights.
  static func isRecorded(_ name: String) -> Bool { WeightName(name) == nil }

  private var weightBytes: [[UInt8]] {
    entries.filter { !Self.isRecorded($0.name) }.map(\.bytes)
  }

  /// The parts of this file as one of that format and trial, where it is of one.
  func sealed(as format: String, of id: TrialIdentity? = nil) -> [[UInt8]] {
    var file = self
    file.metadata = [("format", format)] + (id.map { [("trial", $0.text)] } ?? []) + metadata
    let weights = weightBytes
    if !weights.isEmpty {
      file.metadata.append((Self.weightsChecksum, SHA256.hex(of: weights)))
    }
    return file.parts(adding: Self.checksum, where: Self.isRecorded) { SHA256.hex(of: $0) }
  }

  /// What `sealed` made, from a file that was read, with its weights or without; `nil` for anything else.
  init?(_ file: SafetensorsFile, sealedAs format: String, of id: TrialIdentity? = nil) {
    guard file.text("format") == format, file.text("trial").map(TrialIdentity.hash) == id?.hash
    else { return nil }
    self = file
    metadata.removeAll { $0.name == Self.checksum }
    guard file.text(Self.checksum) == SHA256.hex(of: parts(where: Self.isRecorded)) else {
      return nil
    }
  }

  /// Whether the weights are those that were written, where nothing but them was read.
  var hasWholeWeights: Bool { text(Self.weightsChecksum) == SHA256.hex(of: weightBytes) }
}
