internal import OptimizerLab
internal import SpecLanguage

/// The text of a manifest in two parts: the entries of its trials, of which there may be a hundred thousand,
/// and all the rest. Each entry is read when it is asked for, so that no tree of all is made.
struct ManifestText {
  /// Everything but the trials.
  let head: JSONNode
  private let bytes: [UInt8]
  /// Where each trial's entry lies.
  private let places: [Range<Int>]

  /// How the member of the trials is called, and what stands before it where it is the last.
  static let (trials, count, digest) = ("trials", "trial_count", "trials_sha256")

  /// - Returns: `nil` for what is no JSON object.
  init?(_ bytes: [UInt8]) {
    guard let scan = JSONListScan(bytes, member: Self.trials) else { return nil }
    self.bytes = bytes
    places = scan.elements
    let rest = scan.list.map { list in
      Array(bytes[..<list.lowerBound] + "[]".utf8 + bytes[list.upperBound...])
    }
    guard let head = try? JSONParser.parse(rest ?? bytes) else { return nil }
    self.head = head
  }

  /// What `make` makes of each entry, those apart of which it makes nothing; `nil` where one is no JSON.
  func entries<Entry>(_ make: (JSONNode) -> Entry?) -> (all: [Entry], isWhole: Bool)? {
    var all: [Entry] = []
    for place in places {
      guard let node = try? JSONParser.parse(Array(bytes[place])) else { return nil }
      if let entry = make(node) { all.append(entry) }
    }
    return (all, all.count == places.count)
  }

  /// Everything but the trials of the manifest in a file. Where they stand last, as this version writes
  /// them, the beginning of the file is all that is read.
  /// - Returns: `nil` for what is no JSON object.
  static func head(of path: String) throws(DataError) -> JSONNode? {
    var file = try InputFile(path: path)
    var start = [UInt8](repeating: 0, count: min(file.size, firstBytes))
    start.removeLast(start.count - (try file.read(into: &start)))
    if start.count == file.size { return ManifestText(start)?.head }
    if let list = JSONListScan.start(of: trials, in: start),
      let head = try? JSONParser.parse(Array(start[..<list] + "[]}".utf8)), head[count] != nil
    {
      return head
    }
    return ManifestText(try InputBytes.read(path))?.head
  }

  private static let firstBytes = 1 << 18
}

/// Where the elements of a list lie that is a member of the outermost object of a JSON text, found without
/// a tree: strings and brackets are all that is looked at, the rest is for who parses the parts.
private struct JSONListScan {
  private(set) var elements: [Range<Int>] = []
  /// With its brackets; `nil` where there is no such member.
  private(set) var list: Range<Int>?
  private var position = 0

  /// - Returns: `nil` where it is no object with its brackets and quotation marks in order.
  init?(_ bytes: [UInt8], member: String) {
    guard scan(bytes, for: member, stopsAtStart: false) else { return nil }
  }

  private init() {}

  /// Where the list begins, in a text of which the end is missing.
  static func start(of member: String, in bytes: [UInt8]) -> Int? {
    var scan = JSONListScan()
    _ = scan.scan(bytes, for: member, stopsAtStart: true)
    return scan.list?.lowerBound
  }

  private mutating func scan(_ bytes: [UInt8], for member: String, stopsAtStart: Bool) -> Bool {
    let bytes = bytes.span
    guard skip("{", in: bytes) else { return false }
    if skip("}", in: bytes) { return true }
    repeat {
      skipSpace(in: bytes)
      let key = position
      guard skipValue(in: bytes) else { return false }
      let isMeant = isText(member, in: bytes, at: key + 1, until: position - 1)
      guard skip(":", in: bytes) else { return false }
      skipSpace(in: bytes)
      if isMeant, position < bytes.count, bytes[position] == UInt8(ascii: "[") {
        if stopsAtStart {
          list = position..<position
          return true
        }
        guard scanList(in: bytes) else { return false }
      } else if !skipValue(in: bytes) {
        return false
      }
    } while skip(",", in: bytes)
    return skip("}", in: bytes)
  }

  private mutating func scanList(in bytes: Span<UInt8>) -> Bool {
    let start = position
    position += 1
    elements = []
    if !skip("]", in: bytes) {
      repeat {
        skipSpace(in: bytes)
        let element = position
        guard skipValue(in: bytes) else { return false }
        elements.append(element..<position)
      } while skip(",", in: bytes)
      guard skip("]", in: bytes) else { return false }
    }
    list = start..<position
    return true
  }

  private func isText(_ text: String, in bytes: Span<UInt8>, at start: Int, until end: Int) -> Bool
  {
    guard end - start == text.utf8.count else { return false }
    for (place, byte) in text.utf8.enumerated() where bytes[start + place] != byte { return false }
    return true
  }

  private mutating func skipSpace(in bytes: Span<UInt8>) {
    while position < bytes.count, bytes[position] <= UInt8(ascii: " ") { position += 1 }
  }

  private mutating func skip(_ letter: Unicode.Scalar, in bytes: Span<UInt8>) -> Bool {
    skipSpace(in: bytes)
    guard position < bytes.count, bytes[position] == UInt8(ascii: letter) else { return false }
    position += 1
    return true
  }

  /// Moves behind a value: a string, what is in brackets, or a word.
  private mutating func skipValue(in bytes: Span<UInt8>) -> Bool {
    let start = position
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        guard skipString(in: bytes) else { return false }
        if depth == 0 { return true }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return position > start }
        depth -= 1
        if depth == 0 {
          position += 1
          return true
        }
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        if depth == 0 { return position > start }
      case ...UInt8(ascii: " "):
        if depth == 0 { return position > start }
      default: break
      }
      position += 1
    }
    return false
  }

  private mutating func skipString(in bytes: Span<UInt8>) -> Bool {
    position += 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\\"): position += 2
      case UInt8(ascii: "\""):
        position += 1
        return true
      default: position += 1
      }
    }
    return false
  }
}
