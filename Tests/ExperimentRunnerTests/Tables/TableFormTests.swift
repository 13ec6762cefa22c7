import ExperimentRunner
import OptimizerLab
import TestSupport
import Testing

@Suite("A table as people have it")
struct TableFormTests {
  let scratch: DataScratch

  init() throws {
    scratch = try DataScratch()
  }

  private func read(_ text: String, _ request: TableRequest) throws -> NumericTable {
    try scratch.table(try scratch.write(text.utf8, to: "t.data"), request)
  }

  private static func columns(_ features: [ColumnName], _ target: ColumnName) -> TableRequest {
    var request = TableRequest()
    request.features = .list(features.map { .columns($0) })
    request.targets = [target]
    return request
  }

  private static let xy = columns([.name("x")], .name("y"))

  @Test(
    "tells its separator itself, whatever it is",
    arguments: [
      ("x,y\n1,2\n3,4\n", ","), ("x;y\n1;2\n3;4\n", ";"), ("x\ty\n1\t2\n3\t4\n", "\t"),
      ("x|y\n1|2\n3|4\n", "|"), ("x y\n1 2\n3 4\n", " "), ("  x   y\n 1 \t 2 \n\n3\t\t4  \n", " "),
      ("\"x\";\"y\"\n1;2\n3;4", ";"), ("x;y;a,b\n1;2;c\n3;4;d,e\n", ";"),
      ("x,y,note\n1,2,a;b\n3,4,c;d\n", ","), ("x\ty\tname here\n1\t2\ta b\n3\t4\tc d\n", "\t"),
      ("x y name\n1 2\t\"a b\"\n3 4\t\"c d\"\n", " "), ("x,y,long name\n1,2,3\n3,4,5\n", ","),
    ])
  func separators(text: String, separator: String) throws {
    let table = try read(text, Self.xy)
    #expect(table.features.floats == [1, 3])
    #expect(table.targets.floats == [2, 4])
    #expect(table.format.separator.text == separator)
    #expect(table.notes.isEmpty == (separator == ","))
  }

  @Test("is separated by commas where these will do, whatever else would, but without a header")
  func commas() throws {
    var request = Self.columns([.place(0)], .place(-1))
    request.hasHeader = true
    #expect(try read("x;y,z\n1,2\n3,4\n", request).format.separator == .comma)
    request.hasHeader = false
    let table = try read("0,5;1,5\n2,5;3,5\n", request)
    #expect(table.format.separator.text == ";")
    #expect(table.features.floats == [0.5, 2.5] && table.targets.floats == [1.5, 3.5])
  }

  @Test("says in one sentence what it found")
  func notes() throws {
    let table = try read("x;y\n0,5;2\n1,5;4\n", Self.xy)
    #expect(table.features.floats == [0.5, 1.5])
    #expect(
      table.notes.map { $0.replacing(scratch.folder + "/", with: "") } == [
        "t.data: its columns are separated by \";\"",
        "t.data: its numbers have a comma before the fraction (\"decimal\": \",\")",
      ])
  }

  @Test(
    "has commas before fractions only where nothing else can be meant",
    arguments: [
      ("x;y\n0,5;2\n1,5;4\n", true), ("x;y\n1,250;2\n3,500;4\n", false),
      ("x;y\n1,250;2.5\n3,5;4\n", false), ("x;y\n1,2500;2\n3,500;4\n", true),
      ("x;y\n0,250;2\n0,500;4\n", true), ("x\ty\n-1,5e3\t2\n1\t4\n", true),
    ])
  func points(text: String, isComma: Bool) throws {
    var request = Self.xy
    request.point = nil
    let table = try? read(text, request)
    #expect((table?.format.point == UInt8(ascii: ",")) == isComma)
  }

  @Test("is read as it is said, not as it looks")
  func said() throws {
    var request = Self.columns([.name("x")], .name("y"))
    request.separator = .character(UInt8(ascii: ":"))
    request.point = UInt8(ascii: ",")
    request.quote = UInt8(ascii: "'")
    request.comment = UInt8(ascii: "#")
    let text = "# made by hand\n'x':y # both in metres\n1,5:'2'\n\n3:4,25 # the last\n#"
    let table = try read(text, request)
    #expect(table.features.floats == [1.5, 3])
    #expect(table.targets.floats == [2, 4.25])
    #expect(table.notes.isEmpty)
  }

  @Test("may have quotes that mean nothing")
  func withoutQuotes() throws {
    var request = Self.xy
    request.quote = nil
    let table = try read("x,size,y\n1,5\" pipe,2\n3,\"a,4\n", request)
    #expect(table.targets.floats == [2, 4])
  }

  @Test("without a header has columns by number")
  func withoutHeader() throws {
    var request = Self.columns([.place(1), .place(-1)], .place(0))
    request.hasHeader = false
    let table = try read("2,1,10\n4,3,30\n", request)
    #expect(table.features.floats == [1, 10, 3, 30])
    #expect(table.targets.floats == [2, 4])
    #expect(table.featureNames == ["1", "2"])
  }

  @Test("of numbers alone, whose columns are asked for by number, has no header")
  func foundWithoutHeader() throws {
    for column in [ColumnName.place(2), .name("2"), .place(-1)] {
      let table = try read("1\t10\t2\n3\t30\t4\n", Self.columns([.name("0"), .place(1)], column))
      #expect(table.features.floats == [1, 10, 3, 30])
      #expect(table.targets.floats == [2, 4])
      #expect(table.notes.contains { $0.contains("\"header\": false") })
    }
    // Names that are numbers are names where they are asked for.
    let named = try read("1,2\n5,6\n", Self.columns([.name("1")], .name("2")))
    #expect(named.features.floats == [5])
    #expect(named.notes.isEmpty)
  }

  @Test("is warned of where its first row of data was taken for names")
  func headerOfNumbers() throws {
    let request = Self.columns([.place(0), .place(1)], .place(1))
    let table = try read("5.1,2,rose\n4.9,3,lily\n", request)
    #expect(table.rowCount == 1)
    #expect(table.warnings.count == 1)
    #expect(table.warnings[0].contains("\"5.1\" is a number; \"header\": false"))
    var said = request
    said.hasHeader = true
    #expect(try read("5.1,2,rose\n4.9,3,lily\n", said).warnings.isEmpty)
  }

  @Test("of one column says which separators would make more")
  func oneColumn() throws {
    var request = Self.xy
    request.separator = .comma
    let path = try scratch.write("x;y z\n1;2 3\n".utf8, to: "t.data")
    let error = #expect(throws: DataError.self) { try scratch.table(path, request) }
    #expect(
      scratch.sentence(error)
        == "t.data: \",\" makes one column of the first row; \";\" would make 2, runs of blanks "
        + "(\" \") would make 2. Say it with `separator`")
  }
}
