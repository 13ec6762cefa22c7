import ExperimentReport
import ExperimentRunner
import OptimizerLab
import TestSupport
import Testing

@Suite("A file of records")
struct RecordFileTests {
  @Test(
    "has the checksums of RFC 3720",
    arguments: [
      ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
      ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
      (Array(0..<32), 0x46DD_794E), (Array((0..<32).reversed()), 0x113F_DB5C),
      (Array("123456789".utf8), 0xE306_9283), ([], 0),
    ] as [([UInt8], UInt32)])
  func checksum(bytes: [UInt8], expected: UInt32) {
    #expect(CRC32C.checksum(bytes[...]) == expected)
  }

  @Test("is framed as TensorFlow does it")
  func frame() {
    var file = RecordFile()
    file.append(Array("123456789".utf8))
    // The length, its masked checksum, the record, its masked checksum.
    let masked = CRC32C.masked(file.bytes[..<8])
    let end: UInt32 = 0xE306_9283
    let turned = (end >> 15 | end << 17) &+ 0xA282_EAD8
    func word(_ value: UInt32) -> [UInt8] {
      [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    var expected: [UInt8] = [9, 0, 0, 0, 0, 0, 0, 0]
    expected += word(masked)
    expected += Array("123456789".utf8)
    expected += word(turned)
    #expect(file.bytes == expected)
  }

  @Test("can be read up to its last whole record, wherever it is cut off")
  func cut() throws {
    let records: [[UInt8]] = [[], [1], Array(repeating: 7, count: 300), Array("end".utf8)]
    var file = RecordFile()
    var ends: [Int] = []
    for record in records {
      file.append(record)
      ends.append(file.bytes.count)
    }
    for length in 0...file.bytes.count {
      let read = EventReader.records(of: Array(file.bytes[..<length]))
      #expect(read == Array(records.prefix(ends.count { $0 <= length })))
    }
  }

  @Test("is read no further than a damaged byte")
  func damage() {
    var file = RecordFile()
    for record in 0..<4 { file.append([UInt8](repeating: UInt8(record), count: 5)) }
    for place in file.bytes.indices {
      var bytes = file.bytes
      bytes[place] ^= 1
      #expect(EventReader.records(of: bytes).count == place / 21)
    }
  }
}
