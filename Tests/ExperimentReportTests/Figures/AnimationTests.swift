import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import Testing

@Suite(
  "A film", .enabled(if: GnuplotRun.isThere, "gnuplot is not installed, so nothing can be drawn"))
struct AnimationTests {
  private let folder: FigureFolder
  private let films: [FigureScript]

  init() throws {
    folder = try FigureFolder()
    films = FigureCatalog.animations(named: FigureFolder.allNames, for: SmallContext.context)
    for film in films { try folder.write(film.text, to: film.fileName) }
  }

  @Test("is there of the paths and of the pictures")
  func names() {
    #expect(films.map(\.name) == ["paths_animation", "pictures_animation"])
  }

  @Test("has all its frames, goes on for ever, and is small")
  func frames() throws {
    #expect(FigureDrawing.draw(films.map(\.name), in: folder.url.path, as: .gif).failure == nil)
    for (film, count) in zip(films, [40, 25]) {
      let bytes = [UInt8](try folder.bytes("\(film.name).gif"))
      #expect(bytes.starts(with: Array("GIF89a".utf8)))
      #expect(bytes.contains(Array("NETSCAPE2.0".utf8)))
      // A graphic control extension before each frame.
      let frames = bytes.indices.dropLast(4).count {
        bytes[$0] == 0x21 && bytes[$0 + 1] == 0xF9 && bytes[$0 + 2] == 4
      }
      #expect((count...count + 1).contains(frames), "\(film.name): \(frames)")
      #expect(bytes.count < 1_000_000, "\(film.name): \(bytes.count)")
    }
  }

  @Test("shows its end where pictures do not move")
  func lastFrame() throws {
    for film in films {
      let run = try GnuplotRun(["-c", film.fileName, "svg"], in: folder.url)
      #expect(run.status == 0 && run.printed == "", "\(run.printed)")
      let picture = try #require(SVGPicture(try folder.bytes("\(film.name).svg")))
      #expect(picture.text.contains("step 50"))
    }
  }
}
