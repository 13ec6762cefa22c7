internal import CMessageDigest
internal import OptimizerLab

/// MD5, from Debian's libmd: the checksum that torchvision publishes with its data sets. It tells a
/// damaged or a wrong file; it is no defence against somebody who makes two files for one checksum.
package enum MD5 {
  /// The digest as 32 hexadecimal digits.
  package static func hex(of bytes: [UInt8]) -> String {
    var text = [CChar](repeating: 0, count: 33)
    // The library reads `bytes.count` bytes and writes 33, the last of them 0.
    unsafe bytes.withUnsafeBufferPointer { data in
      unsafe text.withUnsafeMutableBufferPointer { out in
        _ = unsafe MD5Data(data.baseAddress, data.count, out.baseAddress)
      }
    }
    return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
