import Assignments
import Testing

@Suite(
  "Rules in Python, through the pipe", .enabled(if: PythonRules.isThere, PythonRules.isNotThere))
struct PythonRuleTests {
  @Test("a solution has all points", arguments: ["nesterov"])
  func solutions(_ rule: String) throws {
    let found = try PythonRules.checks(try PythonRules.source(rule), rule)
    for (id, check) in found {
      #expect(check.status == .pass && check.points == check.most, "\(id): \(check.message)")
    }
  }

  /// One of each kind: what a path tells, with NaN, with gradients asked for; what a program's structure
  /// does; what no step comes of.
  private static let sample = [
    ("adagrad", "adagrad.no-eps"), ("nesterov", "nesterov.torch-form"),
    ("momentum", "alias"), ("momentum", "lost-state"), ("momentum", "shared-state"),
    ("gd", "none-in-place"), ("gd", "none"), ("gd", "shape"), ("gd", "unknown-setting"),
    ("gd", "gradient-changed"),
  ]

  @Test("a mutant gets the hint of its mistake", arguments: sample)
  func mutants(_ rule: String, _ expected: String) throws {
    let mutants = try PythonRules.mutants()
    let mutant = try #require(mutants.first { $0.rule == rule && $0.expected == expected })
    try mutant.expect(try PythonRules.checks(try mutant.text(), mutant.rule))
  }

  @Test("every mutant applies to its source, and there are fifty and more")
  func mutantsApply() throws {
    let mutants = try PythonRules.mutants()
    #expect(mutants.count >= 50)
    for mutant in mutants {
      let source = try PythonRules.source(mutant.rule)
      #expect(try mutant.text() != source)
    }
  }

  @Test(
    "all solutions, starters and mutants have what they should, on three variants",
    .enabled(if: PythonRules.wantsAll, PythonRules.allAreNotAskedFor),
    arguments: [1, 7310, 1 << 40])
  func all(_ variant: UInt64) throws {
    for (_, rule) in PythonRules.all {
      let solution = try PythonRules.checks(
        try PythonRules.source(rule), rule, variant: variant)
      #expect(solution.values.reduce(0) { $0 + $1.points } == 10, "\(rule)")
      let starter = try PythonRules.checks(try PythonRules.starter(rule), rule, variant: variant)
      #expect(starter.values.reduce(0) { $0 + $1.points } == 1, "\(rule)")
    }
    for mutant in try PythonRules.mutants() {
      try mutant.expect(try PythonRules.checks(try mutant.text(), mutant.rule, variant: variant))
    }
  }
}
