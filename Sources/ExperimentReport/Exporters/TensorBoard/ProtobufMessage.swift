/// A message in protocol buffers' wire format, field by field in the order of the calls.
///
/// https://protobuf.dev/programming-guides/encoding. Only what event files need: varints, doubles,
/// floats, and what has a length. Zeros are written too: readers take them for what they are.
struct ProtobufMessage: Equatable {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ field: Int, integer: Int) {
    key(field, .varint)
    varint(UInt64(bitPattern: Int64(integer)))
  }

  mutating func add(_ field: Int, flag: Bool) { add(field, integer: flag ? 1 : 0) }

  mutating func add(_ field: Int, double: Double) {
    key(field, .fixed64)
    append(double.bitPattern)
  }

  mutating func add(_ field: Int, float: Float) {
    key(field, .fixed32)
    append(float.bitPattern)
  }

  /// A repeated field of doubles, packed.
  mutating func add(_ field: Int, doubles: [Double]) {
    key(field, .lengthDelimited)
    varint(UInt64(doubles.count * 8))
    for double in doubles { append(double.bitPattern) }
  }

  mutating func add(_ field: Int, bytes content: [UInt8]) {
    key(field, .lengthDelimited)
    varint(UInt64(content.count))
    bytes += content
  }

  mutating func add(_ field: Int, text: String) { add(field, bytes: Array(text.utf8)) }

  mutating func add(_ field: Int, message: ProtobufMessage) { add(field, bytes: message.bytes) }

  private enum WireType: UInt64 {
    case varint = 0
    case fixed64 = 1
    case lengthDelimited = 2
    case fixed32 = 5
  }

  private mutating func key(_ field: Int, _ type: WireType) {
    varint(UInt64(field) << 3 | type.rawValue)
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func append<Word: FixedWidthInteger>(_ word: Word) {
    bytes.append(littleEndian: word)
  }
}

extension [UInt8] {
  /// The word's bytes, the least significant first.
  mutating func append<Word: FixedWidthInteger>(littleEndian word: Word) {
    for shift in stride(from: 0, to: Word.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  /// The word's bytes, the most significant first.
  mutating func append<Word: FixedWidthInteger>(bigEndian word: Word) {
    append(littleEndian: word.byteSwapped)
  }
}
