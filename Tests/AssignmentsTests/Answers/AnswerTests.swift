import Assignments
import SpecLanguage
import TestSupport
import Testing

@Suite("Answers that are locked") struct AnswerLockTests {
  @Test("have the hash of their canonical JSON, as any program can take it")
  func hash() {
    let lock = AnswerLock(
      assignment: "dying-units", version: 3, student: "ada",
      answers: ["who": .word("yes"), "loss": .number(0.05)])
    #expect(lock.hash == "1e232c3272be9ee6a34a34cc5ffcd172c8d2ac1f68e92a329f3f8f1978edd51f")
  }

  @Test("are locked once; the same again is no change, and another answer is refused")
  func once() throws {
    let small = try SmallAssignment()
    let folder = try small.handIn("ada")
    let own = try small.folder().assignment
    let known = try #require(AnswerLock(in: folder))
    let again = try AnswerLock.write(own, student: "ada", in: folder)
    #expect(again.lock == known && !again.isNew)
    try small.scratch.write(#"{"steps": 1, "who": "base"}"#, to: "in/ada/answers.json")
    let error = #expect(throws: AnswerLockError.self) {
      try AnswerLock.write(own, student: "ada", in: folder)
    }
    #expect(
      error?.description
        == "locked already as \(known.hash), and a changed answer is not taken: who")
    try small.scratch.write(#"{"who": "fitt"}"#, to: "in/ada/answers.json")
    let slip = #expect(throws: AnswerLockError.self) {
      try AnswerLock.write(own, student: "ada", in: folder)
    }
    #expect(
      slip?.description
        == #"who: "fitt" is unknown; did you mean "fit"? Known here: fit, base, cannot be told"#)
  }

  @Test(
    "that cannot be read are told with their line",
    arguments: [
      ("{\n\"a\": 1,\n}", "answers.json, line 2: "), ("[1]", "answers.json is a list"),
      ("", "answers.json, line 1: the file is empty"),
    ])
  func slips(text: String, beginning: String) {
    #expect(AnswerSheet(Array(text.utf8)).mistake?.hasPrefix(beginning) == true)
  }
}

@Suite("A source with marks") struct SourceMarkersTests {
  @Test("gives students stubs in place of the solution, in Python and in C")
  func split() throws {
    let python = """
      def f(x):
          # BEGIN SOLUTION
          y = x * x
          # STUB: return x
          return y
          # END SOLUTION
      print(f(2))
      """
    let marked = try SourceMarkers(python)
    #expect(marked.starter == "def f(x):\n    # YOUR CODE HERE\n    return x\nprint(f(2))")
    #expect(marked.solution == "def f(x):\n    y = x * x\n    return y\nprint(f(2))")
    let c = try SourceMarkers("// BEGIN SOLUTION\na;\n// END SOLUTION\n// STUB:\nb;\n")
    #expect(c.starter == "// YOUR CODE HERE\n\nb;\n" && c.solution == "a;\nb;\n")
    #expect(try !SourceMarkers("# BEGIN\n").hasMarks)
  }

  @Test(
    "whose marks do not fit says on which line",
    arguments: [
      ("# BEGIN SOLUTION\n", 1, "BEGIN SOLUTION without an END SOLUTION after it"),
      ("x\n# END SOLUTION\n", 2, "END SOLUTION without a BEGIN SOLUTION before it"),
      (
        "# BEGIN SOLUTION\n# BEGIN SOLUTION\n", 2,
        "BEGIN SOLUTION inside of the one on line 1, which has no END"
      ),
    ])
  func mistakes(text: String, line: Int, message: String) {
    #expect(throws: SourceMarkers.Mistake(line: line, message: message)) {
      try SourceMarkers(text)
    }
  }
}
