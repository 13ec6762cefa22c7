import Assignments
import ExperimentRunner
import TestSupport
import Testing

@Suite("A gradebook")
struct GradebookTests {
  private var book: Gradebook {
    var twin = SampleResults.partly
    twin.student = "-bob"
    var other = SampleResults.notGraded
    other.student = "cleo"
    other.assignment.hash = String(repeating: "f", count: 64)
    return Gradebook([SampleResults.right, twin, other, SampleResults.unreadable])
  }

  @Test("has a row for every submission, a column for every check, and no formula")
  func table() {
    let table = CSVContent(bytes: Array(GradesCSV.text(of: book).utf8))
    #expect(
      table.columns == [
        "student", "name", "section", "score", "max", "percent", "adam.runs", "adam.rule",
        "adam.memory", "born.answer", "born.secret", "essay.prose", "status", "full", "seconds",
        "mistakes", "by_hand", "remarks",
      ])
    #expect(table.rows.count == 4)
    #expect(
      table.rows[0].cells == [
        "ada", "Ada Lovelace", "2", "8", "10", "80", "1", "5", "0", "2", "", "", "graded", "no",
        "5.432", "", "", "the same files as -bob",
      ])
    #expect(
      table.rows[1].cells == [
        "'-bob", "Ada Lovelace", "2", "6", "24", "25", "1", "2", "0", "2", "1", "", "graded", "no",
        "5.432", "adam.no-correction born.guessed", "essay.prose",
        "handed in under version 2 of the assignment; its files are older than the assignment; the same files as ada",
      ])
    #expect(
      table.rows[2].cells[3...12] == ["", "10", "", "", "", "", "", "", "", "not graded yet"])
    #expect(table.rows[2].cells.last?.contains("another state of the assignment") == true)
    #expect(table.rows[3].cells[12] == "not readable")
  }

  @Test("keeps every result whole in its JSON")
  func json() throws {
    let node = try LooseJSON(parsing: Array(GradesJSON.text(of: book).utf8))
    let results = try node["students"].elements.map { try GradeResult(reading: $0["result"].node) }
    #expect(results == book.results)
  }

  @Test(
    "for Canvas has its five columns, the points that can be had, and no zero for what is not graded"
  )
  func canvas() {
    #expect(
      CanvasCSV.text(of: book).split(separator: "\n").prefix(4).joined(separator: "\n") == """
        Student,ID,SIS User ID,SIS Login ID,Section,A rate for each
            Points Possible,,,,,24
        Ada Lovelace,,,ada,2,8
        Ada Lovelace,,,'-bob,2,6
        """)
    #expect(CanvasCSV.text(of: book).contains("cleo,,,cleo,,\n"))
  }

  @Test("of nobody is a head")
  func nobody() {
    #expect(
      GradesCSV.text(of: Gradebook([GradeResult]())).hasPrefix("student,score,max,percent,status"))
    #expect(!ClassPage(Gradebook([GradeResult]())).text.isEmpty)
  }
}
