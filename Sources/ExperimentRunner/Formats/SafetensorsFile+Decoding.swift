internal import OptimizerLab
internal import SpecLanguage

/// Why a safetensors file was not believed.
package struct SafetensorsError: Error, Equatable, CustomStringConvertible {
  package var description: String

  init(_ description: String) { self.description = description }
}

extension SafetensorsFile {
  /// Reads a file's bytes, believing nothing before it is checked.
  ///
  /// As the format demands, no name comes twice, and the arrays lie one behind the other and fill
  /// the file.
  /// - Parameter isWanted: told an array's name, whether it is kept.
  package init(
    decoding bytes: [UInt8], where isWanted: (String) -> Bool = { _ in true }
  ) throws(SafetensorsError) {
    try self.init(beginning: bytes, of: bytes.count, where: isWanted)
    entries.removeAll { !isWanted($0.name) }
  }

  /// Reads the beginning of a file's bytes.
  /// - Parameters:
  ///   - size: the whole file's.
  ///   - isWanted: told an array's name, whether its bytes are kept, which must be among those that there
  ///     are; of all others there is the type and the shape.
  private init(
    beginning bytes: [UInt8], of size: Int, where isWanted: (String) -> Bool
  ) throws(SafetensorsError) {
    let start = try Self.headerEnd(bytes)
    let (facts, places) = try Self.header(bytes, until: start, size: size)
    metadata = facts
    for place in places {
      var entry = Entry(name: place.name, type: place.type, shape: place.shape, bytes: [])
      if isWanted(place.name) {
        guard start + place.range.upperBound <= bytes.count else {
          throw SafetensorsError("tensor \(quoted(place.name)) stands behind what was read")
        }
        entry.bytes = Array(
          bytes[start + place.range.lowerBound..<start + place.range.upperBound])
      }
      entries.append(entry)
    }
  }

  /// Reads a file as far as its last wanted array; of what is not wanted there is the type and the shape.
  /// - Returns: `nil` for what is no such file.
  static func read(
    _ path: String, where isWanted: (String) -> Bool
  ) throws(DataError) -> SafetensorsFile? {
    var file = try InputFile(path: path)
    var bytes: [UInt8] = []
    func read(until end: Int) throws(DataError) {
      guard end > bytes.count else { return }
      var more = [UInt8](repeating: 0, count: min(end, file.size) - bytes.count)
      more.removeLast(more.count - (try file.read(into: &more)))
      bytes += more
    }
    try read(until: firstBytes)
    guard bytes.count >= 8, case let length = headerLength(bytes), length <= UInt64(file.size)
    else {
      return nil
    }
    let start = 8 + Int(length)
    try read(until: start)
    guard let places = try? header(bytes, until: start, size: file.size).places else { return nil }
    let ends = places.filter { isWanted($0.name) }.map { start + $0.range.upperBound }
    try read(until: ends.max() ?? start)
    return try? SafetensorsFile(beginning: bytes, of: file.size, where: isWanted)
  }

  /// Of most files that is all.
  private static let firstBytes = 1 << 15

  private static func header(
    _ bytes: [UInt8], until start: Int, size: Int
  ) throws(SafetensorsError) -> (metadata: [(name: String, text: String)], places: [Place]) {
    guard start <= bytes.count else { throw SafetensorsError("the header is cut off") }
    let root: JSONNode
    do throws(JSONSyntaxError) {
      root = try JSONParser.parse(Array(bytes[8..<start]))
    } catch {
      throw SafetensorsError(
        "the header is not JSON: \(error.message), at offset \(8 + error.offset)")
    }
    guard case .object(let members) = root.value else {
      throw SafetensorsError("the header is not a JSON object")
    }
    var names: Set<[UInt8]> = []
    var places: [Place] = []
    var metadata: [(name: String, text: String)] = []
    for member in members {
      guard names.insert(Array(member.key.utf8)).inserted else {
        throw SafetensorsError("tensor \(quoted(member.key)) comes twice")
      }
      if member.key == "__metadata__" {
        metadata = try Self.metadata(member.node)
      } else {
        places.append(try Place(member, available: size - start))
      }
    }
    try Self.checkCover(places, available: size - start)
    return (metadata, places)
  }

  /// The offset of the first byte after the header.
  private static func headerEnd(_ bytes: [UInt8]) throws(SafetensorsError) -> Int {
    guard bytes.count >= 8 else {
      throw SafetensorsError(
        "the file has \(bytes.count) bytes; a safetensors file begins with the 8 bytes of its "
          + "header's length")
    }
    let length = headerLength(bytes)
    guard length <= UInt64(bytes.count - 8) else {
      throw SafetensorsError(
        "the header is said to have \(length) bytes, but after offset 8 there are only "
          + "\(bytes.count - 8)")
    }
    return 8 + Int(length)
  }

  /// Of at least eight bytes.
  private static func headerLength(_ bytes: [UInt8]) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(bytes[$1]) << (8 * UInt64($1)) }
  }

  private static func metadata(
    _ node: JSONNode
  ) throws(SafetensorsError) -> [(name: String, text: String)] {
    guard case .object(let members) = node.value else {
      throw SafetensorsError("__metadata__ is not an object")
    }
    var pairs: [(name: String, text: String)] = []
    for member in members {
      guard case .string(let text) = member.node.value else {
        throw SafetensorsError("__metadata__.\(quoted(member.key)) is not a text")
      }
      pairs.append((member.key, text))
    }
    return pairs
  }

  /// Sees to it that every byte of data belongs to one array.
  private static func checkCover(
    _ places: [Place], available: Int
  ) throws(SafetensorsError) {
    var end = 0
    for place in places.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard place.range.lowerBound == end else {
        throw SafetensorsError(
          "tensor \(quoted(place.name)) begins at byte \(place.range.lowerBound) of the data, but "
            + "the one before it ends at \(end)")
      }
      end = place.range.upperBound
    }
    guard end == available else {
      throw SafetensorsError(
        "the tensors end at byte \(end) of the data, which have \(available) bytes")
    }
  }
}

/// Where an array lies in the data, as its entry in the header says.
private struct Place {
  let name: String
  let type: SafetensorsFile.ElementType
  let shape: [Int]
  /// In bytes after the header.
  let range: Range<Int>

  /// - Parameter available: how many bytes there are after the header.
  init(_ member: JSONNode.Member, available: Int) throws(SafetensorsError) {
    name = member.key
    let title = "tensor \(quoted(member.key))"
    guard case .object(let fields) = member.node.value else {
      throw SafetensorsError("\(title) is not described by an object")
    }
    func field(_ key: String) -> JSONNode.Value? { fields.first { $0.key == key }?.node.value }
    guard case .string(let typeName)? = field("dtype") else {
      throw SafetensorsError("\(title) lacks a dtype")
    }
    guard let type = SafetensorsFile.ElementType(rawValue: typeName) else {
      let known = SafetensorsFile.ElementType.allCases.map(\.rawValue).joined(separator: ", ")
      throw SafetensorsError("\(title) has the dtype \(quoted(typeName)); known are \(known)")
    }
    self.type = type
    shape = try Self.integers(field("shape"), "\(title): its shape")
    let offsets = try Self.integers(field("data_offsets"), "\(title): its data_offsets")
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw SafetensorsError("\(title): its data_offsets \(offsets) are no begin and end")
    }
    guard offsets[1] <= available else {
      throw SafetensorsError(
        "\(title) ends at byte \(offsets[1]) of the data, which have only \(available) bytes")
    }
    var size = type.size
    for extent in shape {
      let (product, overflows) = size.multipliedReportingOverflow(by: extent)
      guard !overflows else {
        throw SafetensorsError("\(title) has an impossible shape \(shape)")
      }
      size = product
    }
    guard offsets[1] - offsets[0] == size else {
      throw SafetensorsError(
        "\(title) of shape \(shape) and dtype \(typeName) has \(size) bytes, but its data_offsets "
          + "\(offsets) hold \(offsets[1] - offsets[0])")
    }
    range = offsets[0]..<offsets[1]
  }

  private static func integers(
    _ value: JSONNode.Value?, _ title: String
  ) throws(SafetensorsError) -> [Int] {
    guard case .array(let nodes)? = value else { throw SafetensorsError("\(title) is no list") }
    var numbers: [Int] = []
    for node in nodes {
      guard case .number(let text) = node.value, let number = Int(text), number >= 0 else {
        let shown = if case .number(let text) = node.value { text } else { "no number" }
        throw SafetensorsError(
          "\(title) has \(shown) in it, where a whole number from 0 to \(Int.max) belongs")
      }
      numbers.append(number)
    }
    return numbers
  }
}
