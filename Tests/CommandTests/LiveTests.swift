import Foundation
import OptimizerLab
import TestSupport
import Testing

/// Runs of a GAN that take long enough to be watched.
@Suite("A run that is watched") struct LiveTests {
  private let spec = """
    {"name": "watched", "seeds": [0],
     "problems": [{"name": "gan", "kind": "gan", "data": {"kind": "digits", "count": 40},
       "latent": 4, "generator": [{"kind": "linear", "units": 784}, "tanh"],
       "discriminator": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1},
         "sigmoid"],
       "epochs": 1500, "batch_size": 16}],
     "optimizers": [{"name": "Adam · β₁", "kind": "adam"}], "figures": ["pictures"],
     "record": {"every": 500, "probe": 16}}
    """

  private let scratch: TestFolder
  /// A folder for the `PATH` with a gnuplot of the test's own.
  private let path: String

  init() throws {
    scratch = try TestFolder()
    try scratch.write(spec, to: "spec.json")
    path = scratch.file("bin").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// - Parameter living: what it does as a living plot; figures are drawn by the real one.
  private func install(living: String) throws {
    let real = try #require(
      (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/gnuplot" }.first { FileManager.default.isExecutableFile(atPath: $0) })
    let gnuplot = try scratch.write(
      """
      #!/bin/bash
      if [ "$1" != --default-settings ]; then exec \(real) "$@"; fi
      \(living)
      """, to: "bin/gnuplot")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: gnuplot.path)
  }

  private func run(_ arguments: String..., display: String = ":99") throws -> Program.Outcome {
    let outcome = try Program.run(
      ["run", "spec.json"] + arguments, in: scratch.folder,
      environment: [
        "PATH": "\(path):\(ProcessInfo.processInfo.environment["PATH"] ?? "")",
        "DISPLAY": display, "WAYLAND_DISPLAY": "",
      ])
    #expect(outcome.code == 0, "\(outcome.errors)")
    return outcome
  }

  /// Takes down what it is told, and answers as a gnuplot with a window does.
  private var listening: String {
    """
    exec perl -ne 'BEGIN { open(TOLD, ">>", "\(scratch.file("told").path)");
        select(TOLD); $| = 1; select(STDOUT); $| = 1 } print TOLD $_;
      print " x11 " if /GPVAL_TERMINALS/; print "\\036" if /\\\\036/'
    """
  }

  @Test("shows what the generator draws, pixel by pixel, both losses and dead units")
  func pictures() throws {
    try install(living: listening)
    let outcome = try run("--out", "out", "--live")
    #expect(
      outcome.output.contains(
        "gan: Fréchet distance of G at the end, loss of D and G over the last tenth, median"),
      "\(outcome.output)")
    let told = try scratch.text("told")
    for panel in ["loss, discriminator", "Fréchet distance", "loss, generator", "dead units"] {
      #expect(told.contains("set ylabel '\(panel)'"), "\(panel)")
    }
    #expect(told.contains("title 'Adam · β₁"))
    #expect(told.contains("plot $sheet0 matrix with image"))
    // The last may be cut off: a run does not wait for its plot.
    let sampleGrids = told.components(separatedBy: "$sheet0 << e\n").dropFirst()
      .filter { $0.contains("\ne\n") }
      .map { sampleGrid in
        sampleGrid.components(separatedBy: "\ne\n")[0].split(separator: "\n").map {
          $0.split(separator: " ").compactMap { UInt8($0) }
        }
      }
    #expect(!sampleGrids.isEmpty)
    // The file has the left half of each.
    // Sixteen pictures, eight side by side.
    let (width, height) = (4 * 29 + 1, 2 * 29 + 1)
    let gridFile = Array(try Data(contentsOf: scratch.file("out/pictures.u8")))
    let kept = stride(from: 0, through: gridFile.count - width * height, by: width * height).map {
      Array(gridFile[$0..<$0 + width * height])
    }
    for rows in sampleGrids {
      #expect(rows.count == height && rows.allSatisfy { $0.count == 8 * 29 + 1 })
      #expect(kept.contains(rows.flatMap { $0.prefix(width) }))
      #expect(Set(rows.joined()).count > 100)
    }
  }

  /// What becomes of the plot, and what is said of it.
  enum Fate: String, CaseIterable {
    case isLookedAt, dies, neverAnswers, hasNoDisplay

    var sentence: String? {
      switch self {
      case .isLookedAt: nil
      case .dies: "optlab: the live plot has ended: its gnuplot or its window is gone\n"
      case .neverAnswers: "optlab: the live plot has ended: its gnuplot or its window is gone\n"
      case .hasNoDisplay:
        "optlab: no live plot: there is no display, and standard error is not a terminal to draw in\n"
      }
    }
  }

  @Test("has the same numbers, whatever becomes of the plot", arguments: Fate.allCases)
  func numbers(_ fate: Fate) throws {
    switch fate {
    case .dies: try install(living: "head -n 200 | (\(listening))")
    case .neverAnswers: try install(living: "exec sleep 30")
    case .isLookedAt, .hasNoDisplay: try install(living: listening)
    }
    let outcome = try run(
      "--out", "out", "--live", "--quiet", display: fate == .hasNoDisplay ? "" : ":99")
    #expect(outcome.errors == fate.sentence ?? "")
    _ = try run("--out", "other", "--quiet")
    for table in tables
    where FileManager.default.fileExists(atPath: scratch.file("out/\(table)").path) {
      #expect(try scratch.table("out/\(table)") == scratch.table("other/\(table)"), "\(table)")
    }
    #expect(
      try Data(contentsOf: scratch.file("out/pictures.u8"))
        == Data(contentsOf: scratch.file("other/pictures.u8")))
  }
}
