import Assignments
import ExperimentRunner
import TestSupport
import Testing

@Suite("Trying an assignment before it is set") struct AssignmentTestTests {
  private func report(
    _ small: SmallAssignment, mutants: String = "[]", answers: String = #"{"who": "fit"}"#
  ) throws -> AssignmentTest.Report {
    try small.scratch.write(
      SmallAssignment.spec(optimizers: #"{"kind": "adam", "lr": 0.2}"#), to: "hw/source/fit.json")
    try small.scratch.write(answers, to: "hw/source/answers.json")
    try small.scratch.write(mutants, to: "hw/mutants/all.json")
    let folder = try small.folder()
    return try AssignmentTest(
      folder, variants: 16, jobs: 2, executors: LocalExecutors(),
      gradeOne: { order in
        do {
          try order.run(folder, executors: LocalExecutors())
          return nil
        } catch {
          return "\(error)"
        }
      }
    ).run()
  }

  private func complaints(_ report: AssignmentTest.Report) -> [String] {
    report.lines.filter { !$0.isGood }.map(\.text)
  }

  @Test("finds nothing wrong with one whose solution, starter, mutants and limits are right")
  func good() throws {
    let report = try report(
      SmallAssignment(),
      mutants: #"""
        [{"file": "fit.json", "edits": ["optimizers.0.lr=1e-7"], "expect": "fit.low", "says": "too small"},
         {"file": "answers.json", "replace": "40", "with": "4", "expect": "steps.answer"}]
        """#)
    #expect(report.isGood, "\(complaints(report))")
    let lines = report.lines.map(\.text)
    #expect(lines.contains("solution of steps: all points on 15 variants"))
    #expect(lines.contains("starter: 1 of 6"))
    #expect(lines.contains("mutant all[0]: fit.low"))
    #expect(
      lines.contains("fit.low with 6 seeds: a right answer passes in 100.0 %"), "\(lines)")
    #expect(lines.contains { $0.hasPrefix("who.prediction with 6 seeds: a right answer passes") })
  }

  @Test("complains of mutants that do not apply or are told otherwise, and of wrong answers")
  func bad() throws {
    let report = try report(
      SmallAssignment(),
      mutants: #"""
        [{"file": "fit.json", "replace": "sgd", "with": "gd", "expect": "fit.low"},
         {"file": "fit.json", "edits": ["optimizers.0.lr=0.21"], "expect": "fit.low"}]
        """#, answers: #"{"who": "cannot be told"}"#)
    let found = complaints(report)
    #expect(
      found.contains(
        #"mutant all[0] does not apply: "sgd" stands 0 times in fit.json, and should once"#))
    #expect(found.contains("mutant all[1] was to be told as fit.low, and was found right"))
    #expect(
      found.contains { $0.hasPrefix("solution on variant-1: 4 of 6: who.prediction: you said") })
    #expect(
      found.contains { $0.hasPrefix("who.prediction with 6 seeds: a right answer passes in 0 %") })
  }
}
