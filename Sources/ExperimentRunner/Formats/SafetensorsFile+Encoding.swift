internal import OptimizerLab
internal import SpecLanguage

extension SafetensorsFile {
  /// The file's bytes.
  package var encoded: [UInt8] { Array(parts.joined()) }

  /// The same in parts: what stands before the arrays, then the arrays, which are not copied.
  var parts: [[UInt8]] { [Self.start(metadataText, arraysText)] + entries.map(\.bytes) }

  /// The same with those arrays alone.
  func parts(where isMeant: (String) -> Bool) -> [[UInt8]] {
    [Self.start(metadataText, arraysText)] + entries.filter { isMeant($0.name) }.map(\.bytes)
  }

  /// All parts with one more text of the metadata, their last, which is made of the parts without it: the
  /// rest of what stands before the arrays is written once for both.
  /// - Parameters:
  ///   - isMeant: told an array's name, whether the text is made of it, too.
  ///   - text: told the parts, the text.
  func parts(
    adding name: String, where isMeant: (String) -> Bool, _ text: ([[UInt8]]) -> String
  ) -> [[UInt8]] {
    let (metadata, arrays) = (metadataText, arraysText)
    let bytes = entries.map(\.bytes)
    let meant = entries.filter { isMeant($0.name) }.map(\.bytes)
    let own = JSONText.quoted(text([Self.start(metadata, arrays)] + meant))
    let all =
      metadata.dropLast() + (metadata == "{}" ? "" : ",") + JSONText.quoted(name) + ":" + own
    return [Self.start(all + "}", arrays)] + bytes
  }

  private var metadataText: String {
    JSONText.compact(.object(metadata.map { .init($0.name, .string($0.text)) }))
  }

  /// Where each array lies.
  private var arraysText: String {
    var members: [JSONNode.Member] = []
    var offset = 0
    for entry in entries {
      let end = offset + entry.size
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
    return JSONText.compact(.object(members))
  }

  /// The length of a header and the header itself.
  private static func start(_ metadata: String, _ arrays: String) -> [UInt8] {
    var header: [UInt8] = []
    if metadata == "{}" {
      header += arrays.utf8
    } else {
      header += "{\"__metadata__\":".utf8
      header += metadata.utf8
      header += arrays == "{}" ? "}".utf8[...] : ",".utf8[...]
      header += arrays.utf8.dropFirst(arrays == "{}" ? 2 : 1)
    }
    // The arrays begin at a multiple of eight bytes.
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    let length = UInt64(header.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) } + header
  }
}
