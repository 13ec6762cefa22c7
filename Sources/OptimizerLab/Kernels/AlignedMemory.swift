/// Memory for numbers that begins at the start of a cache line.
///
/// Where numbers do not begin there, as those of an `Array` never do, each wide load of every second or
/// of all touches two lines: a matrix product takes up to half as long again.
///
/// unsafe: spans to write it are given to whoever asks, so that a step need not prove at each access
/// that nobody else writes. Whoever owns it sees to it that what is written is not read meanwhile; it
/// belongs to one trial, or to a `Numbers`, which nobody writes who is not alone with it.
@safe
public final class AlignedMemory<S: Scalar>: @unchecked Sendable {
  /// Bytes of a cache line, on nearly all processors of today.
  private static var alignment: Int { 64 }

  package let start: UnsafeMutablePointer<S>
  public let count: Int

  @specialized(where S == Float)
  @specialized(where S == Double)
  public init(count: Int, filledWith value: S = 0) {
    self.count = count
    let size = max(count, 1)
    // unsafe: bound to its only type at once, filled, and given back at the end.
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: size * MemoryLayout<S>.stride, alignment: Self.alignment)
    unsafe start = raw.bindMemory(to: S.self, capacity: size)
    unsafe start.initialize(repeating: value, count: size)
  }

  deinit { unsafe start.deallocate() }

  /// To read it.
  public var span: Span<S> {
    @_lifetime(borrow self)
    @inline(__always)
    get {
      // unsafe: the memory is there as long as this object, which the span depends on.
      let span = unsafe Span(_unsafeStart: UnsafePointer(start), count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// To write it.
  public var mutableSpan: MutableSpan<S> {
    @_lifetime(borrow self)
    @inline(__always)
    get {
      // unsafe: likewise.
      let span = unsafe MutableSpan(_unsafeStart: start, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }
}
