import Foundation
import OptimizerLab
import TestSupport
import Testing

/// The folder of the small run, and what becomes of it.
@Suite("Drawing a folder again")
struct PlotTests {
  private let scratch: TestFolder

  init() throws { scratch = try SmallRun.copy() }

  /// Runs it again with some edits, and some of its figures.
  @discardableResult
  private func run(figures: String..., edits: String...) throws -> Program.Outcome {
    try clear()
    let list = figures.map { "\"\($0)\"" }.joined(separator: ", ")
    return try Program.run(
      ["run", "small.json", "--out", "out"]
        + (edits + ["figures=[\(list)]"]).flatMap { ["--set", $0] }, in: scratch.folder)
  }

  private func plot(_ arguments: [String] = ["out"], path: String? = nil) throws
    -> Program.Outcome
  {
    try Program.run(
      ["plot"] + arguments, in: scratch.folder, environment: path.map { ["PATH": $0] } ?? [:])
  }

  /// Every table and script is there; returns the names of the pictures.
  private func checkFiles() throws -> Set<String> {
    let names = Set(try FileManager.default.contentsOfDirectory(atPath: scratch.file("out").path))
    #expect(names.isSuperset(of: ["curves.csv", "summary.csv", "results.csv", "results.md"]))
    #expect(names.isSuperset(of: ["convergence.gp", "paths.gp", "captions.json"]))
    return names.filter { $0.hasSuffix(".svg") }
  }

  /// Takes away what a plot must make again.
  private func clear() throws {
    let folder = scratch.file("out").path
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where [".csv", ".gp", ".svg", ".md", ".tex", "captions.json"].contains(where: name.hasSuffix) {
      try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }

  @Test("that is no run's says so")
  func noRun() throws {
    let outcome = try plot(["."])
    #expect(outcome.code == 66)
    #expect(outcome.errors == "optlab: .: this is no folder of a run: it has no experiment.json\n")
  }

  @Test("without a finished trial says so, and writes tables and scripts all the same")
  func nothingFinished() throws {
    try clear()
    try FileManager.default.removeItem(at: scratch.file("out/trials"))
    let outcome = try plot()
    #expect(outcome.code == 65)
    #expect(
      outcome.errors.contains("out: none of its trials has a result")
        && outcome.errors.contains("`optlab run` makes them"), "\(outcome.errors)")
    _ = try checkFiles()
    #expect(try scratch.table("out/trials.csv").rows.count == 12)
  }

  @Test("of one seed has no bands, and says so in the caption and on the terminal")
  func oneSeed() throws {
    try run(figures: "convergence", edits: "seeds=[3]")
    let outcome = try plot()
    #expect(outcome.code == 0)
    #expect(
      outcome.errors.contains("one seed: the curves have no bands, and the tables no intervals"))
    #expect(try scratch.text("out/captions.json").contains("There is one seed, and so no band"))
    #expect(!(try scratch.text("out/convergence.gp").contains("filledcurves")))
    #expect(try scratch.text("out/results.md").contains("One seed: there are no intervals"))
  }

  @Test(
    "is remarked on by the run itself, but for a quiet one",
    arguments: [([], true), (["--quiet"], false)])
  func runRemarks(_ options: [String], isSaid: Bool) throws {
    let outcome = try Program.run(
      [
        "run", "small.json", "--out", "one", "--set", "seeds=[3]", "--set",
        "figures=[\"convergence\"]",
      ] + options, in: scratch.folder)
    #expect(outcome.code == 0)
    #expect(
      outcome.errors.contains("optlab: one seed: the curves have no bands") == isSaid,
      "\(outcome.errors)")
  }

  @Test("that would be taller than a picture may be comes in pages")
  func tall() throws {
    let problems = (1...60).map {
      """
      {"name": "p\($0)", "kind": "regression", "steps": 2, "batch_size": 8,
       "data": {"kind": "function", "function": "linear", "count": 8},
       "model": [{"kind": "linear", "units": 1}]}
      """
    }
    try scratch.write(
      """
      {"name": "tall", "problems": [\(problems.joined(separator: ","))],
       "optimizers": [{"kind": "adam"}], "figures": ["convergence"]}
      """, to: "tall.json")
    let run = try Program.run(["run", "tall.json", "--out", "tall"], in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    let outcome = try plot(["tall", "--format", "png"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let pages = ["convergence.png", "convergence_2.png", "convergence_3.png"]
    #expect(outcome.output == pages.map { "tall/\($0)\n" }.joined())
    for page in pages {
      // Bytes 20 to 23 of a PNG are its height.
      let bytes = [UInt8](try Data(contentsOf: scratch.file("tall/\(page)")))
      let height = bytes[20..<24].reduce(0) { $0 << 8 + Int($1) }
      #expect((1_000...4_000).contains(height), "\(page): \(height)")
    }
  }

  @Test("draws one figure alone, as wide as a paper's column")
  func oneFigure() throws {
    try clear()
    let outcome = try plot([
      "out", "--figure", "convergence", "--format", "pdf", "--width", "column",
    ])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output == "out/convergence.pdf\n")
    let script = try scratch.text("out/convergence.gp")
    #expect(script.contains("paper = 85.0 ") && script.contains("width = 413 "))
    // The page's box is in points, of which an inch has 72.
    let bytes = String(
      decoding: try Data(contentsOf: scratch.file("out/convergence.pdf")), as: UTF8.self)
    let box = try #require(bytes.firstMatch(of: /MediaBox ?\[ ?0 0 ([0-9]+)/))
    let points = try #require(Int(box.1))
    #expect((240...242).contains(points), "\(points)")
  }

  @Test(
    "refuses figures, widths and columns that there are not",
    arguments: [
      (["--figure", "convergance"], "\"convergance\" is unknown; did you mean \"convergence\"?"),
      (["--figure", "tuning"], "tuning has nothing to show of this run"),
      (
        ["--width", "wide", "--format", "pdf"], "--width is column, page or a number of millimetres"
      ),
      (["--width", "column"], "--width is for --format png, pdf or tex"),
      (["--columns", "lr,diverted"], "\"diverted\" is unknown; did you mean \"diverged\"?"),
    ])
  func refuses(arguments: [String], reason: String) throws {
    let outcome = try plot(["out"] + arguments)
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains(reason), "\(outcome.errors)")
  }

  @Test("gives the tables the columns that were chosen")
  func columns() throws {
    let outcome = try plot(["out", "--figure", "paths", "--columns", "diverged,final_loss_median"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(try scratch.text("out/results.md").contains("| optimizer | diverged | "))
    #expect(try scratch.text("out/results.tex").contains("% columns: diverged,final_loss_median"))
  }

  @Test("all of whose trials diverged says so, and is drawn")
  func allDiverged() throws {
    try run(
      figures: "convergence", "paths",
      edits: "optimizers.0.lr=1e38", "optimizers.1.lr=1e38", "record.every=1")
    let outcome = try plot()
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("all 12 trials diverged"), "\(outcome.errors)")
    #expect(try scratch.text("out/captions.json").contains("All 4 trials diverged"))
    #expect(try checkFiles().contains("convergence.svg"))
  }

  @Test("without gnuplot says so, and writes tables and scripts all the same")
  func noGnuplot() throws {
    try clear()
    let outcome = try plot(path: "/nowhere")
    #expect(outcome.code == 69)
    #expect(outcome.errors.contains("gnuplot is not installed"), "\(outcome.errors)")
    #expect(try checkFiles() == [])
  }

  @Test("with a gnuplot that is too old says so, and writes tables and scripts all the same")
  func oldGnuplot() throws {
    try clear()
    try scratch.writeProgram("#!/bin/sh\necho 'gnuplot 5.2 patchlevel 8'\n", to: "gnuplot")
    let outcome = try plot(path: scratch.folder.path)
    #expect(outcome.code == 69)
    #expect(
      outcome.errors.contains("gnuplot 5.2 is too old to draw the figures; 5.4 or newer is needed"),
      "\(outcome.errors)")
    #expect(try checkFiles() == [])
  }

  @Test("over another axis writes it into the script")
  func axis() throws {
    try run(figures: "convergence")
    #expect(try plot(["out", "--axis", "seconds"]).code == 0)
    #expect(try scratch.text("out/convergence.gp").contains("x_left = 'seconds'"))
    let bad = try plot(["out", "--axis", "miles"])
    #expect(bad.code == 64)
    #expect(bad.errors.contains("gradient_evaluations"), "\(bad.errors)")
  }

  @Test("with several learning rates compares the best, shows them all, and can be verified")
  func sweep() throws {
    let rates = "optimizers.1.lr={\"line\": [0.001, 0.01, 1e30], \"gan\": 0.01, \"valley\": 1e-4}"
    #expect(try run(figures: "convergence", "lr_sensitivity", edits: rates).code == 0)
    let trials = try scratch.csv("out/trials.csv").rows.filter {
      try $0["problem", "optimizer"] == ["line", "SGD"]
    }
    #expect(
      try trials.map { try $0["trial", "lr", "seed"].joined(separator: " ") } == [
        "2 0.001 0", "3 0.001 1", "4 0.01 0", "5 0.01 1", "6 1e30 0", "7 1e30 1",
      ])
    let table = try scratch.csv("out/lr_sensitivity.csv").rows
    #expect(
      try table.map {
        try $0["lr", "seeds", "finished", "diverged", "compared"].joined(separator: " ")
      } == ["0.001 2 2 0 0", "0.01 2 2 0 1", "1e30 2 0 2 0"])
    #expect(FileManager.default.fileExists(atPath: scratch.file("out/lr_sensitivity.svg").path))
    #expect(
      try scratch.text("out/captions.json").contains("Of several learning rates the best by final"))
    let shown = try Program.run(["show", "small.json", "--set", rates], in: scratch.folder)
    #expect(shown.output.contains("\n5  line  SGD  sgd  0.01  1  1  "), "\(shown.output)")
    let verified = try Program.run(["verify", "out"], in: scratch.folder)
    #expect(verified.output == "16 of 16 trials agree bit for bit\n")
    let script = try Program.run(["torch", "small.json", "--set", rates], in: scratch.folder)
    #expect(script.output.contains("\"line\": [0.001, 0.01, 1e30]"), "\(script.output)")
    #expect(
      script.output.contains("for lr, seed in itertools.product(entry.rates(problem), SEEDS)"))
  }
}
