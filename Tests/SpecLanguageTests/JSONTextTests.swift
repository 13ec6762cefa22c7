import OptimizerLab
import SpecLanguage
import Testing

@Suite("JSON as it is written")
struct JSONTextTests {
  @Test(
    "has the shortest number that reads back as the same",
    arguments: [
      (0.001, "0.001"), (32, "32"), (1e-8, "1e-8"), (-0.0, "-0"), (1e16, "1e16"),
      (123_456_789, "123456789"), (.leastNonzeroMagnitude, "5e-324"),
      (1.7976931348623157e308, "1.7976931348623157e308"),
      (0.1 + 0.2, "0.30000000000000004"), (.infinity, "null"), (.nan, "null"),
    ] as [(Double, String)])
  func numbers(value: Double, text: String) throws {
    #expect(JSONText.compact(.number(value)) == text)
    guard value.isFinite else { return }
    guard case .number(let read) = try JSONParser.parse(Array(text.utf8)).value else {
      Issue.record("not a number")
      return
    }
    #expect(Double(read)?.bitPattern == value.bitPattern)
  }

  @Test("has a Float's own shortest number")
  func floats() {
    #expect(JSONText.compact(.number(Float(0.1))) == "0.1")
    #expect(JSONText.compact(.number(Float(1e-8))) == "1e-8")
  }

  private static let node = JSONNode.object([
    .init("name", .string("a\"\\\u{1}\n")),
    .init("empty", .object([])),
    .init("seeds", .array([.integer(0), .integer(1), .bool(true), .null])),
    .init("b", .array([.object([.init("z", .integer(1)), .init("y", .array([]))])])),
    .init("a", .array((0..<30).map { JSONNode.integer(1000 + $0) })),
  ])

  @Test("is laid out for people")
  func pretty() {
    let numbers = (1000..<1030).map { "    \($0)" }.joined(separator: ",\n")
    let expected = #"""
      {
        "name": "a\"\\\u0001\n",
        "empty": {},
        "seeds": [0, 1, true, null],
        "b": [
          {
            "z": 1,
            "y": []
          }
        ],
        "a": [
      \#(numbers)
        ]
      }

      """#
    #expect(JSONText.pretty(Self.node) == expected)
  }

  @Test("is compact, and for hashing sorted by the keys' bytes")
  func compact() {
    let node = JSONNode.object([
      .init("b", .array([.integer(1), .object([.init("é", .null), .init("z", .null)])])),
      .init("B", .string("x")),
    ])
    #expect(JSONText.compact(node) == #"{"b":[1,{"é":null,"z":null}],"B":"x"}"#)
    #expect(JSONText.canonical(node) == #"{"B":"x","b":[1,{"z":null,"é":null}]}"#)
  }

  @Test("reads back as what it was")
  func roundTrip() throws {
    let compact = JSONText.compact(Self.node)
    for text in [compact, JSONText.pretty(Self.node)] {
      #expect(JSONText.compact(try JSONParser.parse(Array(text.utf8))) == compact)
    }
  }
}
