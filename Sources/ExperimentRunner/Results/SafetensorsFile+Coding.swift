internal import OptimizerLab

/// Why a safetensors file was not believed.
package struct SafetensorsError: Error, Equatable, CustomStringConvertible {
  package var description: String
}

extension SafetensorsFile {
  /// The file's bytes.
  package var encoded: [UInt8] {
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
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) }
    bytes.reserveCapacity(8 + header.count + offset)
    bytes += header
    for entry in entries { bytes += entry.bytes }
    return bytes
  }

  /// Reads a file's bytes, believing nothing before it is checked.
  package init(decoding bytes: [UInt8]) throws(SafetensorsError) {
    guard bytes.count >= 8 else {
      throw SafetensorsError(
        description: "has \(bytes.count) bytes; a safetensors file begins with the 8 bytes of its "
          + "header's length")
    }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << (8 * UInt64($1)) }
    guard length <= UInt64(bytes.count - 8) else {
      throw SafetensorsError(
        description: "the header is said to have \(length) bytes, but after offset 8 there are "
          + "only \(bytes.count - 8)")
    }
    let start = 8 + Int(length)
    let root: JSONNode
    do throws(JSONSyntaxError) {
      root = try JSONParser.parse(Array(bytes[8..<start]))
    } catch {
      throw SafetensorsError(
        description: "the header is not JSON: \(error.message), at offset \(8 + error.offset)")
    }
    guard case .object(let members) = root.value else {
      throw SafetensorsError(description: "the header is not a JSON object")
    }
    var names: Set<[UInt8]> = []
    for member in members {
      guard names.insert(Array(member.key.utf8)).inserted else {
        throw SafetensorsError(description: "tensor \(quoted(member.key)) comes twice")
      }
      if member.key == "__metadata__" {
        metadata = try Self.metadata(member.node)
      } else {
        entries.append(try Self.entry(member, in: bytes, from: start))
      }
    }
  }

  private static func metadata(
    _ node: JSONNode
  ) throws(SafetensorsError) -> [(name: String, text: String)] {
    guard case .object(let members) = node.value else {
      throw SafetensorsError(description: "__metadata__ is not an object")
    }
    var pairs: [(name: String, text: String)] = []
    for member in members {
      guard case .string(let text) = member.node.value else {
        throw SafetensorsError(description: "__metadata__.\(quoted(member.key)) is not a text")
      }
      pairs.append((member.key, text))
    }
    return pairs
  }

  private static func entry(
    _ member: JSONNode.Member, in bytes: [UInt8], from start: Int
  ) throws(SafetensorsError) -> Entry {
    let name = quoted(member.key)
    func field(_ key: String) -> JSONNode.Value? {
      guard case .object(let members) = member.node.value else { return nil }
      return members.first { $0.key == key }?.node.value
    }
    func integers(_ key: String) -> [Int]? {
      guard case .array(let nodes)? = field(key) else { return nil }
      let numbers = nodes.compactMap { node -> Int? in
        if case .number(let text) = node.value { Int(text) } else { nil }
      }
      return numbers.count == nodes.count && numbers.allSatisfy { $0 >= 0 } ? numbers : nil
    }
    guard case .string(let typeName)? = field("dtype"), let shape = integers("shape"),
      let offsets = integers("data_offsets"), offsets.count == 2
    else {
      throw SafetensorsError(
        description: "tensor \(name) lacks a dtype, a shape or two data_offsets")
    }
    guard let type = ElementType(rawValue: typeName) else {
      throw SafetensorsError(
        description: "tensor \(name) has the dtype \(quoted(typeName)); known are "
          + ElementType.allCases.map(\.rawValue).joined(separator: ", "))
    }
    var size = type.size
    for extent in shape {
      let (product, overflows) = size.multipliedReportingOverflow(by: extent)
      guard !overflows else {
        throw SafetensorsError(description: "tensor \(name) has an impossible shape \(shape)")
      }
      size = product
    }
    let available = bytes.count - start
    guard offsets[0] <= offsets[1], offsets[1] <= available, offsets[1] - offsets[0] == size else {
      throw SafetensorsError(
        description: "tensor \(name) of shape \(shape) has \(size) bytes, but its data_offsets "
          + "\(offsets) lie in a file with \(available) bytes of data after offset \(start)")
    }
    return Entry(
      name: member.key, type: type, shape: shape,
      bytes: Array(bytes[start + offsets[0]..<start + offsets[1]]))
  }
}
