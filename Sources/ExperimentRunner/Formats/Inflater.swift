import CZlib
internal import OptimizerLab

/// zlib's state while it inflates a gzip file, or deflated bytes alone, piece by piece.
///
/// The state lives on the heap, because zlib remembers its address.
@safe
struct Inflater: ~Copyable {
  enum State: Equatable {
    /// More input or more room is needed.
    case running
    /// A member of the file is complete, its checksum and its length are right.
    case memberEnded
    case damaged(reason: String)
  }

  private let stream: UnsafeMutablePointer<z_stream>

  /// - Parameter hasNoHeader: whether the bytes are deflated and nothing else, as in a zip archive; then
  ///   a member has no checksum of its own.
  init(hasNoHeader: Bool = false) {
    // unsafe: zlib owns what is in the structure from here to `inflateEnd`; all zeros is how it
    // wants it. Only a lack of memory or a foreign zlib make this fail.
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let window = hasNoHeader ? -MAX_WBITS : MAX_WBITS + 16
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    let code = unsafe inflateInit2_(stream, window, ZLIB_VERSION, size)
    precondition(code == Z_OK, "zlib cannot start")
  }

  deinit {
    // unsafe: nobody else has the pointer.
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Makes ready for the next member of the file.
  mutating func startMember() {
    // unsafe: the stream was set up by `init`.
    unsafe inflateReset(stream)
  }

  /// Inflates from `input` into the front of `output`, until one of them is used up or a member
  /// ends. Call it with an empty input too: zlib may still hold output that had no room before.
  mutating func inflate(
    _ input: ArraySlice<UInt8>, into output: inout [UInt8]
  ) -> (consumed: Int, produced: Int, state: State) {
    let stream = unsafe stream
    // unsafe: both buffers outlive the call, their counts are their own, zlib does not write to
    // its input, and it is given neither again.
    let code = unsafe input.withUnsafeBufferPointer { from in
      unsafe output.withUnsafeMutableBufferPointer { to in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: from.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(from.count)
        unsafe stream.pointee.next_out = to.baseAddress
        unsafe stream.pointee.avail_out = UInt32(to.count)
        return unsafe CZlib.inflate(stream, Z_NO_FLUSH)
      }
    }
    let consumed = unsafe input.count - Int(stream.pointee.avail_in)
    let produced = unsafe output.count - Int(stream.pointee.avail_out)
    switch code {
    case Z_OK, Z_BUF_ERROR: return (consumed, produced, .running)
    case Z_STREAM_END: return (consumed, produced, .memberEnded)
    default:
      // unsafe: zlib's messages are constants of the library, copied at once.
      let reason = unsafe String(
        cString: stream.pointee.msg.map { unsafe UnsafePointer($0) } ?? zError(code))
      return (consumed, produced, .damaged(reason: reason))
    }
  }
}
