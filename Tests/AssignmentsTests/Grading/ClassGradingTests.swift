import Assignments
import ExperimentRunner
import Foundation
import Synchronization
import TestSupport
import Testing

/// Executors that count what they train.
private final class CountingExecutors: ExecutorSource {
  private let count = Mutex(0)
  var trained: Int { count.withLock { $0 } }

  func makeExecutor(for work: TrialWork, report: any ProgressReport) -> any TrialExecutor {
    Executor(own: LocalExecutors().makeExecutor(for: work, report: report)) { [self] in
      count.withLock { $0 += 1 }
    }
  }

  private struct Executor: TrialExecutor {
    let own: any TrialExecutor
    let note: @Sendable () -> Void

    func train(_ trial: Trial, label: String) throws(OutputError) -> TrialResult {
      note()
      return try own.train(trial, label: label)
    }
  }
}

@Suite("The grading of a class") struct ClassGradingTests {
  private func grading(
    _ small: SmallAssignment, _ submissions: [String], _ executors: any ExecutorSource
  ) throws -> ClassGrading {
    let folder = try small.folder()
    var grading = ClassGrading(
      folder, submissions: submissions, output: small.scratch.file("out").path, jobs: 2,
      gradeOne: { order in
        do {
          try order.run(folder, executors: executors)
          return nil
        } catch {
          return "\(error)"
        }
      })
    grading.draws = false
    return grading
  }

  /// Twenty-five that can be read, and five that were made to break it.
  private func thirty(_ small: SmallAssignment) throws -> [String] {
    var paths = try (1...20).map { try small.handIn("s\($0)") }
    paths.append(try small.handIn("wrong", rate: #"{"kind": "gd", "lr": 1e-6}"#, steps: "4"))
    paths.append(try small.handIn("diverged", rate: #"{"kind": "gd", "lr": 1e6}"#))
    paths.append(try small.handIn("late", who: nil))
    paths.append(try small.handIn("s1", name: "s1 again, \"really\""))
    paths.append(try small.handIn("zoë", name: "zoë's folder"))
    let scratch = small.scratch
    try FileManager.default.createDirectory(
      at: scratch.file("in/empty"), withIntermediateDirectories: true)
    try scratch.write("not a zip", to: "in/bad.zip")
    try Data(ZipBytes(entries: [.init("../../up.json", "{}")]).bytes)
      .write(to: scratch.file("in/up.zip"))
    try scratch.write(
      SmallAssignment.spec(optimizers: #"{"kind": "adam"}"#)
        .replacing("\"epochs\": 10", with: "\"epochs\": 1000000"), to: "in/greedy/fit.json")
    try Data([0x7B, 0xE4, 0x7D]).write(to: try scratch.write("", to: "in/latin/fit.json"))
    return paths
      + ["empty", "bad.zip", "up.zip", "greedy", "latin"].map { scratch.file("in/\($0)").path }
  }

  @Test("gives each of thirty a row, the hostile too, and trains nothing the second time")
  func thirtySubmissions() throws {
    let small = try SmallAssignment()
    let executors = CountingExecutors()
    var grading = try grading(small, try thirty(small), executors)
    grading.points = try PointsByHand(
      Array("student,check,points,comment\ns2,essay,1,well said\n".utf8), path: "points.csv")
    let book = try grading.run().book
    #expect(book.results.count == 30)
    let rows = try small.scratch.text("out/grades.csv").split(separator: "\n")
    #expect(rows.count == 31)

    let scores = Dictionary(
      book.results.map { ($0.student, $0.score) }, uniquingKeysWith: { a, _ in a })
    #expect(scores["s1"] == 6 && scores["s2"] == 7 && scores["zoë"] == 6)
    #expect(scores["wrong"] == 3 && scores["diverged"] == 3 && scores["late"] == 3)
    for name in ["empty", "bad", "up"] {
      let result = try #require(book.results.first { $0.student == name })
      #expect(result.formatErrors.count == 1 && result.score == 0)
    }
    let greedy = try #require(book.results.first { $0.student == "greedy" })
    #expect(
      greedy.checks[0].message.contains(
        "changes what was to stay: problems[0].epochs: 10 -> 1000000"))
    #expect(!small.scratch.exists("up.json"))

    let trained = executors.trained
    // Six seeds of each spec that may be trained, and six of each optimizer that all share.
    #expect(trained == 25 * 6 + 12)
    let again = try grading.run()
    #expect(executors.trained == trained && again.reused == 27)
    #expect(again.book.results.map(\.score) == book.results.map(\.score))
  }

  @Test("says what a student should read")
  func messages() throws {
    let small = try SmallAssignment()
    let paths = [
      try small.handIn("wrong", rate: #"{"kind": "gd", "lr": 1e-6}"#, steps: "4"),
      try small.handIn("diverged", rate: #"{"kind": "gd", "lr": 1e6}"#),
    ]
    try small.scratch.write(
      #"{"steps": 40, "who": "base"}"#, to: "in/diverged/answers.json")
    let book = try grading(small, paths, LocalExecutors()).run().book
    func check(_ student: Int, _ id: String) throws -> CheckResult {
      try #require(book.results[student].checks.first { $0.id == id })
    }
    #expect(try check(0, "fit.low").hint == "Is the rate too small?")
    #expect(try check(0, "steps.answer").hint == "In one epoch, yes.")
    #expect(try check(0, "fit.low").number == "1.2")
    #expect(try check(1, "fit.trains").message.contains("so in 0 of 6 seeds"))
    #expect(try check(1, "fit.low").message.contains("diverged in 6 of 6 seeds"))
    #expect(
      try check(1, "who.prediction").message
        == #"was changed after it was locked: locked "fit", handed in "base""#)
    #expect(try check(1, "essay.points").isByHand)
    #expect(book.results[0].rankings.map(\.name) == ["loss"])
    let page = try small.scratch.text("out/wrong/result.json")
    #expect(!page.contains(small.scratch.folder.path))
  }

  @Test("knows the class: who is missing, who is twice, who is not in it, what was edited since")
  func roster() throws {
    let small = try SmallAssignment()
    let paths = [
      try small.handIn("ada"), try small.handIn("ada", name: "ada2"), try small.handIn("bob"),
    ]
    let assignment = try small.scratch.text("hw/assignment.json")
    try small.scratch.write(
      assignment.replacing("\"version\": 2", with: "\"version\": 3"), to: "hw/assignment.json")
    var grading = try grading(small, paths, LocalExecutors())
    let text = "id,name,section\nada,\"Lovelace, Ada\",1\nbo,,2\n,nobody,1\nada,again,1\n"
    grading.roster = try Roster(Array(text.utf8), path: "class.csv")
    let summary = try grading.run()
    #expect(summary.book.results.map(\.student) == ["ada", "ada", "bob", "bo"])
    #expect(summary.book.entries.map(\.folder) == ["ada", "ada-2", "bob", nil])
    #expect(summary.book.results[0].name == "Lovelace, Ada")
    let twice = #"2 submissions have the id "ada": ada, ada2"#
    #expect(summary.book.results[0].remarksForTeacher == [twice])
    #expect(
      summary.book.results[2].remarksForTeacher == [#""bob" is not in the roster; is it "bo"?"#])
    #expect(summary.book.results[3].state == "not handed in")
    for result in summary.book.results.prefix(3) {
      #expect(result.remarks == ["handed out as version 2, graded as version 3"])
    }
    #expect(
      summary.remarks == [
        "class.csv: row 4 has no student, and is left out",
        #"class.csv: "ada" stands there twice; the first counts"#,
      ])
  }

  @Test(
    "leaves a row that is not graded yet where the grader is killed, and grades it the next time")
  func killed() throws {
    let small = try SmallAssignment()
    let paths = [try small.handIn("ada"), try small.handIn("bob")]
    let folder = try small.folder()
    let seen = Mutex<[Bool]>([])
    var grading = try grading(small, paths, LocalExecutors())
    let output = grading.output
    grading.gradeOne = { order in
      let known = try? GradeResult(
        reading: InputBytes.read("\(order.output)/\(GradeResult.fileName)"))
      seen.withLock { $0.append(known?.isGraded ?? true) }
      if order.name == "ada" { return "its process was ended by signal 9" }
      return (try? order.run(folder, executors: LocalExecutors())) == nil ? "failed" : nil
    }
    let book = try grading.run().book
    #expect(seen.withLock { $0 } == [false, false])
    #expect(book.results.map(\.isGraded) == [false, true])
    #expect(
      book.results[0].remarksForTeacher
        == ["the grader could not end: its process was ended by signal 9"])
    #expect(output == small.scratch.file("out").path)
    let again = try self.grading(small, paths, LocalExecutors()).run()
    #expect(again.reused == 1 && again.book.results.allSatisfy(\.isGraded))
  }
}
