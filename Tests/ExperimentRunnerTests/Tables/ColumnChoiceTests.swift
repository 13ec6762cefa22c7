import ExperimentRunner
import OptimizerLab
import TestSupport
import Testing

@Suite("Columns of a table")
struct ColumnChoiceTests {
  let scratch: DataScratch
  private static let text = "a,b,a..c,d,e\n1,2,3,4,5\n6,7,8,9,10\n"

  init() throws {
    scratch = try DataScratch()
  }

  private func table(
    _ features: FeatureChoice, target: [ColumnName] = [.name("e")], text: String = Self.text,
    classes: Bool = false
  ) throws(DataError) -> NumericTable {
    var request = TableRequest()
    request.features = features
    request.targets = target
    request.wantsClasses = classes
    let path = scratch.path("t.csv")
    do { try scratch.write(text.utf8, to: "t.csv") } catch { fatalError("\(error)") }
    return try scratch.table(path, request)
  }

  private func sentence(
    _ features: FeatureChoice, target: [ColumnName] = [.name("e")], text: String = Self.text
  ) -> String? {
    do throws(DataError) {
      _ = try table(features, target: target, text: text)
      return nil
    } catch {
      return scratch.sentence(error)
    }
  }

  @Test(
    "are named, numbered from both ends, or between two",
    arguments: [
      ([.name("d"), .name("a")], [4, 1]), ([.place(0), .place(-2)], [1, 4]),
      ([.name("a..b")], [1, 2]), ([.name("a..c")], [3]), ([.name("a..a..c")], [1, 2, 3]),
      ([.name("1..3")], [2, 3, 4]), ([.name("-4..-2")], [2, 3, 4]), ([.name("b..-2")], [2, 3, 4]),
      ([.name("d..d")], [4]), ([.name("a..c..d")], [3, 4]),
    ] as [([ColumnName], [Float])])
  func choice(names: [ColumnName], first: [Float]) throws {
    let table = try table(.list(names.map { .columns($0) }))
    #expect(Array(table.features.floats.prefix(first.count)) == first)
    #expect(table.featureNames.count == first.count)
  }

  @Test("are all but the targets, wherever these stand")
  func all() throws {
    #expect(try table(.all).features.floats == [1, 2, 3, 4, 6, 7, 8, 9])
    let two = try table(.all, target: [.name("d"), .name("a")])
    #expect(two.features.floats == [2, 3, 5, 7, 8, 10])
    #expect(two.targets.floats == [4, 1, 9, 6])
    #expect(two.targetNames == ["d", "a"])
    #expect(try table(.all, target: [.place(-1)]).featureNames == ["a", "b", "a..c", "d"])
  }

  @Test(
    "that are not there are told with those that are",
    arguments: [
      (
        .list([.columns(.place(5))]),
        "there is no column number 5: the table has 5, from 0 to 4, or from the end -5 to -1"
      ),
      (
        .list([.columns(.place(-6))]),
        "there is no column number -6: the table has 5, from 0 to 4, or from the end -5 to -1"
      ),
      (
        .list([.columns(.name("d..a"))]),
        "the range \"d..a\" goes backwards: \"a\" stands before \"d\"; write the column that comes first "
          + "on the left"
      ),
      (
        .list([.columns(.name("a..z"))]),
        "there is no column \"a..z\", and no two columns for a range \"first..last\"; did you mean "
          + "\"a..c\"? The header has \"a\", \"b\", \"a..c\", \"d\", \"e\""
      ),
      (
        .list([.columns(.name("0..9"))]),
        "there is no column number 9: the table has 5, from 0 to 4, or from the end -5 to -1"
      ),
    ] as [(FeatureChoice, String)])
  func missing(features: FeatureChoice, says: String) {
    #expect(sentence(features) == "t.csv: \(says)")
  }

  @Test("are too few where every one is a target")
  func none() {
    #expect(
      sentence(.all, target: ["a", "b", "a..c", "d", "e"].map { .name($0) })
        == "t.csv: there is no column to learn from: every one is a target")
  }

  private static let flowers =
    "size,kind,y\n1,rose,0\n2,lily,1\n3,\"rose\",0\n4,\"the \"\"blue\"\"\",1\n"

  @Test("of texts become one for each text, in the order of their letters")
  func oneHot() throws {
    let table = try table(
      .list([.oneHot(.name("kind")), .columns(.name("size"))]), target: [.name("y")],
      text: Self.flowers)
    #expect(table.featureNames == ["kind_lily", "kind_rose", "kind_the \"blue\"", "size"])
    #expect(table.isNumber == [false, false, false, true])
    #expect(table.features.floats == [0, 1, 0, 1, 1, 0, 0, 2, 0, 1, 0, 3, 0, 0, 1, 4])
  }

  @Test("of numbers become one for each number, by size")
  func oneHotNumbers() throws {
    let table = try table(
      .list([.oneHot(.name("x"))]), target: [.name("y")], text: "x,y\n10,0\n9,0\n9.0,1\n-1,1\n")
    #expect(table.featureNames == ["x_-1", "x_9", "x_10"])
    #expect(table.features.floats == [0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0])
  }

  @Test("of too many texts do not become so many")
  func tooMany() {
    let rows = (0..<10_000).map { "name \($0),1\n" }.joined()
    #expect(
      sentence(.list([.oneHot(.name("x"))]), target: [.name("y")], text: "x,y\n\(rows)")
        == "t.csv: column \"x\" has more than 1000 different texts, and `one_hot` makes a column of "
        + "each; a column of numbers is a feature as it is, one of names is none")
  }

  @Test("of texts where numbers are wanted say what can be done with them")
  func texts() {
    #expect(
      sentence(.all, target: [.name("y")], text: Self.flowers)
        == "t.csv: column \"kind\" holds texts, such as \"rose\", where numbers are wanted; leave it "
        + "out of `features`, or have a column for each text: {\"column\": \"kind\", \"one_hot\": true}"
    )
    #expect(
      sentence(.list([.columns(.name("size"))]), target: [.name("kind")], text: Self.flowers)
        == "t.csv: column \"kind\" holds texts, such as \"rose\", and a regression learns numbers; "
        + "texts are classes, which a problem of \"kind\": \"classification\" learns")
  }

  @Test(
    "of classes are in the order of texts, or of numbers' sizes",
    arguments: [
      ("rose\nlily\nrose\nIris", ["Iris", "lily", "rose"], [2, 1, 2, 0]),
      ("10\n9\n010\n-1", ["-1", "9", "10"], [2, 1, 2, 0]),
      ("10\n9\n9.0\nx", ["10", "9", "9.0", "x"], [0, 1, 2, 3]),
      ("é\nz\na\nz", ["a", "z", "é"], [2, 1, 0, 1]),
    ])
  func classes(cells: String, names: [String], places: [Int]) throws {
    let rows = cells.split(separator: "\n").map { "1,\($0)\n" }.joined()
    let table = try table(.all, target: [.name("y")], text: "x,y\n\(rows)", classes: true)
    #expect(table.classes?.names == names)
    #expect(table.classes?.ofRows == places)
    #expect(table.targets.count == 0)
  }

  @Test("of numbers that are not whole are no classes, nor are thousands")
  func noClasses() {
    #expect(throws: DataError("t.csv", .brokenClass(column: "y", found: "1.5"))) {
      try inScratch("x,y\n1,1.5\n2,2\n")
    }
    #expect(throws: DataError("t.csv", .tooManyClasses(column: "y", limit: 1000))) {
      try inScratch("x,y\n" + (0...1000).map { "1,\($0)\n" }.joined())
    }
  }

  private func inScratch(_ text: String) throws(DataError) {
    do throws(DataError) {
      _ = try table(.all, target: [.name("y")], text: text, classes: true)
    } catch {
      throw DataError("t.csv", error.problem)
    }
  }
}
