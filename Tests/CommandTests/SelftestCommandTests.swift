import Testing

@Suite("optlab selftest") struct SelftestCommandTests {
  @Test("prints what was expected and what came out, and ends well")
  func prints() throws {
    let outcome = try Program.run(["selftest"])
    #expect(outcome.code == 0 && outcome.errors == "")
    #expect(
      outcome.output.contains("\nFriedman's chi-square: expected 4.5, got 4.5, ok\n"))
    #expect(outcome.output.hasSuffix("All 31 answers are right.\n"))
    #expect(!outcome.output.contains("AlgoPerf"))
  }
}
