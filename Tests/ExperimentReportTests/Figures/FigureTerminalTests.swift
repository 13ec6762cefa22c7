import ExperimentRunner
import Foundation
import Testing

@Suite(
  "gnuplot and each figure's script",
  .enabled(if: GnuplotRun.isThere, "gnuplot is not installed, so nothing can be drawn"))
struct FigureTerminalTests {
  private let folder: FigureFolder
  private let elsewhere: URL

  init() throws {
    folder = try FigureFolder()
    elsewhere = try folder.subfolder("elsewhere")
  }

  private func path(_ name: String) -> String { folder.url.appending(path: name).path }

  /// One that reads tables, one that reads bytes, one that reads both: the head, which knows of folders
  /// and terminals, is the same in all.
  private static let kinds = ["convergence", "pictures", "unit_life"]

  @Test("draw an SVG beside the script", arguments: FigureFolder.smallNames)
  func drawsSVG(name: String) throws {
    let run = try GnuplotRun([path("\(name).gp")], in: elsewhere)
    #expect(run.status == 0)
    #expect(run.printed == "")
    let picture = try #require(SVGPicture(try folder.bytes("\(name).svg")))
    #expect(picture.text.contains("small: "))
    #expect(picture.paths > 10 || picture.elements["image", default: 0] == 9)
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path).isEmpty)
  }

  @Test("draw it from any folder, by any path", arguments: kinds)
  func drawsFromAnywhere(name: String) throws {
    for script in ["../\(name).gp", "..//elsewhere/../\(name).gp", "\(name).gp"] {
      try? FileManager.default.removeItem(atPath: path("\(name).svg"))
      let run = try GnuplotRun([script], in: script.hasPrefix("..") ? elsewhere : folder.url)
      #expect(run.status == 0)
      #expect(SVGPicture(try folder.bytes("\(name).svg")) != nil)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path).isEmpty)
  }

  @Test("draw a PNG where the first argument is pngcairo", arguments: kinds)
  func drawsPNG(name: String) throws {
    let run = try GnuplotRun(["-c", path("\(name).gp"), "pngcairo"], in: elsewhere)
    #expect(run.status == 0)
    #expect(run.printed == "")
    let picture = try folder.bytes("\(name).png")
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    // The last chunk: no bytes, its name, the checksum of the name.
    let end = [0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
    #expect(picture.suffix(12).elementsEqual(end))
  }

  @Test("draw letters to standard output where it is dumb", arguments: kinds)
  func drawsLetters(name: String) throws {
    let before = try folder.names
    let run = try GnuplotRun(["-c", path("\(name).gp"), "dumb"], in: elsewhere)
    #expect(run.status == 0)
    #expect(run.printed.contains("small: "))
    #expect(try folder.names == before)
  }

  @Test("draw to the file that the second argument names", arguments: kinds)
  func drawsToFile(name: String) throws {
    let run = try GnuplotRun(["-c", path("\(name).gp"), "svg", "it's here.svg"], in: elsewhere)
    #expect(run.status == 0)
    #expect(SVGPicture(try folder.bytes("elsewhere/it's here.svg")) != nil)
  }

  @Test(
    "read and write beside the script whatever the folder is called",
    arguments: ["with space", "it's", "$(x) `y`", "-c", "äöü 漢字", "|ls", "<x", "a\"b"])
  func drawsInStrangeFolders(name: String) throws {
    let strange = try folder.subfolder(name)
    for file in ["convergence.gp", "summary.csv", "drawn_seeds.csv"] {
      try FileManager.default.copyItem(
        at: folder.url.appending(path: file), to: strange.appending(path: file))
    }
    let run = try GnuplotRun(["../\(name)/convergence.gp"], in: elsewhere)
    #expect(run.status == 0, "\(run.printed)")
    #expect(SVGPicture(try folder.bytes("\(name)/convergence.svg")) != nil)
  }
}
