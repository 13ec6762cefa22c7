import ExperimentRunner
import Foundation
import TestSupport
import Testing

@Suite("A zip archive of somebody else's") struct ZipArchiveTests {
  struct Hostile: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var reason: String
  }

  private static func one(_ change: (inout ZipBytes.Entry) -> Void) -> [UInt8] {
    var entry = ZipBytes.Entry("a.json", "{}")
    change(&entry)
    return ZipBytes(entries: [entry]).bytes
  }

  private static func named(_ name: String) -> [UInt8] { one { $0.name = Array(name.utf8) } }

  static let hostile: [Hostile] = [
    Hostile(
      testDescription: "a way up", bytes: named("../../etc/passwd"),
      reason: #"has a file that would be written outside of its folder: "../../etc/passwd""#),
    Hostile(
      testDescription: "a way up in the middle", bytes: named("a/../../b"),
      reason: #"has a file that would be written outside of its folder: "a/../../b""#),
    Hostile(
      testDescription: "a way up in the letters of Windows", bytes: named(#"..\b"#),
      reason: #"has a file that would be written outside of its folder: "..\b""#),
    Hostile(
      testDescription: "an absolute name", bytes: named("/tmp/a"),
      reason: #"has a file that would be written outside of its folder: "/tmp/a""#),
    Hostile(
      testDescription: "a drive", bytes: named("C:/a"),
      reason: #"has a file that would be written outside of its folder: "C:/a""#),
    Hostile(
      testDescription: "a zero in the name", bytes: named("a\u{0}b"),
      reason: #"has a file that would be written outside of its folder: "a\u{0}b""#),
    Hostile(
      testDescription: "a link", bytes: one { $0.mode = 0o120777 },
      reason: #"has a link in it: "a.json""#),
    Hostile(
      testDescription: "a device", bytes: one { $0.mode = 0o020666 },
      reason: #"has no ordinary file in it: "a.json""#),
    Hostile(
      testDescription: "encryption", bytes: one { $0.flags = 1 },
      reason: #"is encrypted: "a.json""#),
    Hostile(
      testDescription: "another method", bytes: one { $0.method = 12 },
      reason: #"packs "a.json" with a method that is not taken (12)"#),
    Hostile(
      testDescription: "a size that is not so", bytes: one { $0.saidSize = 3 },
      reason: #"is damaged: "a.json" is not what its checksum says"#),
    Hostile(
      testDescription: "gigabytes", bytes: one { $0.saidSize = 4_000_000_000 },
      reason: "is too large: its files unpack to 4 GB, and at most 67.1 MB are taken"),
    Hostile(
      testDescription: "two of one name",
      bytes: ZipBytes(entries: [.init("a", "1"), .init("./a", "2")]).bytes,
      reason: #"has two files called "a""#),
    Hostile(
      testDescription: "thousands of files",
      bytes: ZipBytes(entries: (0..<1001).map { .init("\($0)", "") }).bytes,
      reason: "has 1001 files; at most 1000 are taken"),
    Hostile(
      testDescription: "a cut", bytes: Array(named("a.json").dropLast(10)),
      reason: "is no zip archive, or was cut off: it has no list of its files"),
  ]

  @Test("is refused, and the reason said", arguments: hostile)
  func refusal(of archive: Hostile) {
    #expect(throws: ZipArchive.Refusal(archive.reason)) { try ZipArchive(archive.bytes) }
  }

  @Test("gives its files, with names in UTF-8 and latin-1, without those of the system")
  func files() throws {
    var latin = ZipBytes.Entry("", "1")
    latin.name = [0x6E, 0xE4, 0x68, 0x65]  // nähe
    let archive = try ZipArchive(
      ZipBytes(entries: [
        latin, .init("x y/it's \"ä\".json", "{}"), .init("__MACOSX/._a", "x"), .init("d/", ""),
        .init("./a\\b.py", "pass"),
      ]).bytes)
    #expect(archive.files.map(\.name) == ["nähe", "x y/it's \"ä\".json", "a/b.py"])
    #expect(archive.files.map { String(decoding: $0.bytes, as: UTF8.self) } == ["1", "{}", "pass"])
  }

  /// Made by Python's zipfile: `a.txt` with 1,000 letters `a`, deflated.
  @Test("unpacks what is deflated")
  func deflated() throws {
    let text =
      "UEsDBBQAAAAIAAAAIQAD2jiaCwAAAOgDAAAFAAAAYS50eHRLTBwFo2AUDHcAAFBLAQIUAxQAAAAIAAAAIQAD2jiaCw"
      + "AAAOgDAAAFAAAAAAAAAAAAAACAAQAAAABhLnR4dFBLBQYAAAAAAQABADMAAAAuAAAAAAA="
    let bytes = Array(try #require(Data(base64Encoded: text)))
    let archive = try ZipArchive(bytes)
    #expect(archive.files.map(\.bytes) == [[UInt8](repeating: 0x61, count: 1000)])
  }
}
