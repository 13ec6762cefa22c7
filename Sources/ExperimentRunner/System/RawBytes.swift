/// Numbers as the bytes that memory has them in, which are those of the safetensors format on a
/// machine that begins with the low byte.
enum RawBytes {
  static func bytes<Value: BitwiseCopyable>(of values: [Value]) -> [UInt8] {
    checkOrder()
    // unsafe: the array's own memory, copied at once.
    return unsafe values.withUnsafeBytes { unsafe Array($0) }
  }

  /// As many numbers as `bytes` hold.
  static func values<Value: BitwiseCopyable>(of bytes: [UInt8], zero: Value) -> [Value] {
    checkOrder()
    let count = bytes.count / MemoryLayout<Value>.size
    var values = [Value](repeating: zero, count: count)
    // unsafe: `count` values take no more bytes than there are.
    unsafe values.withUnsafeMutableBytes { unsafe $0.copyBytes(from: bytes.prefix($0.count)) }
    return values
  }

  private static func checkOrder() { precondition(1.littleEndian == 1) }
}
