import OptimizerLab
import SpecLanguage
import Testing

@Suite("A spec's lines and columns")
struct SpecSourceTests {
  @Test("count LF, CR and CRLF, and characters rather than bytes")
  func positions() {
    let source = SpecSource(name: "s", text: "ab\ncd\r\né😀x\r\n\rlast")
    let places = source.bytes.indices.map { "\(source.line(at: $0)):\(source.column(at: $0))" }
    #expect(
      places == [
        "1:1", "1:2", "1:3", "2:1", "2:2", "2:3", "2:3", "3:1", "3:2", "3:2", "3:3", "3:3", "3:3",
        "3:3", "3:4", "3:4", "4:1", "5:1", "5:2", "5:3", "5:4",
      ])
  }

  @Test("have an end and an emptiness")
  func ends() {
    let source = SpecSource(name: "s", text: "ab\n")
    #expect(source.line(at: 3) == 2)
    #expect(source.column(at: 3) == 1)
    #expect(source.line(at: 99) == 2)
    #expect(source.column(at: 99) == 1)
    let empty = SpecSource(name: "s", text: "")
    #expect(empty.line(at: 0) == 1)
    #expect(empty.column(at: 0) == 1)
    #expect(empty.bytes(ofLine: 1).isEmpty)
    #expect(empty.bytes(ofLine: 2).isEmpty)
  }
}
