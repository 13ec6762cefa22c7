internal import OptimizerLab

/// Records one after another as TensorFlow frames them (TFRecord): the length in 8 bytes, its
/// checksum in 4, the bytes, their checksum in 4; all little-endian.
///
/// A file that is cut off anywhere can be read up to its last whole record.
package struct RecordFile: Equatable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func append(_ record: [UInt8]) {
    let length = UInt64(record.count)
    let start = bytes.count
    bytes.append(littleEndian: length)
    bytes.append(littleEndian: CRC32C.masked(bytes[start...]))
    bytes += record
    bytes.append(littleEndian: CRC32C.masked(record[...]))
  }
}

/// The checksum CRC-32C (Castagnoli; RFC 3720, appendix B.4).
package enum CRC32C {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { crc, _ in
      // The polynomial, its bits reversed.
      crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1
    }
  }

  package static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { crc, byte in
      table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ crc >> 8
    }
  }

  /// As a record has it: turned and shifted, since a checksum of data with checksums in them would
  /// be a poor one.
  package static func masked(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    let crc = checksum(bytes)
    return (crc >> 15 | crc << 17) &+ 0xA282_EAD8
  }
}
