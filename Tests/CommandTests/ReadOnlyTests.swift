import ExperimentRunner
import Foundation
import TestSupport
import Testing

@Suite("A folder that one may only read")
struct ReadOnlyTests {
  /// Root may write everywhere, and so becomes nobody.
  private static let asReader: [String] =
    geteuid() == 0
    ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", Program.binary.path]
    : [Program.binary.path]

  /// Nobody may be kept from the place where the program lies.
  private static let canRun =
    (try? run(["--version"], in: FileManager.default.temporaryDirectory))?.code == 0

  private static func run(_ arguments: [String], in folder: URL) throws -> Program.Outcome {
    try Program.run(
      asReader + arguments, in: folder, program: URL(fileURLWithPath: "/usr/bin/env"))
  }

  @Test(
    "is drawn in letters, and told what could be cleaned, and nothing in it changes",
    .enabled(if: canRun, "root cannot give up its rights here and still run the program"))
  func letters() throws {
    let scratch = try SmallRun.copy()
    try scratch.write("old", to: "out/trials/2dd44b9cdc09a2007eb6210e241cfd52.damaged")
    let files = FileManager.default
    let paths = ["", "/out"] + (try scratch.paths(below: "out").map { "/out/\($0)" })
    let folders = paths.map { scratch.folder.path + $0 }.filter(OutputFile.isFolder)
    for folder in folders {
      try files.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder)
    }
    defer {
      for folder in folders {
        try? files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
      }
    }
    let before = try scratch.paths(below: "out")
    let plot = try Self.run(["plot", "out", "--format", "term"], in: scratch.folder)
    #expect(plot.code == 0, "\(plot.errors)")
    #expect(plot.output.contains("Convergence"))
    let clean = try Self.run(["clean", "out", "--dry-run"], in: scratch.folder)
    #expect(clean.code == 0, "\(clean.errors)")
    #expect(clean.output.contains("1 would be removed"), "\(clean.output)")
    #expect(try scratch.paths(below: "out") == before)
    let svg = try Self.run(["plot", "out"], in: scratch.folder)
    #expect(svg.code == 73, "\(svg.errors)")
  }
}
