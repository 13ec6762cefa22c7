import ExperimentRunner
import Foundation
import TestSupport
import Testing

@Suite("A folder of the output")
struct OutputFolderTests {
  @Test("is made with those above it, and whoever asks again is told that it was there")
  func making() throws {
    let scratch = try TestFolder()
    let path = scratch.file("above/folder").path
    #expect(try OutputFile.makeFolder(path))
    #expect(try !OutputFile.makeFolder(path) && !OutputFile.makeFolder("\(path)/"))
    #expect(OutputFile.isFolder(path) && OutputFile.names(in: path).isEmpty)
  }

  @Test("is told from files, from nothing, and behind a link")
  func kinds() throws {
    let scratch = try TestFolder()
    try scratch.write("text", to: "file")
    let (file, folder) = (scratch.file("file").path, scratch.folder.path)
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: "\(folder)/link", withDestinationPath: folder)
    #expect(OutputFile.isFolder("\(folder)/link") && !OutputFile.isFolder(file))
    #expect(!OutputFile.isFolder("\(folder)/nothing") && !OutputFile.isFolder("\(file)/below"))
    #expect(throws: OutputError.self) { try OutputFile.makeFolder(file) }
    #expect(throws: OutputError.self) { try OutputFile.makeFolder("\(file)/below") }
  }
}
