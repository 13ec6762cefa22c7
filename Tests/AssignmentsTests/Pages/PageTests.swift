import Assignments
import Foundation
import FoundationXML
import TestSupport
import Testing

@Suite("The pages of a grading")
struct PageTests {
  /// A page as a strict parser reads it; `nil` for what is not well-formed.
  private struct Page {
    var elements: [(name: String, attributes: [String: String])] = []
    var text = ""

    init?(_ source: String) {
      var rest = source
      // A style and a script are no XML; there is one of each.
      for name in ["style", "script"] {
        guard let start = rest.range(of: "<\(name)>"), let end = rest.range(of: "</\(name)>"),
          rest.components(separatedBy: "<\(name)>").count == 2
        else { return nil }
        rest.removeSubrange(start.upperBound..<end.lowerBound)
      }
      let reader = Reader()
      let parser = XMLParser(data: Data(rest.utf8))
      parser.delegate = reader
      guard parser.parse() else { return nil }
      (elements, text) = (reader.elements, reader.text)
    }

    func all(_ name: String, _ kind: String? = nil) -> [[String: String]] {
      elements.filter { $0.name == name && (kind == nil || $0.attributes["class"] == kind) }
        .map(\.attributes)
    }

    private final class Reader: NSObject, XMLParserDelegate {
      var elements: [(name: String, attributes: [String: String])] = []
      var text = ""

      func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
      ) { elements.append((name, attributes)) }

      func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
    }
  }

  @Test("are well-formed, load nothing, and take nobody's message for more than text")
  func hostile() throws {
    let entries = SampleResults.small.map {
      Gradebook.Entry($0.result, folder: "..\u{0}/\"><b> \($0.name)?#%")
    }
    let pages =
      SampleResults.small.map { StudentPage($0.result, folder: "/").text }
      + [ClassPage(Gradebook(entries)).text, ClassPage(Gradebook([GradeResult]())).text]
    for source in pages {
      let page = try #require(Page(source))
      #expect(page.all("h1").count == 1)
      #expect(page.all("img").isEmpty && page.all("script").count == 1)
      let ids = page.elements.compactMap { $0.attributes["id"] }
      #expect(Set(ids).count == ids.count, "\(ids)")
      for (name, attributes) in page.elements {
        #expect(attributes.keys.allSatisfy { !$0.hasPrefix("on") && $0 != "style" }, "\(name)")
        for address in [attributes["href"], attributes["src"]].compactMap({ $0 }) {
          #expect(
            address.hasPrefix("./") && !address.contains("\"")
              || address.hasPrefix("#") && ids.contains(String(address.dropFirst()))
              || ["grades.csv", "grades.json", "canvas.csv"].contains(address), "\(address)")
        }
      }
      #expect(page.text.unicodeScalars.allSatisfy { $0.value != 0x202e })
    }
  }

  @Test("of a student have every check with what to think about, and nothing that is hidden")
  func student() throws {
    let scratch = try TestFolder()
    try Data([0x89, 0x50, 0x4E, 0x47, 1]).write(to: scratch.file("adam-paths.png"))
    let page = try #require(
      Page(StudentPage(SampleResults.partly, folder: scratch.folder.path).text))
    for text in [
      "A rate for each", "Ada Lovelace", "6 of 24 points (25 %)",
      "handed in under version 2 of the assignment", "10 of the points are still to be given",
      "Your path parts from Adam's at step 1.", "How large is m after one step?", "−0.62", "1e−9",
      "a check that is not shown", "1 of 4", "rlimit, subreaper, landlock 7",
      "18446744073709551615",
    ] {
      #expect(page.text.contains(text), "\(text)")
    }
    for text in ["secret", "hidden seed", "no-correction", "guessed", "older than"] {
      #expect(!page.text.contains(text), "\(text)")
    }
    #expect(page.all("img").compactMap { $0["src"]?.prefix(22) } == ["data:image/png;base64,"])
    var told = SampleResults.partly
    told.namesMistakes = true
    #expect(StudentPage(told, folder: nil).text.contains("adam.no-correction"))
  }

  /// A class of which everything is known.
  private var book: Gradebook {
    let scores: [(String, Double)] = [("ada", 5), ("bob", 2), ("cleo", 2), ("dora", 0), ("eve", 4)]
    var absent = SampleResults.absent
    absent.checks = []
    return Gradebook(
      scores.map { student, points in
        var result = SampleResults.empty(student)
        result.isGraded = true
        result.checks = [
          SampleResults.check("adam.rule", points, of: 5, points == 5 ? .pass : .fail) {
            if points == 2 { ($0.mistake, $0.hint) = ("adam.no-correction", "How large is m?") }
          }
        ]
        result.submissionHash = student == "cleo" ? "b" : String(student.prefix(1))
        return Gradebook.Entry(result, folder: student)
      } + [
        Gradebook.Entry(SampleResults.unreadable, folder: "x"),
        Gradebook.Entry(absent),
      ])
  }

  @Test("of the teacher say how the class did, who failed what, and which mistake it was")
  func teacher() throws {
    let page = try #require(Page(ClassPage(book).text))
    for text in [
      "7 students: 5 graded, 1 not readable, 1 not handed in",
      "The median is 2 of 5 points; a quarter of the class has less than 2, and a quarter more than 4.",
      "1 of 5 has all points.", "adam.no-correction", "How large is m?", "1 of 5",
      "the same files as cleo", "the same files as bob", "the file is no zip archive",
    ] {
      #expect(page.text.contains(text), "\(text)")
    }
    #expect(
      page.all("svg", "histogram").first?["aria-label"]
        == "Distribution of points: 0 points: 1; 2 points: 2; 4 points: 1; 5 points: 1")
    #expect(page.all("a").count { $0["href"] == "./bob/report.html" } == 4)
    #expect(page.all("a").contains { $0["href"] == "./x/report.html" })
    #expect(page.text.contains("not handed in"))
  }

  @Test("are written again of the results that are there, with points that were given by hand")
  func again() throws {
    let scratch = try TestFolder()
    let folder = ClassFolder(scratch.folder.path)
    for entry in book.entries {
      if let own = entry.folder { try folder.write(entry.result, folder: own) }
    }
    try folder.write(Gradebook(book.entries.filter { $0.folder != nil }))
    let before = try scratch.text("grades.csv")
    #expect(try folder.writeAgain() == [])
    #expect(try scratch.text("grades.csv") == before)
    let file = try scratch.text("eve/result.json")
    try scratch.write(
      file.replacing("\"points\": 4", with: "\"points\": 4.5"), to: "eve/result.json")
    #expect(try folder.writeAgain() == [])
    #expect(try scratch.text("grades.csv").contains("eve,4.5,5,90,4.5"))
    #expect(try scratch.text("eve/report.html").contains("4.5 of 5"))
    try scratch.write(
      file.replacing("\"points\": 4", with: "\"points\": 40"), to: "eve/result.json")
    let mistakes = try folder.writeAgain()
    #expect(
      mistakes.count == 1
        && mistakes[0].contains("eve/result.json: checks[0].points: 40.0 is outside"))
  }
}
