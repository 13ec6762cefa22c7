import SpecLanguage
import Testing

@Suite("Two specs leaf by leaf") struct LeafDifferenceTests {
  private func differences(_ first: String, _ second: String) throws -> [String] {
    let nodes = try [first, second].map { try JSONParser.parse(Array($0.utf8)) }
    return LeafDifference.all(from: nodes[0], to: nodes[1]).map { difference in
      let place = "\(difference.place)" + (difference.otherPlace.map { " \($0)" } ?? "")
      return switch difference.change {
      case .changed(let from, let to):
        "\(place): \(JSONText.compact(from)) > \(JSONText.compact(to))"
      case .added(let node): "\(place): + \(JSONText.compact(node))"
      case .removed(let node): "\(place): - \(JSONText.compact(node))"
      case .reordered(let names): "\(place): \(names)"
      }
    }
  }

  @Test(
    "differ in what is said, not in how",
    arguments: [
      (#"{"a": 1, "b": [1, 2]}"#, #"{"b": [1.0, 2e0], "a": 1}"#, []),
      (#"{"a": 0.001}"#, #"{"a": 1e-2}"#, ["a: 0.001 > 1e-2"]),
      (#"{"a": 1, "b": {"c": 2}}"#, #"{"b": {"d": 2}}"#, ["a: - 1", "b.c: - 2", "b.d: + 2"]),
      (#"{"seeds": [0, 1, 2]}"#, #"{"seeds": [0, 1]}"#, ["seeds: [0,1,2] > [0,1]"]),
      (#"{"a": []}"#, #"{"a": [{"kind": "b"}]}"#, [#"a[0]: + {"kind":"b"}"#]),
      (
        #"{"a": 18446744073709551615}"#, #"{"a": 18446744073709551614}"#,
        ["a: 18446744073709551615 > 18446744073709551614"]
      ),
      (#"{"é": 1}"#, "{\"e\u{301}\": 1}", [#"["é"]: - 1"#, "[\"e\u{301}\"]: + 1"]),
      (#"{"a": {"b": 1}}"#, #"{"a": 1}"#, [#"a: {"b":1} > 1"#]),
    ] as [(String, String, [String])])
  func leaves(first: String, second: String, expected: [String]) throws {
    let found = try differences(first, second)
    #expect(found.map { Array($0.utf8) } == expected.map { Array($0.utf8) }, "\(found)")
    #expect(try differences(second, first).count == expected.count)
  }

  @Test("match entries with names by these, and what is left of one kind in order")
  func names() throws {
    let first = """
      {"o": [{"name": "A", "kind": "adam", "lr": 1}, {"name": "B", "kind": "gd", "lr": 2},
             {"name": "C", "kind": "gd", "lr": 3}]}
      """
    #expect(
      try differences(
        first,
        """
        {"o": [{"name": "new", "kind": "adamax", "lr": 9}, {"name": "B", "kind": "gd", "lr": 5},
               {"name": "D", "kind": "gd", "lr": 3}]}
        """) == [
          #"o[0]: - {"name":"A","kind":"adam","lr":1}"#, "o[1].lr: 2 > 5", #"o[2].name: "C" > "D""#,
          #"o[0]: + {"name":"new","kind":"adamax","lr":9}"#,
        ])
    #expect(
      try differences(
        first,
        """
        {"o": [{"name": "B", "kind": "gd", "lr": 2}, {"name": "A", "kind": "adam", "lr": 4},
               {"name": "C", "kind": "gd", "lr": 3}]}
        """) == [#"o: ["B", "A", "C"]"#, "o[0].lr o[1].lr: 1 > 4"])
  }

  @Test("align layers so that the least is changed")
  func layers() throws {
    let first = """
      {"m": [{"kind": "linear", "units": 64}, {"kind": "relu"}, {"kind": "linear", "units": 64},
             {"kind": "relu"}, {"kind": "linear", "units": 1}]}
      """
    #expect(
      try differences(
        first,
        """
        {"m": [{"kind": "linear", "units": 64}, {"kind": "layer_norm"}, {"kind": "relu"},
               {"kind": "linear", "units": 32}, {"kind": "relu"}, {"kind": "linear", "units": 1}]}
        """) == [#"m[1]: + {"kind":"layer_norm"}"#, "m[2].units m[3].units: 64 > 32"])
    #expect(
      try differences(first, #"{"m": [{"kind": "linear", "units": 1}]}"#).count == 4)
    let tanh = first.replacing(
      #""relu"}, {"kind": "linear", "units": 64}"#,
      with: #""tanh"}, {"kind": "linear", "units": 64}"#)
    #expect(try differences(first, tanh) == [#"m[1].kind: "relu" > "tanh""#])
  }
}
