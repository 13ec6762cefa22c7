import OptimizerLab
import SpecLanguage
import Testing

@Suite("A spec of any bytes")
struct SpecMutationTests {
  /// Steele, Lea and Flood's SplitMix64.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private static let pieces = [
    "1e400", "-", "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "\\ud800", "\u{1b}", "é", "\n",
    "\r", "0", ".", "\"kind\":", "\"relu\"", "9999999999999999999999", "1e-400", "\t", "true",
  ].map { Array($0.utf8) }

  private static func mutate(_ bytes: inout [UInt8], with generator: inout Generator) {
    let start = Int.random(in: 0...bytes.count, using: &generator)
    let end = min(start + Int.random(in: 0...4, using: &generator), bytes.count)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: bytes.removeSubrange(start..<end)
    case 1: bytes.insert(.random(in: 0...255, using: &generator), at: start)
    case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
    default:
      bytes.replaceSubrange(start..<end, with: pieces.randomElement(using: &generator) ?? [])
    }
  }

  @Test("is read or refused with a place, and never traps", arguments: 0..<3)
  func mutations(seed: UInt64) {
    var generator = Generator(state: seed)
    var (readable, clean) = (0, 0)
    for _ in 0..<1000 {
      var bytes = Array(SpecFixture.goodSpec.utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        Self.mutate(&bytes, with: &generator)
      }
      let source = SpecSource(name: "spec.json", bytes: bytes)
      let reading = Reading<SpecFixture.Lab>(source)
      if (try? JSONParser.parse(bytes)) != nil { readable += 1 }
      if reading.diagnostics.isEmpty { clean += 1 }
      for diagnostic in reading.diagnostics {
        #expect(diagnostic.offset != nil)
        let lines = diagnostic.rendered(in: source).split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.dropFirst().allSatisfy { $0.unicodeScalars.count <= 120 })
        #expect(lines.allSatisfy { line in line.utf8.allSatisfy { $0 >= 0x20 } })
      }
      // What is read without a mistake says the same again.
      let text = JSONText.compact(reading.resolved)
      if reading.diagnostics.isEmpty {
        let again = Reading<SpecFixture.Lab>(SpecSource(name: "again", text: text))
        #expect(again.diagnostics == [])
        #expect(JSONText.compact(again.resolved) == text)
      }
    }
    // The mutations reach all three ends: no JSON, JSON with mistakes, a good spec.
    #expect(readable < 900)
    #expect(clean > 50)
    #expect(readable > clean + 50)
  }
}
