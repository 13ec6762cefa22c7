import ExperimentRunner
import Foundation
import TestSupport
import Testing

@Suite("A path to data")
struct InputFileTests {
  let scratch: DataScratch

  init() throws {
    scratch = try DataScratch()
  }

  @Test(
    "with nothing there is a missing file", arguments: ["none", "file/none", "file\0", "none/"])
  func missing(name: String) throws {
    try scratch.write(idxBytes([1, 1, 1]), to: "file")
    let error = try #require(throws: DataError.self) {
      try IDXFile.read(at: scratch.path(name), dimensionCount: 3)
    }
    #expect(error.isMissingFile)
    #expect(!error.isReadFailure)
    let shown = name.replacingOccurrences(of: "\0", with: "\\u{0}")
    #expect(scratch.sentence(error) == "\(shown): there is no such file")
  }

  @Test(
    "to something else than a file is refused at once",
    arguments: [
      ("/dev/zero", "/dev/zero: this is a device; an ordinary file is needed"),
      ("/dev/full", "/dev/full: this is a device; an ordinary file is needed"),
      ("/proc/self", "/proc/self: this is a folder; an ordinary file is needed"),
    ])
  func device(path: String, sentence: String) {
    #expect(scratch.idxSentence(path) == sentence)
    #expect(scratch.tableSentence(path, features: ["x"], target: "y") == sentence)
  }

  @Test("to a pipe does not wait for a writer")
  func pipe() throws {
    let path = scratch.path("pipe")
    // unsafe: a C string for the length of the call.
    try #require(unsafe mkfifo(path, 0o600) == 0)
    #expect(
      scratch.idxSentence(path) == "pipe: this is a pipe; an ordinary file is needed")
  }

  @Test("that the system cannot read is no missing file")
  func unreadable() throws {
    let loop = scratch.path("loop")
    try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: loop)
    let sentences = [
      loop: "loop: the file cannot be read: Too many levels of symbolic links",
      "/proc/self/mem": "/proc/self/mem: the file cannot be read: Input/output error",
    ]
    for (path, sentence) in sentences {
      let error = try #require(throws: DataError.self) {
        try IDXFile.read(at: path, dimensionCount: 3)
      }
      #expect(error.isReadFailure)
      #expect(!error.isMissingFile)
      #expect(scratch.sentence(error) == sentence)
    }
  }

  @Test("to more than a gigabyte is refused before it is read")
  func tooLarge() throws {
    let path = try scratch.write([], to: "file")
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.truncate(atOffset: 1 << 30 + 1)
    try file.close()
    #expect(
      scratch.tableSentence(path, features: ["x"], target: "y")
        == "file: the file holds more than 1073741824 bytes, the most that is read")
  }
}
