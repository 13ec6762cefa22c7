internal import OptimizerLab
internal import SpecLanguage

extension SafetensorsFile {
  /// The file's bytes.
  package var encoded: [UInt8] { Array(parts.joined()) }

  /// The same in parts: what stands before the arrays, then the arrays, which are not copied.
  var parts: [[UInt8]] {
    var members: [JSONNode.Member] = []
    if !metadata.isEmpty {
      members.append(
        .init("__metadata__", .object(metadata.map { .init($0.name, .string($0.text)) })))
    }
    var offset = 0
    for entry in entries {
      let end = offset + entry.bytes.count
      members.append(
        .init(
          entry.name,
          .object([
            .init("dtype", .string(entry.type.rawValue)),
            .init("shape", .array(entry.shape.map { .integer($0) })),
            .init("data_offsets", .array([.integer(offset), .integer(end)])),
          ])))
      offset = end
    }
    var header = Array(JSONText.compact(.object(members)).utf8)
    // The arrays begin at a multiple of eight bytes.
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    let length = UInt64(header.count)
    let start = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) }
    return [start + header] + entries.map(\.bytes)
  }
}
