import Assignments
import SpecLanguage
import Testing

@Suite("A student's variant") struct VariantTests {
  /// As Python's hashlib has them.
  @Test(
    "is the first eight bytes of a hash of name, version, student and secret",
    arguments: [
      ("ada", "", 10_094_840_217_601_594_849 as UInt64),
      ("ada", "s3cret", 9_878_966_236_658_358_303), ("zoë", "", 10_908_204_607_606_728_171),
    ])
  func code(student: String, secret: String, code: UInt64) {
    let variant = Variant(
      assignment: "dying-units", version: 3, student: student, secret: Array(secret.utf8))
    #expect(variant.code == code)
  }

  @Test("has seeds of 32 bits, which are those of SplitMix64, none twice")
  func seeds() {
    let variant = Variant(code: 10_094_840_217_601_594_849)
    #expect(variant.seeds(4) == [369_514_776, 1_835_584_492, 3_642_600_598, 1_523_118_803])
    let many = variant.seeds(1000)
    #expect(Set(many).count == 1000 && many.allSatisfy { $0 < 1 << 32 })
    #expect(many.starts(with: variant.seeds(4)))
  }

  @Test("has one of the equivalent numbers, and puts it into texts and specs")
  func numbers() throws {
    var settings = VariantSettings()
    settings.numbers = [
      NamedValue("high", [16, 20, 25, 32]), NamedValue("beta", [0.8, 0.85, 0.9, 0.95]),
    ]
    let numbers = VariantNumbers(settings, variant: Variant(code: 10_094_840_217_601_594_849))
    #expect(numbers.chosen["high"]?.value == 20 && numbers.chosen["beta"]?.value == 0.8)
    #expect(numbers.fill("from 1 to {high}, and {low}") == "from 1 to 20, and {low}")
    let spec = try JSONParser.parse(
      Array(#"{"curvatures": [1, "{high}"], "name": "a {high}"}"#.utf8))
    #expect(JSONText.compact(numbers.fill(spec)) == #"{"curvatures":[1,20],"name":"a {high}"}"#)
  }
}
