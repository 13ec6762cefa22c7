import ExperimentRunner
import OptimizerLab
import TestSupport
import Testing

@Suite("A table that cannot be used")
struct NumericTableErrorTests {
  let scratch: DataScratch

  init() throws {
    scratch = try DataScratch()
  }

  private func failure(_ bytes: some Sequence<UInt8>, features: [String] = ["x"]) throws -> String?
  {
    let path = try scratch.write(bytes, to: "t.csv")
    return scratch.tableSentence(path, features: features, target: "y")
  }

  private static let wanted = "a cell that is used is a decimal number, such as -1.5 or 2e-3"

  private static let words: [(cell: String, shown: String)] = [
    ("nan", "\"nan\""), ("inf", "\"inf\""), ("-Infinity", "\"-Infinity\""),
    ("0x1p3", "\"0x1p3\""),
    ("word", "\"word\""), ("1_000", "\"1_000\""), ("\"1,5\"", "\"1,5\""), ("1e", "\"1e\""),
    (".", "\".\""), ("+", "\"+\""), ("1.2.3", "\"1.2.3\""), ("1 2", "\"1 2\""), ("e5", "\"e5\""),
    ("١", "\"١\""), ("1\u{0}", "\"1\\u{0}\""), ("\u{1B}[0m", "\"\\u{1b}[0m\""),
    ("\u{202E}1", "\"\\u{202e}1\""), ("−1", "\"−1\""), ("1\u{B}", "\"1\\u{b}\""),
    ("\u{A0}1", "\"\u{A0}1\""), ("\u{B}5", "\"\\u{b}5\""), ("\u{85}5", "\"\\u{85}5\""),
    ("\"1\"\"2\"", "\"1\"2\""),
    ("\"1\n2\"", "\"1\\n2\""), ("--1", "\"--1\""), ("1e+-1", "\"1e+-1\""),
    (
      String(repeating: "long ", count: 99),
      "\"" + String(repeating: "long ", count: 12) + "…\""
    ),
  ]

  @Test("names the line, the column and the cell that is no number", arguments: words)
  func notANumber(cell: String, shown: String) throws {
    #expect(
      try failure("x,y\n1,2\n3,\(cell)\n".utf8)
        == "t.csv:3: column \"y\" holds \(shown); \(Self.wanted)")
  }

  @Test("says which number single precision cannot hold", arguments: ["1e39", "-1e400", "3.5e38"])
  func tooLarge(cell: String) throws {
    #expect(
      try failure("x,y\n1,2\n3,\(cell)\n".utf8)
        == "t.csv:3: column \"y\" holds \"\(cell)\", more than single precision can; "
        + "it ends at 3.4028235e+38")
  }

  @Test(
    "says where a cell is empty",
    arguments: [
      ("x,y\n1,\n3,4\n", 2), ("x,y\n1,2\n3,", 3), ("x,y\n1,2\n3,\"\"", 3), ("x,y\n1, \t\n", 2),
      ("x,y\n\n\n1,\n", 4),
    ])
  func hole(text: String, line: Int) throws {
    #expect(try failure(text.utf8) == "t.csv:\(line): column \"y\" is empty here; \(Self.wanted)")
  }

  @Test(
    "counts lines as an editor does",
    arguments: [
      ("x,note,y\n1,\"a\nb\",2\n3,,oops\n", 4), ("x,note,y\r\n1,\"a\r\nb\",2\r\n3,,oops\r\n", 4),
      ("x,note,y\r1,\"a\rb\",2\r3,,oops\r", 4), ("x,note,y\n1,\"a\nb\n\nc\",oops\n", 5),
      ("x,\"note\n(long)\",y\n1,,oops\n", 3), ("x,note,y\n1,a\u{2028}b\u{C}c\u{85}d,oops\n", 2),
    ])
  func lines(text: String, line: Int) throws {
    #expect(
      try failure(text.utf8) == "t.csv:\(line): column \"y\" holds \"oops\"; \(Self.wanted)")
  }

  private static let forms: [(text: String, sentence: String)] = [
    ("", "t.csv: the file is empty; a table begins with a row of column names"),
    ("\u{FEFF}", "t.csv: the file is empty; a table begins with a row of column names"),
    ("\n\r\n \n", "t.csv: the file is empty; a table begins with a row of column names"),
    ("x,y", "t.csv: the table has column names but no rows"),
    ("x,y\n\n", "t.csv: the table has column names but no rows"),
    ("x,y\n1\n", "t.csv:2: the row has 1 cell, the header 2"),
    ("x,y\n1,2\n1,2,3\n", "t.csv:3: the row has 3 cells, the header 2"),
    ("x,y\n1,2,\n", "t.csv:2: the row has 3 cells, the header 2"),
    ("x,y\n1,2\n\"3,4\n5,6\n", "t.csv:3: the quote that opens this cell is never closed"),
    ("x,y\n\"\n\",\"2\n", "t.csv:3: the quote that opens this cell is never closed"),
    ("x,y\n1,2\n\"", "t.csv:3: the quote that opens this cell is never closed"),
    ("\"x,y\n1,2", "t.csv:1: the quote that opens this cell is never closed"),
    (
      "x,y\n1,5\" pipe\n",
      "t.csv:2: a quote stands inside a cell; a cell with quotes in it is put in quotes, and "
        + "its own are doubled"
    ),
    (
      "x,y\n1,\"2\"3\n",
      "t.csv:2: a quote stands inside a cell; a cell with quotes in it is put in quotes, and "
        + "its own are doubled"
    ),
    (
      "x,y\"\n1,2\n",
      "t.csv:1: a quote stands inside a cell; a cell with quotes in it is put in quotes, and "
        + "its own are doubled"
    ),
    (
      "x,y\n1,2\"",
      "t.csv:2: a quote stands inside a cell; a cell with quotes in it is put in quotes, and "
        + "its own are doubled"
    ),
    (
      "x,y,x,x\n1,2,3,4\n",
      "t.csv: the column name \"x\" stands 3 times in the header (columns 1, 3, 4); "
        + "a column that is used needs a name of its own"
    ),
    (
      "x:y\n1:2\n", "t.csv: there is no column \"x\". The header has \"x:y\""
    ),
    (
      "x,y,note\n1,2,a\"\"b\n",
      "t.csv:2: a quote stands inside a cell; a cell with quotes in it is put in quotes, and "
        + "its own are doubled"
    ),
    (
      "x,note,y\n1,\"a\nb\",2\n3,\"c\nd\"e,4\n",
      "t.csv:5: a quote stands inside a cell; a cell with quotes in it is put in quotes, and "
        + "its own are doubled"
    ),
    ("x,y\n1,2\n\"\"\n", "t.csv:3: the row has 1 cell, the header 2"),
    ("x,y\n1,2\n\u{C}\n", "t.csv:3: the row has 1 cell, the header 2"),
    (
      String(repeating: ",", count: 100_000),
      "t.csv: the header has 100001 columns; at most 100000 are read"
    ),
    (
      "x,y\n1" + String(repeating: ",", count: 100_000),
      "t.csv:2: the row has 100001 cells, the header 2"
    ),
  ]

  @Test("is told what is wrong with its form", arguments: forms)
  func form(text: String, sentence: String) throws {
    #expect(try failure(text.utf8) == sentence)
  }

  @Test("suggests the column that was meant, and shows the header as far as it is short")
  func missingColumn() throws {
    #expect(
      try failure("weight,height,y\n1,2,3\n".utf8, features: ["heigth"])
        == "t.csv: there is no column \"heigth\"; did you mean \"height\"? "
        + "The header has \"weight\", \"height\", \"y\"")
    let wide = (1...20).map { "c\($0)" }.joined(separator: ",")
    #expect(
      try failure("\(wide),y\n".utf8)
        == "t.csv: there is no column \"x\". The header has \"c1\", \"c2\", \"c3\", \"c4\", "
        + "\"c5\", \"c6\", \"c7\", \"c8\", \"c9\", \"c10\", \"c11\", \"c12\", …")
  }

  private static let foreign: [(bytes: [UInt8], says: String)] = [
    (
      [0x50, 0x4B, 3, 4] + Array("…[Content_Types].xml…xl/workbook.xml…".utf8),
      "this is an Excel workbook (xlsx); what is needed is a table in CSV; save the sheet as CSV "
        + "(UTF-8)"
    ),
    (
      [0x50, 0x4B, 3, 4] + Array("…data.csv…".utf8),
      "this is a zip archive; what is needed is a table in CSV; unpack it first"
    ),
    (
      [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4],
      "this is an xz file; what is needed is a table in CSV; unpack it first (xz -d)"
    ),
    (
      Array("PAR1…PAR1".utf8),
      "this is a Parquet file; what is needed is a table in CSV; pandas.read_parquet(…).to_csv(…, "
        + "index=False) makes a CSV file of it"
    ),
    (
      Array("<!DOCTYPE html>\n<html>".utf8),
      "this is a web page (HTML); what is needed is a table in CSV; download the file itself"
    ),
    ([0x89] + Array("HDF\r\n".utf8), "this is an HDF5 file; what is needed is a table in CSV"),
  ]

  @Test("is named as what it is, where it is none", arguments: foreign)
  func named(bytes: [UInt8], says: String) throws {
    #expect(try failure(bytes) == "t.csv: \(says)")
    // The same once it is unpacked.
    #expect(try failure(scratch.gzip(bytes)) == "t.csv: \(says)")
  }

  @Test(
    "may begin with the letters of another format", arguments: ["PAR1,y\n1,2\n", "BZh9,y\n1,2\n"])
  func letters(text: String) throws {
    #expect(try failure(text.utf8, features: [String(text.prefix(4))]) == nil)
  }

  @Test(
    "is not guessed at where it is not UTF-8",
    arguments: [
      (Array("x,y\n1,2\n3,".utf8) + [0xE9, 0x0A], 3), ([0xFF, 0xFE, 0x78, 0x00], 1),
      (Array("x,y\r\n".utf8) + [0xC3], 2), (Array("x,y\n".utf8) + [0xED, 0xA0, 0x80], 2),
    ] as [([UInt8], Int)])
  func encoding(bytes: [UInt8], line: Int) throws {
    #expect(
      try failure(bytes) == "t.csv:\(line): the text is not UTF-8 here; save the table as UTF-8")
  }
}
