internal import CMessageDigest

/// SHA-256, from Debian's libmd.
package enum SHA256 {
  /// The digest as 64 hexadecimal digits.
  package static func hex(of bytes: [UInt8]) -> String {
    var text = [CChar](repeating: 0, count: 65)
    // The library reads `bytes.count` bytes and writes 65, the last of them 0.
    unsafe bytes.withUnsafeBufferPointer { data in
      unsafe text.withUnsafeMutableBufferPointer { out in
        _ = unsafe SHA256Data(data.baseAddress, data.count, out.baseAddress)
      }
    }
    return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The digest itself, 32 bytes.
  package static func digest(of bytes: [UInt8]) -> [UInt8] {
    let digits = hex(of: bytes).utf8.map { $0 < 58 ? $0 - 48 : $0 - 87 }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
