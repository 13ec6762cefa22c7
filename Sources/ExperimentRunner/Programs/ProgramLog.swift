/// What a program printed: the first and the last 32 KB of it.
struct ProgramLog {
  private static let part = 32 << 10

  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  private(set) var count = 0

  mutating func append(_ bytes: [UInt8]) {
    count += bytes.count
    let first = bytes.prefix(Self.part - head.count)
    head += first
    tail += bytes.dropFirst(first.count)
    // Now and then only: each time moves all of it.
    if tail.count > 4 * Self.part { trim() }
  }

  private mutating func trim() { tail.removeFirst(max(0, tail.count - Self.part)) }

  /// Bytes that are no UTF-8 are written as U+FFFD.
  var text: String {
    var end = self
    end.trim()
    let left = count - head.count - end.tail.count
    let gap = left > 0 ? "\n[… \(left) bytes are left out …]\n" : ""
    return String(decoding: head, as: UTF8.self) + gap + String(decoding: end.tail, as: UTF8.self)
  }
}
