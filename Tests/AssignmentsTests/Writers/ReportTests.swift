import Assignments
import ExperimentRunner
import Foundation
import SpecLanguage
import TestSupport
import Testing

@Suite("A report")
struct ReportTests {
  private let place = ReportPlace(environment: [:])

  private func json(
    _ result: GradeResult, _ writer: any ResultWriter.Type, _ place: ReportPlace? = nil
  )
    throws -> LooseJSON
  {
    try LooseJSON(parsing: Array(writer.text(of: result, in: place ?? self.place).utf8))
  }

  @Test("in letters is what a student reads in a terminal")
  func text() {
    var result = SampleResults.partly
    result.rankings = []
    let text = TextReport.text(of: result, in: ReportPlace(columns: 64, environment: [:]))
    #expect(
      text == """
        A rate for each (rates 3)
        ada, Ada Lovelace, variant 18446744073709551615
        ! handed in under version 2 of the assignment
        ! 10 of the points are still to be given by the teacher.

        Adam
        pass  1.9  1 of 1   what adam.runs checks
        FAIL  1.9  2 of 5   what adam.rule checks
                            Your path parts from Adam's at step 1.
                            Hint: How large is m after one step?
                            expected 0.31, found -0.62, a difference of
                            2 (1e-9 is allowed)
        –     1.11 0 of 2   what adam.memory checks

        A question
        pass  1.11 2 of 2   what born.answer checks

        essay
        –     1.11 0 of 10  what essay.prose checks

        FAIL       1 of 4   a check that is not shown

        6 of 24 points
        protected by rlimit, subreaper, landlock 7

        """)
  }

  @Test("in letters never moves the cursor, turns writing round, or is wider than the terminal")
  func terminal() {
    for (name, result) in SampleResults.small {
      for columns in [20, 80, 131] {
        let text = TextReport.text(
          of: result, in: ReportPlace(columns: columns, environment: [:]))
        for line in text.split(separator: "\n") {
          #expect(!line.unicodeScalars.contains { $0.isInvisible }, "\(name)")
          #expect(TerminalText.columns(of: String(line)) <= max(columns, 40), "\(name): \(line)")
        }
      }
    }
  }

  @Test("before anything is graded says so, has no points, and costs no attempt")
  func notGraded() throws {
    let result = SampleResults.notGraded
    for writer in ResultWriters.all {
      let text = writer.text(of: result, in: place)
      #expect(
        text.lowercased().contains("not graded yet") || writer == JSONReport.self
          || writer == Classroom50Report.self, "\(writer.name)")
    }
    #expect(
      try json(result, GradescopeReport.self)["tests"].elements.map { $0["max_score"].number } == [
        1, 5, 2, 2,
      ])
    let prairie = PrairieLearnReport.text(of: result, in: place)
    #expect(prairie.hasPrefix(#"{"gradable":false,"format_errors":["Not graded yet"#))
    #expect(try json(result, Classroom50Report.self)["max-score"].number == 10)
  }

  @Test(
    "for Classroom 50 multiplies points until they are whole, and takes the identity from its runner"
  )
  func classroom50() throws {
    let runner = ReportPlace(environment: [
      "CLASSROOM": "cs", "ASSIGNMENT": "hw2", "OWNER": "ada", "SUBMISSION_TAG": "submit/7-a",
      "COMMIT_URL": "https://x/1", "RELEASE_URL": "https://x/2", "REVIEW_URL": "https://x/3",
      "ASSIGNMENT_TYPE": "group",
    ])
    let report = try json(SampleResults.halves, Classroom50Report.self, runner)
    #expect(report["score"].number == 23 && report["max-score"].number == 60)
    #expect(report["tests"].elements[1]["test-name"].text.hasSuffix("(points × 6)"))
    #expect(report["owner"].text == "ada" && report["submission"].text == "submit/7-a")
    #expect(report["assignment_type"].text == "group" && report["review"].text == "https://x/3")
    #expect(try json(SampleResults.right, Classroom50Report.self)["score"].number == 8)
  }

  @Test(
    "for Gradescope leaves a hidden check to it, and the mistake's name in what students do not see"
  )
  func gradescope() throws {
    let tests = try json(SampleResults.partly, GradescopeReport.self)["tests"].elements
    #expect(tests.map { $0["visibility"].text }.filter { $0 == "hidden" }.count == 1)
    #expect(tests[1]["extra_data"]["mistake"].text == "adam.no-correction")
    #expect(
      tests[1]["output"].text.contains("Your path")
        && !tests[1]["output"].text.contains("no-correction"))
    #expect(tests[2]["status"].text == "" && tests[1]["status"].text == "failed")
  }

  @Test("is JSON, XML or a table with a place in the catalogue and a name of its own")
  func catalogue() {
    #expect(
      ResultWriters.all.map { $0.name } == [
        "text", "json", "csv", "junit", "gradescope", "classroom50", "prairielearn",
      ])
    for writer in ResultWriters.all {
      #expect(ResultWriters.named(writer.name) == writer && !writer.summary.isEmpty)
    }
    #expect(ResultWriters.named("xml") == nil)
  }
}
