import ExperimentRunner
import OptimizerLab
import TestSupport
import Testing

@Suite("An IDX file")
struct IDXFileTests {
  let scratch: DataScratch

  init() throws {
    scratch = try DataScratch()
  }

  @Test(
    "gives its dimensions and bytes", arguments: [[2, 3, 4], [1, 1, 1], [5], [0], [0, 28, 28]])
  func reads(dimensions: [UInt32]) throws {
    let path = try scratch.write(idxBytes(dimensions), to: "file")
    let file = try IDXFile.read(at: path, dimensionCount: dimensions.count)
    #expect(file.dimensions == dimensions.map(Int.init))
    #expect(file.bytes == [UInt8](idxBytes(dimensions).dropFirst(4 + 4 * dimensions.count)))
  }

  private static let truncations: [(length: Int, sentence: String)] = [
    (0, "file: the file ends after 0 bytes, within the 16 bytes of its IDX header"),
    (1, "file: the file ends after 1 byte, within the 16 bytes of its IDX header"),
    (3, "file: the file ends after 3 bytes, within the 16 bytes of its IDX header"),
    (4, "file: the file ends after 4 bytes, within the 16 bytes of its IDX header"),
    (15, "file: the file ends after 15 bytes, within the 16 bytes of its IDX header"),
    (
      16,
      "file: the IDX header promises 2 x 3 x 4 = 24 bytes, but the file has only 0 after it; it is "
        + "incomplete"
    ),
    (
      39,
      "file: the IDX header promises 2 x 3 x 4 = 24 bytes, but the file has only 23 after it; it is "
        + "incomplete"
    ),
  ]

  @Test("that breaks off says where", arguments: truncations)
  func truncated(length: Int, sentence: String) throws {
    let path = try scratch.write(idxBytes([2, 3, 4]).prefix(length), to: "file")
    #expect(scratch.idxSentence(path) == sentence)
  }

  private static let headers: [(bytes: [UInt8], sentence: String)] = [
    (
      idxBytes([2, 3, 4]) + [7, 7],
      "file: the IDX header promises 2 x 3 x 4 = 24 bytes, but the file has 26 after it"
    ),
    (
      idxBytes([6]),
      "file: the first four bytes are 0x00000801; IDX data of unsigned bytes in 3 dimensions "
        + "begin with 0x00000803"
    ),
    (
      idxBytes([1, 1, 1], magic: 0x0D03),
      "file: the first four bytes are 0x00000D03; IDX data of unsigned bytes in 3 dimensions "
        + "begin with 0x00000803"
    ),
    (
      [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 30),
      "file: this is a zip archive; what is needed is an IDX file; unpack it first"
    ),
    (
      idxBytes([.max, .max, .max], count: 9),
      "file: the IDX header promises 4294967295 x 4294967295 x 4294967295 bytes; "
        + "at most 1073741824 are read"
    ),
    (
      idxBytes([1 << 30, 2, 1], count: 9),
      "file: the IDX header promises 1073741824 x 2 x 1 bytes; at most 1073741824 are read"
    ),
    (
      // 2^64 in all, which is 0 where nobody looks for an overflow.
      idxBytes([1 << 31, 1 << 31, 4], count: 0),
      "file: the IDX header promises 2147483648 x 2147483648 x 4 bytes; "
        + "at most 1073741824 are read"
    ),
  ]

  @Test("is refused where its header cannot be true", arguments: headers)
  func impossible(bytes: [UInt8], sentence: String) throws {
    let path = try scratch.write(bytes, to: "file")
    #expect(scratch.idxSentence(path) == sentence)
  }

  @Test("of labels is told from one of images")
  func labels() throws {
    let path = try scratch.write(idxBytes([1, 1, 1]), to: "file")
    #expect(
      scratch.idxSentence(path, dimensionCount: 1)
        == "file: the first four bytes are 0x00000803; IDX data of unsigned bytes in 1 dimension "
        + "begin with 0x00000801")
  }
}
