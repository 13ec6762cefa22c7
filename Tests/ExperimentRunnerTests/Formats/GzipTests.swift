import ExperimentRunner
import OptimizerLab
import TestSupport
import Testing

@Suite("A gzip file")
struct GzipTests {
  let scratch: DataScratch
  let plain = idxBytes([5, 4, 3])

  init() throws {
    scratch = try DataScratch()
  }

  @Test("is read as what it holds, whatever its name", arguments: ["file", "file.gz"])
  func inflates(name: String) throws {
    let path = try scratch.write(scratch.gzip(plain), to: name)
    let file = try IDXFile.read(at: path, dimensionCount: 3)
    #expect(file.bytes == [UInt8](plain.dropFirst(16)))
  }

  @Test("by its name alone is read as it stands")
  func misnamed() throws {
    let path = try scratch.write(plain, to: "file.gz")
    #expect(try IDXFile.read(at: path, dimensionCount: 3).bytes.count == 60)
  }

  @Test("of several members is all of them, empty ones too", arguments: [1, 7, 16, 17, 75])
  func members(split: Int) throws {
    let parts = [Array(plain[..<split]), [], Array(plain[split...]), []]
    let bytes = try parts.flatMap(scratch.gzip)
    let path = try scratch.write(bytes, to: "file.gz")
    #expect(try IDXFile.read(at: path, dimensionCount: 3).bytes == [UInt8](plain.dropFirst(16)))
  }

  @Test("longer than any buffer is read whole, in members that end anywhere")
  func long() throws {
    var generator = SeededGenerator(seed: 5)
    let noise = (0..<300_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let whole = idxBytes([300, 1000, 1], count: 0) + noise
    let bytes =
      try scratch.gzip([UInt8](whole[..<70_000])) + scratch.gzip([UInt8](whole[70_000...]))
    let path = try scratch.write(bytes, to: "file.gz")
    #expect(try IDXFile.read(at: path, dimensionCount: 3).bytes == noise)
  }

  @Test("that breaks off anywhere is incomplete")
  func truncated() throws {
    let bytes = try scratch.gzip(plain)
    for length in 2..<bytes.count {
      let path = try scratch.write(bytes.prefix(length), to: "file.gz")
      #expect(
        scratch.idxSentence(path)
          == "file.gz: the gzip data break off at byte \(length), in the middle; "
          + "the file is incomplete")
    }
  }

  @Test("with a wrong checksum or length is damaged", arguments: [(8, "data"), (4, "length")])
  func checksum(fromEnd: Int, check: String) throws {
    var bytes = try scratch.gzip(plain)
    bytes[bytes.count - fromEnd] ^= 1
    let path = try scratch.write(bytes, to: "file.gz")
    let sentence = try #require(scratch.idxSentence(path))
    #expect(sentence.hasPrefix("file.gz: the gzip data are damaged before byte "))
    #expect(sentence.hasSuffix(": incorrect \(check) check"))
  }

  @Test("with something else after it is refused")
  func stray() throws {
    let bytes = try scratch.gzip(plain)
    let path = try scratch.write(bytes + [0, 0, 0], to: "file.gz")
    #expect(
      scratch.idxSentence(path)
        == "file.gz: the gzip data end at byte \(bytes.count), but the file goes on with "
        + "something else")
  }

  @Test("that unfolds into more than its header promises is left at the first byte too many")
  func bomb() throws {
    let bytes = try scratch.gzip(
      idxBytes([1, 2, 2], count: 4) + Array(repeating: 0, count: 1 << 25))
    #expect(bytes.count < 1 << 16)
    // A damaged end shows that nobody reads that far.
    let path = try scratch.write(bytes.dropLast(9), to: "file.gz")
    #expect(
      scratch.idxSentence(path)
        == "file.gz: the IDX header promises 1 x 2 x 2 = 4 bytes, but the file has more after it")
  }

  @Test("of a table is read as pandas does")
  func table() throws {
    let path = try scratch.write(scratch.gzip(Array("x,y\n1,2\n".utf8)), to: "table.csv.gz")
    #expect(try scratch.table(path, features: ["x"], target: "y").targets.floats == [2])
  }
}
