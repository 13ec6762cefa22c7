/// The upper part of a text screen, where drawings replace each other, while whatever else is
/// written to the terminal scrolls in the part below.
///
/// At the end the last drawing stays and scrolls away with the rest.
struct TextCanvas {
  let screen: TextScreen
  /// The size the screen is divided for; nil before the first drawing.
  private var divided: TextScreen.Size?

  init(screen: TextScreen) { self.screen = screen }

  /// The size of a drawing; nil where the screen is too small for one.
  static func room(in size: TextScreen.Size) -> TextScreen.Size? {
    let below = max(6, size.rows / 4)
    guard size.columns >= 40, size.rows - below >= 10 else { return nil }
    return TextScreen.Size(columns: size.columns - 1, rows: size.rows - below)
  }

  /// Replaces the drawing. `size` is the screen's, for which `drawing` was made.
  mutating func show(_ drawing: String, on size: TextScreen.Size) {
    guard let room = Self.room(in: size) else { return }
    var output = ""
    if divided != size {
      output += divide(size, at: room.rows)
      divided = size
    }
    // The other text's cursor is saved, and a wide character must not wrap into the next row.
    output += "\u{1B}7\u{1B}[?7l"
    let lines = drawing.filter { $0 != "\u{0C}" }.split(
      separator: "\n", maxSplits: room.rows, omittingEmptySubsequences: false)
    for (row, line) in lines.prefix(room.rows).enumerated() {
      output += "\u{1B}[\(row + 1);1H\(line)\u{1B}[0m\u{1B}[K"
    }
    screen.write(output + "\u{1B}[?7h\u{1B}8")
  }

  /// Gives the whole screen back to the other text.
  mutating func release() {
    guard divided != nil else { return }
    divided = nil
    screen.write("\u{1B}7\u{1B}[r\u{1B}8")
  }

  /// Scrolls what the user had before out of the way, not out of the terminal's memory, and lets
  /// only the rows from `row` on scroll.
  private func divide(_ size: TextScreen.Size, at row: Int) -> String {
    let scrolled =
      divided == nil ? String(repeating: "\n", count: size.rows) : "\u{1B}[r\u{1B}[2J"
    return scrolled + "\u{1B}[\(row + 1);\(size.rows)r\u{1B}[\(row + 1);1H"
  }
}
