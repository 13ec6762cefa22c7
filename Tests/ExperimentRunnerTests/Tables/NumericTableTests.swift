import ExperimentRunner
import OptimizerLab
import TestSupport
import Testing

@Suite("A table of numbers")
struct NumericTableTests {
  let scratch: DataScratch

  init() throws {
    scratch = try DataScratch()
  }

  private func read(
    _ text: some StringProtocol, features: [String] = ["x"], target: String = "y"
  ) throws -> NumericTable {
    let path = try scratch.write(text.utf8, to: "table.csv")
    return try scratch.table(path, features: features, target: target)
  }

  @Test("gives its columns in the order they were asked for")
  func columns() throws {
    let table = try read("a,y,b,c\n1,2,3,word\n4,5,6,\n", features: ["b", "a"])
    #expect(table.rowCount == 2)
    #expect(table.features.floats == [3, 1, 6, 4])
    #expect(table.targets.floats == [2, 5])
  }

  @Test(
    "is read however it is written",
    arguments: [
      "x,y\n1,2\n3,4\n",
      "x,y\n1,2\n3,4",
      "x,y\r\n1,2\r\n3,4\r\n",
      "x,y\r1,2\r3,4\r",
      "\u{FEFF}x,y\n1,2\n3,4\n",
      "\u{FEFF}\"x\",y\n1,2\n3,4\n",
      "x,y\n\n1,2\n\n\n3,4\n\n",
      "x, y\n 1,\t2 \n3 , 4\n",
      "\"x\",\"y\"\n\"1\",2\n3,\"4\"",
      "x,note,y\n1,\"two\nlines, and \"\"quotes\"\"\",2\n3,,4\n",
      "x,y,empty\n1,2,\n3,4,",
      "x,note,y\n1,\u{301}e,2\n3,\u{2028}\u{85}\u{B}\u{600},4\n",
      "x,y\n1.0e0,+2\n.3e1,4.\n",
      " \"x\" ,\t\"y\"\t\n \"1\" , \" 2 \"\n\t\n3,4",
      "x,\"a\"\"\nb\",y\r1,\"\",2\r3,\"\"\"\",4",
    ])
  func forms(text: String) throws {
    let table = try read(text)
    #expect(table.features.floats == [1, 3])
    #expect(table.targets.floats == [2, 4])
  }

  @Test(
    "rounds each number once",
    arguments: [
      ("1.00000017881393432617187499", 0x3F80_0001),
      ("1.000000059604644775390625", 0x3F80_0000),
      ("1.00000005960464477539062500000000000000000001", 0x3F80_0001),
      ("16777217", 0x4B80_0000),
      ("3.4028235677973365e38", 0x7F7F_FFFF),
      ("1e-46", 0x0000_0000),
      ("-0", 0x8000_0000),
      ("7.006492321624086e-46", 0x0000_0001),
      ("0.1", 0x3DCC_CCCD),
    ] as [(String, UInt32)])
  func rounding(text: String, bits: UInt32) throws {
    #expect(try read("x,y\n\(text),0").features.floats.map(\.bitPattern) == [bits])
  }

  @Test("takes names as their bytes, in any script")
  func names() throws {
    let table = try read("größe,価格 (円)\n1,2\n", features: ["größe"], target: "価格 (円)")
    #expect(table.targets.floats == [2])
  }
}
