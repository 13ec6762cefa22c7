/// Reads a file from the front, inflated where it is gzip, as it stands where it is not.
///
/// What decides is how the file begins, not how it is called. Nothing is inflated before somebody
/// asks for it, so a file that expands a thousandfold costs no more than what is wanted of it. All
/// members of a gzip file are read, one after the other; checksums are checked as members end.
package struct GzipReader: ~Copyable {
  private static let pieceSize = 1 << 16

  /// The file's size where it is not gzip, so that it can be compared before it is read.
  let plainSize: Int?

  private var file: InputFile
  private var inflater = Inflater()
  private var piece: [UInt8]
  /// Where in `piece` the bytes are that were read but not yet used.
  private var unused: Range<Int>
  /// Whether the file breaks off if it ends now.
  private var isInsideMember = false

  package init(path: String) throws(DataError) {
    var file = try InputFile(path: path)
    var piece = [UInt8](repeating: 0, count: Self.pieceSize)
    unused = 0..<(try file.read(into: &piece))
    let isGzip = unused.count >= 2 && piece[0] == 0x1F && piece[1] == 0x8B
    plainSize = isGzip ? nil : file.size
    self.piece = piece
    self.file = file
  }

  /// The next bytes; fewer than `count` only where the file ends.
  package mutating func read(atMost count: Int) throws(DataError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let wanted = min(count - bytes.count, Self.pieceSize)
      let next = try plainSize == nil ? inflate(atMost: wanted) : pass(atMost: wanted)
      if next.isEmpty { break }
      bytes += next
    }
    return bytes
  }

  private mutating func pass(atMost count: Int) throws(DataError) -> ArraySlice<UInt8> {
    if unused.isEmpty { try refill() }
    let end = min(unused.lowerBound + count, unused.upperBound)
    defer { unused = end..<unused.upperBound }
    return piece[unused.lowerBound..<end]
  }

  private mutating func inflate(atMost count: Int) throws(DataError) -> ArraySlice<UInt8> {
    var output = [UInt8](repeating: 0, count: count)
    while true {
      if !isInsideMember {
        if unused.isEmpty, try !refill() { return [] }
        try expectMember()
        inflater.startMember()
        isInsideMember = true
      }
      let step = inflater.inflate(piece[unused], into: &output)
      unused = (unused.lowerBound + step.consumed)..<unused.upperBound
      switch step.state {
      case .running: break
      case .memberEnded: isInsideMember = false
      case .damaged(let reason):
        throw DataError(file.path, .damagedGzip(offset: offset, reason: reason))
      }
      if step.produced > 0 { return output[..<step.produced] }
      if isInsideMember, unused.isEmpty, try !refill() {
        throw DataError(file.path, .truncatedGzip(offset: offset))
      }
    }
  }

  /// What follows a member is another member, which begins as the first one did.
  private func expectMember() throws(DataError) {
    guard piece[unused.lowerBound] == 0x1F else {
      throw DataError(file.path, .strayBytesAfterGzip(offset: offset))
    }
  }

  /// How much of the file was used.
  private var offset: Int { file.position - unused.count }

  /// - Returns: whether there was anything left to read.
  @discardableResult
  private mutating func refill() throws(DataError) -> Bool {
    unused = 0..<(try file.read(into: &piece))
    return !unused.isEmpty
  }
}
