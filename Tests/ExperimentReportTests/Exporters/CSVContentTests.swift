import ExperimentRunner
import TestSupport
import Testing

@Suite("The tests' reader of CSV")
struct CSVContentTests {
  @Test(
    "reads cells by their columns, however they are quoted and lines end",
    arguments: [
      ("a,b\n1,2\n3,4\n", [["1", "2"], ["3", "4"]]),
      ("a,b\r\n1,2\r\n3,4", [["1", "2"], ["3", "4"]]),
      ("a,b\n\"x, \"\"y\"\"\",\n", [["x, \"y\"", ""]]),
      ("a,b\n\"\"\"\",\"one\ntwo\"\n", [["\"", "one\ntwo"]]), ("a,b\n", []),
      ("b,a\n2,1\n", [["1", "2"]]),
    ])
  func reads(text: String, rows: [[String]]) throws {
    #expect(try CSVContent(text).rows.map { try $0["a", "b"] } == rows)
  }

  @Test("throws where there is no such column, or no such cell")
  func missing() throws {
    let table = CSVContent("a,b\n1,2\n3\n")
    #expect(throws: CSVContent.NoColumn.self) { try table.rows[0]["c"] }
    #expect(throws: CSVContent.NoColumn.self) { try table.rows[1].number("b") }
    #expect(try table.rows[1]["a"] == "3")
  }

  @Test("leaves columns out, and tells tables apart by names, cells and order")
  func compares() {
    let table = CSVContent("a,seconds,b\n1,2,3\n")
    #expect(table.without(prefix: "seconds") == CSVContent("a,b\n1,3\n"))
    for other in ["a,c\n1,3\n", "a,b\n1,4\n", "b,a\n3,1\n", "a,b\n1,3\n1,3\n", "a,b\n"] {
      #expect(table.without(prefix: "seconds") != CSVContent(other), "\(other)")
    }
  }

  @Test("gives back what the program writes")
  func roundTrip() throws {
    let texts = ["plain", "a,b", "\"quoted\"", "'", "", " lead", "漢字"]
    var written = CSVTable(columns: ["text", "number"])
    for (place, text) in texts.enumerated() {
      written.text(text)
      written.number(place)
      written.endLine()
    }
    let rows = CSVContent(bytes: written.bytes).rows
    #expect(try rows.map { try $0["text"] } == texts)
    #expect(try rows.map { try $0.integer("number") } == Array(texts.indices))
  }
}
