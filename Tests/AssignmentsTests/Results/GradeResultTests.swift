import Assignments
import Testing

@Suite struct GradeResultTests {
  @Test("the score is the sum of what the checks gave, and the most the sum of what they can give")
  func sums() {
    var result = GradeResult(
      assignment: .init(name: "a", title: "A", version: 1, hash: ""), student: "ada", variant: 1,
      program: "")
    #expect(result.score == 0 && result.most == 0)
    var check = CheckResult(id: "adam.rule", task: "adam", most: 5)
    check.points = 2
    result.checks = [check, CheckResult(id: "adam.runs", task: "adam", most: 1)]
    #expect(result.score == 2 && result.most == 6)
  }
}
