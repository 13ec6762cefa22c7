/// Whole files, read with the care of `InputFile`.
package enum InputBytes {
  /// The bytes of an ordinary file.
  package static func read(_ path: String) throws(DataError) -> [UInt8] {
    var file = try InputFile(path: path)
    var bytes = [UInt8](repeating: 0, count: file.size)
    let count = try file.read(into: &bytes)
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}
