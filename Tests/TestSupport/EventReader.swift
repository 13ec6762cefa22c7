import ExperimentReport
import ExperimentRunner
import OptimizerLab

/// Reads event files, and knows nothing of how they are written but the checksum.
package enum EventReader {
  /// The whole records of a file, in order; it stops at the first that is not whole.
  package static func records(of bytes: [UInt8]) -> [[UInt8]] {
    var records: [[UInt8]] = []
    var start = 0
    while start + 12 <= bytes.count {
      let length = word(bytes, at: start, count: 8)
      guard word(bytes, at: start + 8, count: 4) == UInt64(CRC32C.masked(bytes[start..<start + 8])),
        length <= UInt64(bytes.count - start - 12)
      else { break }
      let end = start + 12 + Int(length)
      guard end + 4 <= bytes.count,
        word(bytes, at: end, count: 4) == UInt64(CRC32C.masked(bytes[start + 12..<end]))
      else { break }
      records.append(Array(bytes[start + 12..<end]))
      start = end + 4
    }
    return records
  }

  /// A protobuf message's fields, by number, in order; none where it is no message.
  package static func fields(of message: [UInt8]) -> [(number: Int, value: Value)] {
    var fields: [(Int, Value)] = []
    var place = 0
    func varint() -> UInt64 {
      var value: UInt64 = 0
      var shift: UInt64 = 0
      while place < message.count {
        let byte = message[place]
        place += 1
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { break }
        shift += 7
      }
      return value
    }
    while place < message.count {
      let key = varint()
      let number = Int(key >> 3)
      switch key & 7 {
      case 0: fields.append((number, .integer(Int64(bitPattern: varint()))))
      case 1 where place + 8 <= message.count:
        fields.append((number, .double(Double(bitPattern: word(message, at: place, count: 8)))))
        place += 8
      case 5 where place + 4 <= message.count:
        let bits = UInt32(word(message, at: place, count: 4))
        fields.append((number, .float(Float(bitPattern: bits))))
        place += 4
      case 2:
        let length = Int(clamping: varint())
        guard length <= message.count - place else { return [] }
        fields.append((number, .bytes(Array(message[place..<place + length]))))
        place += length
      default: return []
      }
    }
    return fields
  }

  package enum Value: Equatable {
    case integer(Int64)
    case double(Double)
    case float(Float)
    case bytes([UInt8])

    package var bytes: [UInt8] { if case .bytes(let bytes) = self { bytes } else { [] } }
    package var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  private static func word(_ bytes: [UInt8], at start: Int, count: Int) -> UInt64 {
    (0..<count).reduce(0) { $0 | UInt64(bytes[start + $1]) << (8 * UInt64($1)) }
  }
}

/// What an event says under one tag.
package struct TaggedValue: Equatable {
  package var step: Int
  package var tag: String
  /// The field of `Summary.Value` that it stands in, and what stands there.
  package var field: Int
  package var value: EventReader.Value

  /// All values of an event file, in order.
  package static func all(in bytes: [UInt8]) -> [TaggedValue] {
    EventReader.records(of: bytes).flatMap { record in
      let event = EventReader.fields(of: record)
      var step = 0
      if case .integer(let number)? = event.first(where: { $0.number == 2 })?.value {
        step = Int(number)
      }
      let summaries = event.filter { $0.number == 5 }
      return summaries.flatMap { EventReader.fields(of: $0.value.bytes) }.flatMap { value in
        let fields = EventReader.fields(of: value.value.bytes)
        let tag = fields.first { $0.number == 1 }?.value.text ?? ""
        return fields.filter { $0.number != 1 }.map {
          TaggedValue(step: step, tag: tag, field: $0.number, value: $0.value)
        }
      }
    }
  }
}
