import OptimizerLab
import SpecLanguage
import Testing

@Suite("A diagnostic")
struct DiagnosticTests {
  private static func rendered(_ text: String, _ range: Range<Int>, name: String = "a.json")
    -> String
  {
    let source = SpecSource(name: name, text: text)
    return Diagnostic(path: "a.b", offset: range, message: "bad").rendered(in: source)
  }

  @Test("shows its place")
  func place() {
    #expect(
      Self.rendered("{\n\t\"k\": 12\n}", 8..<10) == """
        a.json:2:7: error: a.b: bad
            2 |  "k": 12
              |       ^^
        """)
  }

  @Test("underlines as many columns as the characters take")
  func columns() {
    #expect(
      Self.rendered("[\"日e\u{301}\u{1b}\", 1]", 12..<13) == """
        a.json:1:10: error: a.b: bad
            1 | ["日e\u{301}\\u{1b}", 1]
              |               ^
        """)
  }

  @Test("of several lines underlines the first")
  func lines() {
    #expect(
      Self.rendered("{ \"a\": [1,\n  2] }", 7..<14) == """
        a.json:1:8: error: a.b: bad
            1 | { "a": [1,
              |        ^^^
        """)
  }

  @Test("at the end of the file points past it")
  func end() {
    #expect(
      Self.rendered("[1", 2..<3) == """
        a.json:1:3: error: a.b: bad
            1 | [1
              |   ^
        """)
    #expect(
      Self.rendered("", 0..<1) == """
        a.json:1:1: error: a.b: bad
            1 |\(" ")
              | ^
        """)
  }

  @Test("clips a long line", arguments: [0, 10, 60, 300, 560, 590, 599])
  func clips(offset: Int) {
    let line = String((0..<600).map { Character(Unicode.Scalar(UInt8(97 + $0 % 26))) })
    let lines = Self.rendered(line, offset..<(offset + 1)).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].count <= 120)
    #expect(lines[1].count >= 118)
    #expect(lines[1].hasSuffix("…") == (offset < 500))
    #expect(lines[1].dropFirst(8).hasPrefix("…") == (offset > 40))
    // The caret stands under the character it speaks of.
    let caret = lines[2].distance(from: lines[2].startIndex, to: lines[2].lastIndex(of: "^")!)
    let marked = lines[1][lines[1].index(lines[1].startIndex, offsetBy: caret)]
    #expect(marked == Character(Unicode.Scalar(UInt8(97 + offset % 26))))
  }

  @Test("shows nothing that moves a terminal's cursor")
  func escapes() {
    let source = SpecSource(name: "a\u{1b}.json", text: "\u{202e}")
    let diagnostic = Diagnostic(path: "", offset: 0..<3, message: "b\u{7}d\u{202e}")
    #expect(
      diagnostic.rendered(in: source) == """
        a\\u{1b}.json:1:1: error: b\\u{7}d\\u{202e}
            1 | \\u{202e}
              | ^^^^^^^^
        """)
  }

  @Test("of what is not in the file says where it is from")
  func origins() {
    let source = SpecSource(name: "a.json", text: "{}")
    let set = Diagnostic(path: "lr", offset: nil, message: "bad", origin: "--set lr=x")
    #expect(set.rendered(in: source) == "--set lr=x: error: lr: bad")
    let nowhere = Diagnostic(path: "lr", offset: nil, message: "bad")
    #expect(
      [nowhere, set].rendered(in: source) == """
        a.json: error: lr: bad
        --set lr=x: error: lr: bad

        """)
  }

  @Test("comes in the order of the file, and after it what is not in the file")
  func order() {
    let offsets: [Range<Int>?] = [nil, 7..<9, 3..<4, 7..<8]
    let diagnostics = offsets.enumerated().map {
      Diagnostic(path: "\($0.offset)", offset: $0.element, message: "")
    }
    #expect(diagnostics.inFileOrder().map(\.path) == ["2", "1", "3", "0"])
  }
}
