import ExperimentRunner
import OptimizerLab
import TestSupport
import Testing

@Suite("Cells that are missing")
struct MissingCellTests {
  let scratch: DataScratch

  init() throws {
    scratch = try DataScratch()
  }

  private func read(
    _ text: String, missing: [String] = [], features: FeatureChoice = .list([.columns(.name("x"))])
  ) throws(DataError) -> NumericTable {
    do { try scratch.write(text.utf8, to: "t.csv") } catch { fatalError("\(error)") }
    var request = TableRequest()
    request.features = features
    request.targets = [.name("y")]
    request.missing = missing
    return try scratch.table(scratch.path("t.csv"), request)
  }

  private func sentence(
    _ text: String, missing: [String] = [], features: FeatureChoice = .list([.columns(.name("x"))])
  ) -> String? {
    do throws(DataError) {
      _ = try read(text, missing: missing, features: features)
      return nil
    } catch {
      return scratch.sentence(error)
    }
  }

  @Test("are all told at once, with their places and what leaves them out")
  func all() {
    #expect(
      sentence("x,note,y\n1,a,2\n?,\"b\nb\",3\n,c,nan\n4,d,1e40\n5,,6\n")
        == "t.csv: 4 used cells are no numbers: line 3, column \"x\": \"?\"; line 5, column \"x\": "
        + "empty; line 5, column \"y\": \"nan\"; line 6, column \"y\": \"1e40\", more than single "
        + "precision can. A cell that is used is a decimal number, such as -1.5 or 2e-3; rows with such "
        + "cells are left out with \"missing\": [\"\", \"?\", \"nan\"]")
  }

  @Test("that a comma makes of numbers are not missing")
  func commas() {
    #expect(
      sentence("x;y\n1,250;1\n2,500;2\n3;3\n")
        == "t.csv: 2 used cells are no numbers: line 2, column \"x\": \"1,250\"; line 3, column \"x\": "
        + "\"2,500\". A cell that is used is a decimal number, such as -1.5 or 2e-3; with a comma before "
        + "the fraction it is one with \"decimal\": \",\"")
  }

  @Test("are told up to twenty, and counted")
  func many() throws {
    let rows = (0..<25).map { $0 == 7 ? "7,1\n" : "NA,1\n" }.joined()
    let text = try #require(sentence("x,y\n\(rows)"))
    #expect(text.contains("t.csv: 24 used cells are no numbers: line 2"))
    #expect(text.ranges(of: "column \"x\"").count == 20)
    #expect(text.contains("; and 4 more. A cell"))
  }

  @Test("leave out their rows where they are named, and only in columns that are used")
  func leftOut() throws {
    let text = "x,note,y\n1,?,2\n?,a,3\n4,b,NA\n 5 ,c,\n6,,7\n-9,d,8\n"
    let table = try read(text, missing: ["?", "NA", "", "-9"])
    #expect(table.features.floats == [1, 6])
    #expect(table.targets.floats == [2, 7])
    #expect(table.leftOut == 4)
    #expect(try read(text.replacing("NA", with: "1"), missing: ["?", ""]).rowCount == 4)
  }

  @Test("in columns of texts are empty ones, or those that are named")
  func inTexts() throws {
    let features = FeatureChoice.list([.oneHot(.name("x"))])
    let text = "x,y\nred,1\n?,2\nblue,3\n"
    #expect(try read(text, features: features).featureNames == ["x_?", "x_blue", "x_red"])
    #expect(
      try read(text, missing: ["?"], features: features).featureNames == ["x_blue", "x_red"])
    #expect(
      sentence("x,y\nred,1\n,2\n", features: features)
        == "t.csv: 1 used cell is empty: line 3, column \"x\": empty. Each needs a text; rows with such "
        + "cells are left out with \"missing\": [\"\"]")
  }

  @Test("may not be in every row")
  func everyRow() {
    #expect(
      sentence("x,y\n?,1\n2,?\n", missing: ["?"])
        == "t.csv: each of the 2 rows has one of the `missing` texts in a column that is used; none is "
        + "left")
  }

  @Test("are told before what is wrong below them")
  func order() {
    #expect(
      sentence("x,y\n1,oops\n1,2,3\n")
        == "t.csv:2: column \"y\" holds \"oops\"; a cell that is used is a decimal number, such as -1.5 "
        + "or 2e-3")
  }
}
