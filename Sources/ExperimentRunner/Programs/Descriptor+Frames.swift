internal import Glibc
internal import OptimizerLab

extension Descriptor {
  /// Reads what can be read now over `bytes`, from a place on.
  /// - Returns: how many bytes that were, 0 at the end; `nil` where there is nothing yet.
  func readSome(into bytes: inout [UInt8], from place: Int) -> Int? {
    // unsafe: the pointer is the array's own, for the call alone, with the count left in it.
    let count = unsafe bytes.withUnsafeMutableBytes { bytes in
      unsafe read(number, bytes.baseAddress! + place, bytes.count - place)
    }
    if count < 0 { return errno == EAGAIN || errno == EINTR ? nil : 0 }
    return count
  }
}
