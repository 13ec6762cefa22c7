/// A line of the file as an error shows it, with what is wrong underlined:
///
/// ```
///    14 |     { "kind": "momentum", "momentun": 0.9 }
///       |                           ^^^^^^^^^^
/// ```
///
/// A tab becomes one space, and of a long line only the part around the place is shown.
struct EchoedLine {
  /// The line and its underline take no more columns than this, the margin included.
  static let width = 120

  private let number: String
  /// What stands before the place that is wrong, and what stands from there on.
  private let before: Part
  private let after: Part
  /// How many of the characters from the place on are wrong; none where the line ends before it.
  private let markedCount: Int

  init(marking range: Range<Int>, in source: SpecSource) {
    let line = source.line(at: range.lowerBound)
    let bytes = source.bytes(ofLine: line)
    let place = min(max(range.lowerBound, bytes.startIndex), bytes.endIndex)
    number = "\(line)"
    // Four bytes are at most one character, and a line may be megabytes.
    before = Part(bytes[..<place].suffix(4 * Self.width), of: place - bytes.startIndex)
    after = Part(bytes[place...].prefix(4 * Self.width), of: bytes.endIndex - place)
    // What is wrong may go on for lines; the first shows where.
    let end = min(max(range.upperBound, place), bytes.endIndex)
    markedCount = bytes[place..<end].prefix(4 * Self.width).count(where: Part.beginsCharacter)
  }

  var text: String {
    let margin = String(repeating: " ", count: max(5 - number.count, 0)) + number
    let room = Self.width - margin.count - " | ".count - 2  // the ellipses
    var (leading, trailing) = (before, after)
    if !before.isWhole || !after.isWhole || before.width + after.width > room + 2 {
      // A third of the room before the place; more where less comes after it.
      leading.keepLast(columns: max(room / 3, room - after.width))
      trailing.keepFirst(columns: room - leading.width)
    }
    let start = leading.isWhole ? "" : "…"
    let end = trailing.isWhole ? "" : "…"
    let carets = max(trailing.width(ofFirst: markedCount), 1)
    return margin + " | " + start + leading.text + trailing.text + end + "\n"
      + String(repeating: " ", count: margin.count) + " | "
      + String(repeating: " ", count: start.count + leading.width)
      + String(repeating: "^", count: carets)
  }
}

extension EchoedLine {
  /// Some characters in a row as they are shown.
  private struct Part {
    private var cells: [(text: String, width: Int)]
    /// Whether nothing has been cut off.
    private(set) var isWhole: Bool

    init(_ bytes: ArraySlice<UInt8>, of fullCount: Int) {
      isWhole = bytes.count == fullCount
      let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
      cells = scalars.map { scalar in
        scalar == "\t" ? (" ", 1) : (TerminalText.escaped(scalar), TerminalText.width(of: scalar))
      }
    }

    static func beginsCharacter(_ byte: UInt8) -> Bool {
      byte & 0b1100_0000 != 0b1000_0000
    }

    var text: String { cells.map(\.text).joined() }

    var width: Int { width(ofFirst: cells.count) }

    func width(ofFirst count: Int) -> Int {
      cells.prefix(count).reduce(0) { $0 + $1.width }
    }

    mutating func keepFirst(columns: Int) {
      var room = columns
      let kept = cells.prefix { cell in
        room -= cell.width
        return room >= 0
      }
      if kept.count < cells.count { isWhole = false }
      cells = Array(kept)
    }

    mutating func keepLast(columns: Int) {
      cells.reverse()
      keepFirst(columns: columns)
      cells.reverse()
    }
  }
}
