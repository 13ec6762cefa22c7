import ExperimentRunner
import OptimizerLab
import Testing

/// A file of weights from its parts: the header's text, and how many bytes of data follow.
private func file(_ header: String, data: Int = 0, length: UInt64? = nil) -> [UInt8] {
  let length = length ?? UInt64(header.utf8.count)
  let head = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) }
  return head + Array(header.utf8) + [UInt8](repeating: 0, count: data)
}

/// Bytes that are no safetensors file, and what is said about them.
struct DamagedFile: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let bytes: [UInt8]
  let says: String

  init(_ name: String, _ bytes: [UInt8], _ says: String) {
    testDescription = name
    self.bytes = bytes
    self.says = says
  }

  private static let good = #"{"w":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}"#

  static let all = [
    DamagedFile(
      "nothing", [],
      "the file has 0 bytes; a safetensors file begins with the 8 bytes of its header's length"),
    DamagedFile(
      "half a length", [1, 2, 3],
      "the file has 3 bytes; a safetensors file begins with the 8 bytes of its header's length"),
    DamagedFile(
      "a header cut off", Array(file(good, data: 24).prefix(40)),
      "the header is said to have 57 bytes, but after offset 8 there are only 32"),
    DamagedFile(
      "a header longer than the file", file(good, data: 24, length: 1000),
      "the header is said to have 1000 bytes, but after offset 8 there are only 81"),
    DamagedFile(
      "a header of 2⁶³ bytes", file(good, data: 24, length: 1 << 63),
      "the header is said to have 9223372036854775808 bytes, but after offset 8 there are only 81"),
    DamagedFile(
      "a header of 2⁶⁴ − 1 bytes", file(good, length: .max),
      "the header is said to have 18446744073709551615 bytes, but after offset 8 there are only 57"),
    DamagedFile("no header", file(""), "the header is not JSON: the file is empty, at offset 8"),
    DamagedFile(
      "a header that ends in the middle", file(#"{"w":"#, data: 4),
      "the header is not JSON: expected a value, found the end of the file, at offset 13"),
    DamagedFile(
      "a header that is not UTF-8",
      file("", length: 9) + Array(#"{"w"#.utf8) + [0xFF]
        + Array(#"":{}}"#.utf8),
      "the header is not JSON: the byte 0xFF is not UTF-8; save the file as UTF-8, at offset 11"),
    DamagedFile("a list for a header", file("[]"), "the header is not a JSON object"),
    DamagedFile(
      "two tensors of one name",
      file(
        #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
          + #""w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, data: 8),
      #"tensor "w" comes twice"#),
    DamagedFile(
      "a number for a tensor", file(#"{"w":3}"#), #"tensor "w" is not described by an object"#),
    DamagedFile(
      "no dtype", file(#"{"w":{"shape":[1],"data_offsets":[0,4]}}"#, data: 4),
      #"tensor "w" lacks a dtype"#),
    DamagedFile(
      "an unknown dtype",
      file(#"{"w":{"dtype":"BF16","shape":[1],"data_offsets":[0,2]}}"#, data: 2),
      #"tensor "w" has the dtype "BF16"; known are "#
        + SafetensorsFile.ElementType.allCases.map(\.rawValue).joined(separator: ", ")),
    DamagedFile(
      "no shape", file(#"{"w":{"dtype":"F32","data_offsets":[0,4]}}"#, data: 4),
      #"tensor "w": its shape is no list"#),
    DamagedFile(
      "a negative extent",
      file(#"{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, data: 4),
      #"tensor "w": its shape has -1 in it, where a whole number from 0 to 9223372036854775807 "#
        + "belongs"),
    DamagedFile(
      "an extent of 2⁶³",
      file(#"{"w":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,4]}}"#, data: 4),
      #"tensor "w": its shape has 9223372036854775808 in it, where a whole number from 0 to "#
        + "9223372036854775807 belongs"),
    DamagedFile(
      "a shape of more than 2⁶³ bytes",
      file(#"{"w":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}"#, data: 4),
      #"tensor "w" has an impossible shape [4294967296, 4294967296]"#),
    DamagedFile(
      "one offset", file(#"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, data: 4),
      #"tensor "w": its data_offsets [0] are no begin and end"#),
    DamagedFile(
      "offsets the wrong way round",
      file(#"{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, data: 4),
      #"tensor "w": its data_offsets [4, 0] are no begin and end"#),
    DamagedFile(
      "data cut off", file(good, data: 20),
      #"tensor "w" ends at byte 24 of the data, which have only 20 bytes"#),
    DamagedFile(
      "an offset of 2⁶³ − 1",
      file(#"{"w":{"dtype":"U8","shape":[1],"data_offsets":[0,9223372036854775807]}}"#, data: 1),
      #"tensor "w" ends at byte 9223372036854775807 of the data, which have only 1 bytes"#),
    DamagedFile(
      "a shape that needs more than its bytes",
      file(#"{"w":{"dtype":"F64","shape":[2,3],"data_offsets":[0,24]}}"#, data: 24),
      #"tensor "w" of shape [2, 3] and dtype F64 has 48 bytes, but its data_offsets [0, 24] hold 24"#
    ),
    DamagedFile(
      "tensors that overlap",
      file(
        #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"#
          + #""b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}"#, data: 6),
      #"tensor "b" begins at byte 2 of the data, but the one before it ends at 4"#),
    DamagedFile(
      "a hole between tensors",
      file(
        #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"#
          + #""b":{"dtype":"U8","shape":[2],"data_offsets":[4,6]}}"#, data: 6),
      #"tensor "b" begins at byte 4 of the data, but the one before it ends at 2"#),
    DamagedFile(
      "bytes that belong to no tensor", file(good, data: 30),
      "the tensors end at byte 24 of the data, which have 30 bytes"),
    DamagedFile(
      "metadata that are no texts", file(#"{"__metadata__":{"step":3}}"#),
      #"__metadata__."step" is not a text"#),
    DamagedFile(
      "a name that would move the cursor",
      file("{\"\\u001b[2J\":{\"shape\":[1]}}"), #"tensor "\u001b[2J" lacks a dtype"#),
  ]
}

@Suite("A safetensors file")
struct SafetensorsTests {
  private var sample: SafetensorsFile {
    var file = SafetensorsFile()
    file.metadata = [("format", "pt")]
    file.add(
      "0.weight", [1, -0.0, .infinity, Float.leastNonzeroMagnitude, 5, 6] as [Float], shape: [2, 3])
    file.add("0.bias", [Double.pi], shape: [1])
    file.add("empty", [] as [Float], shape: [0, 7])
    file.add("\"ü\\", [0, 255] as [UInt8], shape: [2])
    return file
  }

  @Test("is read as it was written")
  func roundTrip() throws {
    let bytes = sample.encoded
    #expect(try SafetensorsFile(decoding: bytes) == sample)
    let length = bytes[0..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect((8 + length) % 8 == 0)
    #expect(try SafetensorsFile(decoding: bytes)["0.bias"]?.numbers == [Double.pi])
  }

  @Test("may have its tensors in any order in the header")
  func order() throws {
    let header =
      #"{"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},"#
      + #""a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#
    var bytes = file(header, data: 2)
    bytes[bytes.count - 1] = 9
    let read = try SafetensorsFile(decoding: bytes)
    #expect(read["a"]?.bytes == [0])
    #expect(read["b"]?.bytes == [9])
  }

  @Test("that is damaged is refused with the place", arguments: DamagedFile.all)
  func damage(_ damaged: DamagedFile) {
    let error = #expect(throws: SafetensorsError.self) {
      try SafetensorsFile(decoding: damaged.bytes)
    }
    #expect(error?.description == damaged.says)
  }

  @Test("never crashes the program, wherever it is cut off or a byte is changed")
  func mutations() throws {
    let bytes = sample.encoded
    for count in bytes.indices {
      #expect(throws: SafetensorsError.self) {
        try SafetensorsFile(decoding: Array(bytes[..<count]))
      }
    }
    for place in bytes.indices {
      for value in [0, 0x22, 0x39, 0x7F, 0xFF] as [UInt8] {
        var other = bytes
        other[place] = value
        // Some changes are good files too: another number, another name.
        _ = try? SafetensorsFile(decoding: other)
      }
    }
  }
}
