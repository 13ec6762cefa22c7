internal import OptimizerLab

// Files that say what they are, whose they are, and what the rest of them must hash to.
extension SafetensorsFile {
  /// The name under which a file has the SHA-256 of all the rest of it.
  private static var checksum: String { "sha256" }

  /// The parts of this file as one of that format and trial.
  func sealed(as format: String, of id: TrialIdentity) -> [[UInt8]] {
    var file = self
    file.metadata = [("format", format), ("trial", id.text)] + metadata
    return file.parts(adding: Self.checksum) { SHA256.hex(of: $0) }
  }

  /// Reads what `sealed` made; `nil` for anything else.
  init?(sealed bytes: [UInt8], as format: String, of id: TrialIdentity) {
    guard let file = try? SafetensorsFile(decoding: bytes), file.text("format") == format,
      file.text("trial").map(TrialIdentity.hash) == id.hash
    else { return nil }
    self = file
    metadata.removeAll { $0.name == Self.checksum }
    guard file.text(Self.checksum) == SHA256.hex(of: parts) else { return nil }
  }
}
