import ExperimentRunner
import OptimizerLab
import Testing

@Suite("A mistake in a spec")
struct SpecMistakeTests {
  @Test("is reported with its place, the reason and what would be right", arguments: Mistake.all)
  func report(_ mistake: Mistake) {
    #expect(Mistake.report(of: mistake.spec) == mistake.report + "\n")
  }

  @Test("is the only reason for a report")
  func none() {
    #expect(Mistake.report(of: Mistake.spec) == "")
  }

  @Test(
    "is not what is allowed but seldom meant: of that there is a warning",
    arguments: Mistake.unusual)
  func warning(_ unusual: Mistake) {
    #expect(Mistake.report(of: unusual.spec) == "")
    #expect(Mistake.warnings(of: unusual.spec) == unusual.report + "\n")
  }

  @Test(
    "is not the usual batch of a kind, and nothing is said of it",
    arguments: [#"{"kind": "sgd", "batch_size": 1}"#, #"{"kind": "gd", "batch_size": "all"}"#])
  func usual(_ optimizer: String) {
    let spec = Mistake.spec.with(#"{"kind": "sgd"}"#, replacedBy: optimizer)
    #expect(Mistake.report(of: spec) + Mistake.warnings(of: spec) == "")
  }

  @Test("is one of many, which come in the order of the file")
  func several() {
    let changes = [
      (#""every": 5"#, #""evry": 5"#), (#""sine""#, #""""#), ("[0, 1]", "[0, 0.5]"),
      (#""adam""#, #""adam", "eps": -1"#), (#""latent": 8"#, #""latent": 0"#),
      (#""base""#, #""-base""#),
    ]
    let spec = changes.reduce(Mistake.spec) { $0.with($1.0, replacedBy: $1.1) }
    #expect(
      Mistake.report(of: spec) == #"""
        spec.json:2:11: error: name: is a folder's name: at most 100 letters, digits, '.', '_' and '-', beginning with a letter or digit
            2 |   "name": "-base",
              |           ^^^^^^^
        spec.json:3:16: error: seeds[1]: 0.5 is not a whole number
            3 |   "seeds": [0, 0.5],
              |                ^^^
        spec.json:5:15: error: problems[0].name: a name must not be empty
            5 |     { "name": "", "kind": "regression", "data": {"kind": "function"},
              |               ^^
        spec.json:8:75: error: problems[1].latent: 0 is outside 1 ... 1000000
            8 |     { "name": "gan", "kind": "gan", "data": {"kind": "digits"}, "latent": 0,
              |                                                                           ^
        spec.json:15:45: error: optimizers[0].eps: -1 is not at least 0
           15 |     {"name": "Adam", "kind": "adam", "eps": -1, "lr": 0.001},
              |                                             ^^
        spec.json:18:14: error: record.evry: unknown field; did you mean "every"? Allowed here: every, points, probe, samples, sharpness, interpolation, diverged_above, histograms, tensorboard
           18 |   "record": {"evry": 5}
              |              ^^^^^^

        """#)
  }

  @Test(
    "can be the whole file",
    arguments: [
      ("", "the file is empty\n    1 | \n      | ^\n"),
      ("[]", "expected an object, found a list\n    1 | []\n      | ^^\n"),
      ("7", "expected an object, found the number 7\n    1 | 7\n      | ^\n"),
    ])
  func wholeFile(text: String, report: String) {
    #expect(Mistake.report(of: text) == "spec.json:1:1: error: \(report)")
  }

  @Test("is a folder's name of more than a hundred letters", arguments: [100, 101])
  func longName(count: Int) {
    let name = String(repeating: "n", count: count)
    let spec = Mistake.spec.with("base", replacedBy: name)
    #expect(Mistake.report(of: spec).isEmpty == (count <= 100))
  }

  @Test("is more trials than anybody can wait for")
  func trials() {
    let seeds = (0...166_666).map(String.init).joined(separator: ",")
    let report = Mistake.report(of: Mistake.spec.with("[0, 1]", replacedBy: "[\(seeds)]"))
    let sentence =
      "spec.json:3:12: error: seeds: 3 problems × 2 optimizers × 166667 seeds = "
      + "1000002 trials; at most 1000000 are allowed\n"
    #expect(report.hasPrefix(sentence))
    #expect(report.split(separator: "\n").count == 3)
  }

  @Test("is one of no more than 200 that are shown, and the last says that there are others")
  func many() {
    let keys = (0..<1000).map { "\"k\($0)\": 1" }.joined(separator: ",\n")
    let lines = Mistake.report(of: "{\(keys)}").split(separator: "\n")
    #expect(lines.count == 600)
    #expect(lines[597].hasSuffix("and more; only 200 mistakes are shown"))
  }

  @Test(
    "of a million is found as quickly as one",
    arguments: [
      (
        ##""lr": 0.001"##,
        "\"lr\": {\((0..<70_000).map { "\"sine\($0)\": 1" }.joined(separator: ","))}"
      ),
      (
        ##""record""##,
        "\((0..<70_000).map { "\"recrd\($0)\": 1" }.joined(separator: ",")), \"record\""
      ),
      ("[0, 1]", "[\(String(repeating: "7,", count: 400_000))8]"),
    ])
  func hostile(right: String, wrong: String) {
    let spec = Mistake.spec.with(right, replacedBy: wrong)
    let seconds = ContinuousClock().measure { #expect(!Mistake.report(of: spec).isEmpty) }
    // A comparison of each with each would take minutes.
    #expect(seconds < .seconds(10))
  }

  @Test("are two names that would be one in the files, where control characters are spaces")
  func sameInFiles() {
    let spec = Mistake.spec.with(#""sine""#, replacedBy: #""a\tb""#)
      .with(#""gan""#, replacedBy: #""a b""#)
    #expect(
      Mistake.report(of: spec) == #"""
        spec.json:8:15: error: problems[1].name: the same name as problems[0]; each may come once
            8 |     { "name": "a b", "kind": "gan", "data": {"kind": "digits"}, "latent": 8,
              |               ^^^^^

        """#)
  }
}
