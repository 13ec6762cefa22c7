import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("Numbers in sentences and tables") struct WordingTests {
  @Test(
    "have a minus sign, also in exponents, and few forms",
    arguments: [
      (-9.07e-4, "−0.000907"), (0.00335, "0.00335"), (-1.2e-7, "−1.2e−7"), (412, "412"), (-3, "−3"),
    ])
  func typeset(value: Double, text: String) { #expect(NumberText.typeset(value) == text) }

  @Test(
    "are milliseconds below a second",
    arguments: [(1.79e-4, "0.179 ms"), (0.0078, "7.8 ms"), (1, "1 s"), (12.54, "12.5 s")])
  func duration(seconds: Double, text: String) {
    #expect(Wording.duration(seconds) == text)
    #expect(CostAxis.seconds.words(seconds) == text)
  }

  @Test("are parted by a dash that no minus is taken for")
  func range() { #expect(Wording.range([-3, -0.5]) == "−3–−0.5") }

  @Test("keep the minus of TeX's own in results.tex")
  func latex() {
    let runs = [-2e-7, -1].enumerated().map { MadeRun.run($0, [(0, 1), (9, $1)]) }
    let context = MadeRun.context(runs, optimizers: ["a", "b"], seeds: 1)
    let table = ResultsTable(context, rates: [:], columns: [.final])
    #expect(table.latex.contains("$-2 \\cdot 10^{-7}$") && !table.latex.contains("$−"))
    #expect(table.markdown.contains("| −2e−7 |"))
  }
}
