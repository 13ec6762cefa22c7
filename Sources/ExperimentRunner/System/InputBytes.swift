/// Whole files, read with the care of `InputFile`.
package enum InputBytes {
  /// The bytes of an ordinary file, of no more than `limit` bytes.
  package static func read(
    _ path: String, limit: Int = InputFile.sizeLimit
  ) throws(DataError) -> [UInt8] {
    var file = try InputFile(path: path)
    guard file.size <= limit else { throw DataError(path, .tooLarge(limit: limit)) }
    var bytes = [UInt8](repeating: 0, count: file.size)
    let count = try file.read(into: &bytes)
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}
