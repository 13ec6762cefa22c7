import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import Testing

@Suite("A gnuplot that does not draw") struct GnuplotErrorTests {
  private let folder: FigureFolder
  private let former = "the former picture"

  init() throws {
    folder = try FigureFolder()
    try folder.write(former, to: "convergence.svg")
  }

  /// What drawing ends with; the former picture must be there still, and nothing new.
  private func error(of gnuplot: Gnuplot, drawing name: String = "convergence") throws
    -> GnuplotError?
  {
    let before = try folder.names
    var failure: GnuplotError?
    do throws(GnuplotError) {
      try gnuplot.draw(name, in: folder.url.path)
    } catch {
      failure = error
    }
    #expect(try folder.text("convergence.svg") == former)
    #expect(try folder.names == before)
    return failure
  }

  private var script: String { folder.url.path + "/convergence.gp" }

  @Test("is missing where no folder of PATH has it", arguments: ["", ":", "/dev/null", "here"])
  func isMissing(path: String) throws {
    let path = path == "here" ? try folder.subfolder("empty").path : path
    #expect(throws: GnuplotError.missing) { try Gnuplot(path: path) }
  }

  @Test("is missing where a file of that name cannot be run, or is a folder")
  func cannotRun() throws {
    try folder.write("#!/bin/sh\n", to: "gnuplot")
    #expect(throws: GnuplotError.missing) { try Gnuplot(path: folder.url.path) }
    let other = try folder.subfolder("other")
    _ = try folder.subfolder("other/gnuplot")
    #expect(throws: GnuplotError.missing) { try Gnuplot(path: other.path) }
  }

  @Test(
    "is too old before 5.4",
    arguments: [
      ("gnuplot 5.2 patchlevel 8", "5.2"), ("gnuplot 4.6 patchlevel 6", "4.6"),
      ("gnuplot 5 patchlevel 0", "5"),
    ])
  func isTooOld(answer: String, version: String) throws {
    let fake = try FakeGnuplot(says: answer)
    #expect(throws: GnuplotError.tooOld(version: version)) { try fake.gnuplot() }
  }

  @Test("is not used where it tells no version", arguments: ["", "gnuplot", "entry"])
  func tellsNone(answer: String) throws {
    let fake = try FakeGnuplot(says: answer)
    #expect(throws: GnuplotError.unknownVersion(said: answer)) { try fake.gnuplot() }
  }

  @Test(
    "warns of a terminal as it likes, and is taken for what it is, and told of none that it could")
  func warns() throws {
    let fake = try FakeGnuplot(
      says: "\nwarning: unknown terminal type $TERM, entry 1.2 is too old\ngnuplot 6.0 patchlevel 2"
    )
    _ = try fake.gnuplot()
  }

  @Test("is new enough from 5.4 on", arguments: ["5.4", "5.5", "5.10", "6.0", "10.0"])
  func isNewEnough(version: String) throws {
    _ = try FakeGnuplot(says: "gnuplot \(version) patchlevel 0").gnuplot()
  }

  @Test("is stopped after its time")
  func hangs() throws {
    let fake = try FakeGnuplot(drawing: "exec sleep 60")
    let start = ContinuousClock.now
    #expect(
      try error(of: fake.gnuplot(secondsAllowed: 1)) == .timedOut(script: script, seconds: 1))
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test("is stopped after its time although it writes all the while")
  func talks() throws {
    let fake = try FakeGnuplot(drawing: "exec yes")
    #expect(
      try error(of: fake.gnuplot(secondsAllowed: 1)) == .timedOut(script: script, seconds: 1))
  }

  @Test(
    "leaves an incomplete picture, or none",
    arguments: [
      "printf '<svg><path d=\"M0,0' > \"$picture\"", ": > \"$picture\"", "exit 0",
      "mkdir \"$picture\"",
    ])
  func isIncomplete(drawing: String) throws {
    let fake = try FakeGnuplot(drawing: drawing)
    #expect(try error(of: fake.gnuplot()) == .incomplete(script: script))
  }

  @Test(
    "fails with what it said",
    arguments: [
      ("echo 'line 3: no such column' >&2; exit 1", "line 3: no such column"),
      ("exit 3", "it gave no reason"), ("kill -9 $$", "it gave no reason"),
      ("printf '<svg></svg>' > \"$picture\"; exit 1", "it gave no reason"),
    ])
  func fails(drawing: String, message: String) throws {
    let fake = try FakeGnuplot(drawing: drawing)
    #expect(try error(of: fake.gnuplot()) == .failed(script: script, message: message))
  }

  @Test("replaces the former picture only with a whole one")
  func replaces() throws {
    let fake = try FakeGnuplot(drawing: "printf '<svg></svg>' > \"$picture\"")
    let before = try folder.names
    try fake.gnuplot().draw("convergence", in: folder.url.path)
    #expect(try folder.text("convergence.svg") == "<svg></svg>")
    #expect(try folder.names == before)
  }

  @Test("gets none of a user's own settings of it")
  func environment() {
    let variables = [
      "PATH": "/bin", "HOME": "/home/a", "GNUTERM": "x11", "GNUPLOT_LIB": "/l", "FIT_LOG": "/f",
      "GNUPLOT_DEFAULT_GDFONT": "f", "LC_ALL": "C", "TERM": "xterm-kitty",
    ]
    #expect(
      GnuplotProcess.environment(of: variables)
        == ["PATH": "/bin", "HOME": "/home/a", "LC_ALL": "C", "TERM": "dumb"])
  }

  @Test("says what it could not do in a sentence")
  func sentences() {
    let errors: [GnuplotError] = [
      .missing, .tooOld(version: "5.2"), .unknownVersion(said: ""),
      .failed(script: "a.gp", message: "no column loss"),
      .timedOut(script: "a.gp", seconds: 120), .incomplete(script: "a.gp"),
      .notBegun(script: "a.gp"),
      .several([.incomplete(script: "a.gp"), .failed(script: "b.gp", message: "no column loss")]),
    ]
    #expect(
      errors.map(\.description) == [
        "gnuplot is not installed, so the figures are not drawn (their scripts and the CSV files are "
          + "complete); install it (Debian: gnuplot-nox) and draw with `optlab plot`",
        "gnuplot 5.2 is too old to draw the figures; 5.4 or newer is needed",
        "gnuplot does not tell its version, and so draws nothing here; it says: nothing",
        "gnuplot could not draw a.gp: no column loss",
        "gnuplot took longer than 120 s to draw a.gp and was stopped",
        "the picture of a.gp is not complete; is the disk full?",
        "there was no time left to draw a.gp",
        "the picture of a.gp is not complete; is the disk full?; gnuplot could not draw b.gp: no "
          + "column loss",
      ])
  }
}
