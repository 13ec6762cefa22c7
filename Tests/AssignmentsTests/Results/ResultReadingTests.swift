import Assignments
import Foundation
import SpecLanguage
import Testing

@Suite("A result's file")
struct ResultReadingTests {
  private func bytes(_ result: GradeResult) -> [UInt8] { Array(JSONText.pretty(result.json).utf8) }

  @Test("is read back as the result that it was written of, to the last bit")
  func roundTrip() throws {
    for (name, result) in SampleResults.all {
      let read = try GradeResult(reading: bytes(result))
      if name == "hostile" {
        // NaN equals nothing, and a JSON number has no infinity for the whole grading's seconds.
        #expect(read.checks.map(\.message) == result.checks.map(\.message))
        #expect(read.checks.allSatisfy { $0.expected == .infinity && $0.actual?.isNaN == true })
        #expect(read.student.unicodeScalars.elementsEqual(result.student.unicodeScalars))
      } else {
        #expect(read == result, "\(name)")
      }
    }
  }

  @Test(
    "that a person spoiled is refused with the place",
    arguments: [
      (
        #""points": 5,"#, #""points": 6,"#,
        "checks[1].points: 6.0 is outside 0 to 5.0, which is the most that it can give"
      ),
      (#""points": 5,"#, #""points": "5","#, "checks[1].points: this should be a number"),
      (
        #""status": "pass""#, #""status": "good""#,
        "checks[0].status: this should be one of pass, fail, error, timeout, skipped"
      ),
      (
        #""result": 1"#, #""result": 2"#,
        "result: this program reads results of form 1, and this is of 2"
      ),
      (#""graded": true"#, #""graded": 1"#, "graded: this should be true or false"),
      (#""student""#, #""studnet""#, "student: this field is missing"),
      (
        #""variant": 18446744073709551615"#, #""variant": 18446744073709551616"#,
        "variant: this should be a whole number below 2^64"
      ),
      (#""tasks": ["#, #""tasks": [7, "#, "tasks[0]: this should be an object"),
      (#""result": 1,"#, #""result": 1"#, "expected"),
    ])
  func spoiled(_ old: String, _ new: String, _ sentence: String) throws {
    let text = JSONText.pretty(SampleResults.right.json)
    let place = try #require(text.range(of: old), "\(old) is not there")
    let error = #expect(throws: ResultReadingError.self) {
      _ = try GradeResult(reading: Array(text.replacingCharacters(in: place, with: new).utf8))
    }
    #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
  }

  @Test("keeps points that were given by hand when all else is graded again")
  func byHand() {
    var earlier = SampleResults.partly
    let place = earlier.checks.count - 1
    (earlier.checks[place].points, earlier.checks[place].status) = (7, .fail)
    earlier.checks[place].message = "Well argued."
    earlier.checks[0].points = 0
    var again = SampleResults.partly
    #expect(again.awaited.map(\.id) == ["essay.prose"])
    again.adoptPointsByHand(of: earlier)
    #expect(again.awaited.isEmpty && again.checks[place].points == 7)
    #expect(again.checks[place].message == "Well argued." && again.checks[0].points == 1)
  }

  @Test(
    "as students see it has hidden checks in one row, and no names of mistakes but where these are told"
  )
  func students() {
    var result = SampleResults.partly
    let seen = result.asStudentsSeeIt
    #expect(seen.score == result.score && seen.most == result.most)
    #expect(seen.checks.last?.id == GradeResult.hiddenRow && seen.checks.last?.message == "")
    #expect(seen.checks.allSatisfy { $0.mistake == nil } && seen.remarksForTeacher.isEmpty)
    result.namesMistakes = true
    #expect(result.asStudentsSeeIt.checks.compactMap(\.mistake) == ["adam.no-correction"])
  }
}
