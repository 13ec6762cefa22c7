internal import CMessageDigest
internal import OptimizerLab

/// SHA-256, from Debian's libmd.
package enum SHA256 {
  /// The digest as 64 hexadecimal digits.
  package static func hex(of bytes: [UInt8]) -> String { hex(of: [bytes]) }

  /// The digest of all parts, one behind the other.
  static func hex(of parts: [[UInt8]]) -> String {
    var state = SHA2_CTX()
    // The structure is filled in by the call.
    unsafe SHA256Init(&state)
    for part in parts {
      // The library reads `part.count` bytes.
      unsafe part.withUnsafeBufferPointer { unsafe SHA256Update(&state, $0.baseAddress, $0.count) }
    }
    var text = [CChar](repeating: 0, count: 65)
    // The library writes 65 bytes, the last of them 0.
    _ = unsafe text.withUnsafeMutableBufferPointer { unsafe SHA256End(&state, $0.baseAddress) }
    return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The digest itself, 32 bytes.
  package static func digest(of bytes: [UInt8]) -> [UInt8] {
    let digits = hex(of: bytes).utf8.map { $0 < 58 ? $0 - 48 : $0 - 87 }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
