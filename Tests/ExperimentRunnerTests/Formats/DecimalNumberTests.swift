import ExperimentRunner
import OptimizerLab
import TestSupport
import Testing

@Suite("A decimal number of a table")
struct DecimalNumberTests {
  /// Texts of all lengths and sizes, among them many that lie next to the middle of two floats.
  private static func texts(seed: UInt64, count: Int) -> [String] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { round in
      let bits = UInt32.random(in: 0...UInt32.max, using: &generator)
      let float = Float(bitPattern: bits & 0x7FFF_FFFF)
      switch round % 5 {
      case 0 where float.isFinite && float.nextUp.isFinite:
        // The middle of two floats, a little more, and a little less.
        let middle = (Double(float) + Double(float.nextUp)) / 2
        return "\([middle, middle.nextUp, middle.nextDown][round / 5 % 3])"
      case 1:
        return String(UInt64.random(in: 0...UInt64.max, using: &generator))
      case 2:
        let places = Int.random(in: 0...30, using: &generator)
        return "\(Int.random(in: -999_999...999_999, using: &generator))e-\(places)"
      case 3:
        let digits = (0..<Int.random(in: 1...25, using: &generator)).map { _ in
          "\(Int.random(in: 0...9, using: &generator))"
        }.joined()
        return "-0.\(digits)"
      default: return "\(Double.random(in: -1e4...1e4, using: &generator))"
      }
    }
  }

  @Test("is rounded once, as a whole text is", arguments: [1, 2, 3] as [UInt64])
  func rounding(seed: UInt64) throws {
    let scratch = try DataScratch()
    let texts = Self.texts(seed: seed, count: 20_000).filter { Float($0)?.isFinite == true }
    let rows = texts.map { "\($0),\($0)\n" }.joined()
    let path = try scratch.write("x,y\n\(rows)".utf8, to: "t.csv")
    var request = TableRequest()
    request.features = .list([.columns(.name("x"))])
    request.targets = [.name("y")]
    request.keepsPrecision.targets = true
    let table = try scratch.table(path, request)
    let floats = texts.map { Float($0)!.bitPattern }
    let doubles = texts.map { Double($0)!.bitPattern }
    #expect(table.features.floats.map(\.bitPattern) == floats)
    #expect(table.targets.doubles.map(\.bitPattern) == doubles)
  }
}
