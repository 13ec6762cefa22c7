import OptimizerLab
import SpecLanguage
import Testing

@Suite("The fields of a spec")
struct FieldsTests {
  private static func read(_ text: String) -> Reading<EveryField> {
    Reading(SpecSource(name: "spec.json", text: text))
  }

  @Test("keep their defaults where the spec says nothing")
  func defaults() {
    let reading = Self.read("{}")
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.value == EveryField())
    #expect(
      JSONText.compact(reading.resolved) == #"""
        {"rate":0.5,"single":0.1,"free":2,"count":3,"seed":0,"small":1,"flag":false,"text":"t","mode":"plain_mode","pair":[1,2],"words":[],"inner":{"every":10},"batch":"all","point":{"x":1,"y":2}}
        """#)
  }

  @Test("take what the spec says, and resolved say the same")
  func values() {
    let reading = Self.read(
      #"""
      {"point": {"y": 3, "x": -4e-1}, "batch": 7e0, "inner": {"probe": 5}, "words": ["a", "é"],
       "pair": [-1, 0.5], "maybe": 1e-8, "mode": "other", "text": "", "flag": true, "small": -128,
       "seed": 18446744073709551615, "count": 0.32e2, "free": -0, "single": 0.7, "rate": 0.25}
      """#)
    #expect(reading.diagnostics.isEmpty)
    var expected = EveryField()
    expected.rate = 0.25
    expected.single = 0.7
    expected.free = -0.0
    expected.count = 32
    expected.seed = .max
    expected.small = -128
    expected.flag = true
    expected.text = ""
    expected.mode = .other
    expected.maybe = 1e-8
    expected.pair = [-1, 0.5]
    expected.words = ["a", "é"]
    expected.inner.probe = 5
    expected.batch = .of(7)
    (expected.x, expected.y) = (-0.4, 3)
    #expect(reading.value == expected)
    let resolved = JSONText.compact(reading.resolved)
    #expect(
      resolved == #"""
        {"rate":0.25,"single":0.7,"free":-0,"count":32,"seed":18446744073709551615,"small":-128,"flag":true,"text":"","mode":"other","maybe":1e-8,"pair":[-1,0.5],"words":["a","é"],"inner":{"every":10,"probe":5},"batch":7,"point":{"x":-0.4,"y":3}}
        """#)
    #expect(JSONText.compact(Self.read(resolved).resolved) == resolved)
  }

  @Test(
    "that are wrong say what was found and what would be right",
    arguments: [
      (#"{"rate": 1.50}"#, "rate: 1.50 is outside 0 ..< 1"),
      (#"{"rate": 1}"#, "rate: 1 is outside 0 ..< 1"),
      (#"{"rate": "0.1"}"#, #"rate: expected a number in 0 ..< 1, found the text "0.1""#),
      (#"{"rate": null}"#, "rate: expected a number in 0 ..< 1, found null"),
      (#"{"rate": true}"#, "rate: expected a number in 0 ..< 1, found true"),
      (#"{"rate": []}"#, "rate: expected a number in 0 ..< 1, found a list"),
      (#"{"rate": 1e-400}"#, "rate: 1e-400 is too small: it would become 0"),
      (#"{"free": 1e400}"#, "free: 1e400 is too large"),
      (#"{"free": {}}"#, "free: expected a number, found an object"),
      (#"{"single": 1e39}"#, "single: 1e39 is too large"),
      (#"{"single": 0.70001}"#, "single: 0.70001 is outside 0.1 ... 0.7"),
      (#"{"count": 0}"#, "count: 0 is outside 1 ... 100"),
      (#"{"count": 1.5}"#, "count: 1.5 is not a whole number"),
      (#"{"count": 1e-1}"#, "count: 1e-1 is not a whole number"),
      (#"{"count": 1e99999999999999999999}"#, "count: 1e99999999999999999999 is outside 1 ... 100"),
      (
        #"{"count": 1e-99999999999999999999}"#,
        "count: 1e-99999999999999999999 is not a whole number"
      ),
      (#"{"count": false}"#, "count: expected a whole number in 1 ... 100, found false"),
      (#"{"seed": -1}"#, "seed: -1 is not at least 0"),
      (#"{"seed": 18446744073709551616}"#, "seed: 18446744073709551616 is too large"),
      (#"{"seed": "x"}"#, #"seed: expected a whole number of at least 0, found the text "x""#),
      (#"{"small": 6}"#, "small: 6 is not at most 5"),
      (#"{"small": 300}"#, "small: 300 is not at most 5"),
      (#"{"small": -300}"#, "small: -300 is too large"),
      (#"{"flag": 1}"#, "flag: expected true or false, found the number 1"),
      (#"{"text": 1}"#, "text: expected a text, found the number 1"),
      (
        #"{"mode": "othr"}"#,
        #"mode: "othr" is unknown; did you mean "other"? Known here: plain_mode, other"#
      ),
      (#"{"mode": "x"}"#, #"mode: "x" is unknown. Known here: plain_mode, other"#),
      (#"{"mode": 1}"#, "mode: expected one of plain_mode, other, found the number 1"),
      (#"{"maybe": 0}"#, "maybe: 0 is not above 0"),
      (#"{"maybe": null}"#, "maybe: expected a number above 0, found null"),
      (#"{"pair": [1]}"#, "pair: expected a list of 2, found 1"),
      (
        #"{"pair": [-2, "x"]}"#,
        """
        pair[0]: -2 is not at least -1
        pair[1]: expected a number at least -1, found the text "x"
        """
      ),
      (
        #"{"pair": 1}"#,
        "pair: expected a list of 2, each a number at least -1, found the number 1"
      ),
      (#"{"words": []}"#, "words: expected a list of at least 1, found 0"),
      (#"{"words": ["a", 1]}"#, "words[1]: expected a text, found the number 1"),
      (
        #"{"inner": {"every": 0, "evry": 1}}"#,
        """
        inner.every: 0 is outside 1 ... 1000
        inner.evry: unknown field; did you mean "every"? Allowed here: every, probe
        """
      ),
      (#"{"inner": {"probe": 1e30}}"#, "inner.probe: 1e30 is too large"),
      (#"{"inner": {"probe": 0}}"#, "inner.probe: 0 is not at least 1"),
      (#"{"inner": 1}"#, "inner: expected an object, found the number 1"),
      (#"{"batch": "al"}"#, #"batch: "al" is unknown; did you mean "all"? Known here: all"#),
      (#"{"batch": 0}"#, "batch: 0 is outside 1 ... 100"),
      (
        #"{"batch": []}"#,
        "batch: expected a whole number in 1 ... 100 or one of all, found a list"
      ),
      (
        #"{"point": {"y": 10, "z": 1}}"#,
        """
        point.y: 10 is not above 0 and below 10
        point.z: unknown field. Allowed here: x, y
        """
      ),
      (#"{"point": []}"#, "point: expected an object, found a list"),
      (#"[]"#, "expected an object, found a list"),
      (#"{"rate": 0.1, "rate": 0.2}"#, "rate: given twice; the first is on line 1"),
      (
        #"{"inner": {"$schema": "x"}}"#,
        "inner.$schema: unknown field. Allowed here: every, probe"
      ),
    ])
  func mistakes(text: String, expected: String) {
    let reading = Self.read(text)
    let messages = reading.diagnostics.map {
      $0.path.isEmpty ? $0.message : "\($0.path): \($0.message)"
    }
    #expect(messages.joined(separator: "\n") == expected)
  }

  @Test("that are wrong keep their defaults")
  func wrongKeepDefaults() {
    let reading = Self.read(
      #"{"rate": 2, "count": 0.5, "pair": [1, 2, 3], "mode": "x", "maybe": 0, "words": [1]}"#)
    #expect(reading.diagnostics.count == 6)
    #expect(reading.value == EveryField())
  }

  @Test("twice given keep the first, and are told apart by their bytes")
  func duplicates() {
    let reading = Self.read("{\"rate\": 0.1, \"rate\": 0.2}")
    #expect(reading.value.rate == 0.1)
    let capital = Self.read("{\"rate\": 0.1, \"Rate\": 0.2}")
    #expect(
      capital.diagnostics.map(\.path) == ["Rate"] && capital.value.rate == 0.1)
    let spellings = Self.read("{\"\u{e9}\": 1, \"e\u{301}\": 2}")
    #expect(spellings.diagnostics.map(\.path) == ["[\"\u{e9}\"]", "[\"e\u{301}\"]"])
    #expect(spellings.diagnostics.allSatisfy { $0.message.hasPrefix("unknown field. ") })
  }

  @Test("are not reported without end")
  func limit() {
    let text = "{" + (0..<100_000).map { "\"k\($0)\":0" }.joined(separator: ",") + "}"
    let diagnostics = Self.read(text).diagnostics
    #expect(diagnostics.count == 200)
    #expect(diagnostics.last?.message == "and more; only 200 mistakes are shown")
  }
}
