import OptimizerLab
import SpecLanguage
import Testing

@Suite("The JSON reader")
struct JSONParserTests {
  private static func parse(_ text: String) throws(JSONSyntaxError) -> String {
    JSONText.compact(try JSONParser.parse(Array(text.utf8)))
  }

  @Test(
    "reads what RFC 8259 allows",
    arguments: [
      ("0e1", "0e1"), ("-0", "-0"), ("1E+02", "1E+02"), ("1e400", "1e400"), ("-1.50", "-1.50"),
      (" \t\r\n null \n", "null"), ("[]", "[]"), ("[ 1 , [ ] , { } ]", "[1,[],{}]"),
      (#"{"a":{"b":[true,false]}}"#, #"{"a":{"b":[true,false]}}"#),
      (#"{"a":1,"a":2}"#, #"{"a":1,"a":2}"#),
      (#""\"\\\/\b\f\n\r\tA""#, #""\"\\/\b\f\n\r\tA""#),
      (#""\ud83d\ude00é""#, "\"😀é\""), (#""\u0000\u001F""#, #""\u0000\u001f""#),
      ("\"\u{7f}\u{2028}\"", "\"\u{7f}\u{2028}\""),
    ])
  func readsValid(text: String, compact: String) throws {
    #expect(try Self.parse(text) == compact)
  }

  @Test(
    "says what is wrong and where",
    arguments: [
      ("", 0, "the file is empty"),
      (" \n", 2, "the file has nothing but space"),
      (
        "\u{feff}{}", 0,
        "the file begins with a byte-order mark, which JSON does not have; save it as UTF-8 "
          + "without one"
      ),
      ("{} x", 3, "expected the end of the file after the value, found \"x\""),
      ("[1,]", 2, "JSON allows no comma after the last element"),
      ("{\"a\":1 , }", 7, "JSON allows no comma after the last element"),
      ("[,1]", 1, "expected a value, found \",\""),
      ("[1 2]", 3, "expected \",\" or \"]\", found \"2\""),
      ("[1", 2, "expected \",\" or \"]\", found the end of the file"),
      ("[", 1, "expected a value, found the end of the file"),
      ("{\"a\" 1}", 5, "expected \":\" after a field's name, found \"1\""),
      ("{\"a\":}", 5, "expected a value, found \"}\""),
      ("{a:1}", 1, "expected a field's name in double quotes, found \"a\""),
      (
        "{'a':1}", 1,
        "expected a field's name in double quotes, found \"'\"; JSON's quotes are double"
      ),
      ("{\"a\":1 // why\n}", 7, "expected \",\" or \"}\", found \"/\"; JSON has no comments"),
      ("# hi\n{}", 0, "expected a value, found \"#\"; JSON has no comments"),
      ("[True]", 1, "expected a value, found \"True\"; did you mean true?"),
      ("[None]", 1, "expected a value, found \"None\"; did you mean null?"),
      ("[nulls]", 1, "expected a value, found \"nulls\""),
      ("[NaN]", 1, "expected a value, found \"NaN\"; JSON has no such number"),
      (
        "[-Infinity]", 2,
        "expected a digit after \"-\", found \"Infinity\"; JSON has no such number"
      ),
      ("[+1]", 1, "expected a value, found \"+\"; JSON's numbers have no sign but -"),
      ("[.5]", 1, "expected a value, found \".\"; JSON's numbers begin with a digit"),
      ("[1.]", 3, "expected a digit after \".\", found \"]\""),
      ("[1e]", 3, "expected a digit after the exponent's \"e\", found \"]\""),
      ("[-]", 2, "expected a digit after \"-\", found \"]\""),
      ("[-01]", 1, "JSON's numbers do not begin with a 0 before other digits"),
      ("[0x10]", 2, "expected \",\" or \"]\", found \"x10\""),
      ("[\"abc", 1, "the text that begins here does not end"),
      ("\"a\nb\"", 2, "the text does not end on its line; a line break in it is written \\n"),
      ("\"a\u{1b}b\"", 2, "the control character 0x1B in a text has to be escaped"),
      (#""\x""#, 1, "JSON has no such escape; a backslash is written \\\\"),
      (#""a\"#, 2, "JSON has no such escape; a backslash is written \\\\"),
      (#""\u12"#, 1, "\\u has to be followed by four hexadecimal digits"),
      (#""\u+123""#, 1, "\\u has to be followed by four hexadecimal digits"),
      (
        #""\ude00""#, 1,
        "the escape is half of a pair (a surrogate), and its other half is missing"
      ),
      (
        #""\ud83dA""#, 1,
        "the escape is half of a pair (a surrogate), and its other half is missing"
      ),
      (
        #""\ud83d"#, 1,
        "the escape is half of a pair (a surrogate), and its other half is missing"
      ),
      ("[é]", 1, "expected a value, found \"é\""),
      ("[\u{1b}]", 1, "expected a value, found \"\\u001b\""),
    ] as [(String, Int, String)])
  func refuses(text: String, offset: Int, message: String) {
    #expect(throws: JSONSyntaxError(message, at: offset)) { try Self.parse(text) }
  }

  @Test(
    "refuses bytes that are not UTF-8",
    arguments: [
      ([0x22, 0x61, 0xFF, 0x22], 2, "0xFF"), ([0x22, 0xC0, 0x80, 0x22], 1, "0xC0"),
      ([0x22, 0xED, 0xA0, 0x80, 0x22], 1, "0xED"), ([0x22, 0xE2, 0x82], 1, "0xE2"),
    ] as [([UInt8], Int, String)])
  func refusesBadBytes(bytes: [UInt8], offset: Int, byte: String) {
    let message = "the byte \(byte) is not UTF-8; save the file as UTF-8"
    #expect(throws: JSONSyntaxError(message, at: offset)) { try JSONParser.parse(bytes) }
  }

  @Test("names UTF-16", arguments: [[0xFF, 0xFE, 0x7B, 0], [0xFE, 0xFF, 0, 0x7B]] as [[UInt8]])
  func namesUTF16(bytes: [UInt8]) {
    let error = JSONSyntaxError("the file is UTF-16; save it as UTF-8", at: 0)
    #expect(throws: error) { try JSONParser.parse(bytes) }
  }

  @Test("nests 64 deep and no deeper", arguments: ["[", "{\"a\":"])
  func nesting(opening: String) {
    let closing = opening == "[" ? "]" : "}"
    func nested(_ depth: Int) -> String {
      String(repeating: opening, count: depth) + "0" + String(repeating: closing, count: depth)
    }
    #expect(throws: Never.self) { try Self.parse(nested(64)) }
    // Depth counts what is open, not what there is.
    #expect(throws: Never.self) { try Self.parse("[" + String(repeating: "[],", count: 99) + "0]") }
    let error = JSONSyntaxError(
      "lists and objects are nested more than 64 deep", at: 64 * opening.utf8.count)
    #expect(throws: error) { try Self.parse(nested(65)) }
    #expect(throws: error) { try Self.parse(String(repeating: opening, count: 100_000)) }
  }

  @Test("reads a text of megabytes, and no file of more than 8 MiB")
  func sizes() throws {
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: JSONParser.maximumSize - 2)
    let quote = [UInt8(ascii: "\"")]
    guard case .string(let text) = try JSONParser.parse(quote + long + quote).value else {
      Issue.record("not a text")
      return
    }
    #expect(text.utf8.count == long.count)
    let error = JSONSyntaxError(
      "the file has 8388609 bytes; no more than 8388608 (8 MiB) are read", at: 0)
    #expect(throws: error) { try JSONParser.parse(quote + long + quote + quote) }
  }

  @Test("keeps the place of every value and key")
  func places() throws {
    let text = #" {"é": [1, "x"]} "#
    let root = try JSONParser.parse(Array(text.utf8))
    #expect(root.range == 1..<17)
    guard case .object(let members) = root.value, case .array(let elements) = members[0].node.value
    else {
      Issue.record("not an object with a list")
      return
    }
    #expect(members[0].keyRange == 2..<6)
    #expect(members[0].node.range == 8..<16)
    #expect(elements.map(\.range) == [9..<10, 12..<15])
  }
}
