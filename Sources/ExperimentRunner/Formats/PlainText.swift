internal import SpecLanguage

/// Text from outside as people see it: in one line, in its own direction, no wider than there is room.
package enum PlainText {
  /// No longer than `count` columns, the middle left out: names often differ at their ends.
  package static func shortened(_ text: String, to count: Int) -> String {
    let text = cleaned(text)
    guard columns(text) > count else { return text }
    var head = ""
    var tail = ""
    for character in text {
      guard columns(head + String(character)) <= count / 2 else { break }
      head.append(character)
    }
    for character in text.reversed() {
      guard columns(String(character) + tail) <= count - 1 - count / 2 else { break }
      tail = String(character) + tail
    }
    return head + "…" + tail
  }

  /// About how many Latin letters wide the text is.
  package static func columns(_ text: String) -> Int {
    text.reduce(0) { $0 + (($1.unicodeScalars.first?.value ?? 0) < 0x1100 ? 1 : 2) }
  }

  /// A space for whatever moves the pen, turns the direction of writing or may not stand in XML; and
  /// one in `]]>`, which may not either: gnuplot escapes `<` and `&` only.
  package static func cleaned(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.isInvisible ? " " : $0 })
    ).replacing("]]>", with: "]] >")
  }
}
