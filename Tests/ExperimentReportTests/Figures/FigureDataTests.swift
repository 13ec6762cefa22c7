import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import Testing

@Suite(
  "A figure whose data are not there",
  .enabled(if: GnuplotRun.isThere, "gnuplot is not installed, so nothing can fail in it"))
struct FigureDataTests {
  private let folder: FigureFolder
  private let former = "the former picture"

  init() throws {
    folder = try FigureFolder()
  }

  /// A file that a figure reads, and the columns it needs.
  struct Need: Sendable, CustomTestStringConvertible {
    var figure: String
    var file: String
    var columns: [String]

    var testDescription: String { "\(figure) without \(file)" }
  }

  static let needs = [
    Need(
      figure: "convergence", file: "summary.csv",
      columns: [
        "problem_index", "optimizer_index", "network", "step", "epoch", "examples",
        "gradient_evaluations", "seconds", "loss_median", "eval_loss_median", "died",
      ]),
    Need(
      figure: "convergence", file: "drawn_seeds.csv",
      columns: [
        "problem_index", "optimizer_index", "network", "equal_factors", "place", "step",
        "gradient_evaluations", "eval_loss", "loss",
      ]),
    Need(
      figure: "dead_units", file: "drawn_layer_seeds.csv",
      columns: [
        "problem_index", "optimizer_index", "network", "equal_factors", "place", "step", "layer",
        "units", "dead_units", "always_negative",
      ]),
    Need(
      figure: "time_to_target", file: "time_to_target.csv",
      columns: [
        "problem_index", "optimizer_index", "step", "gradient_evaluations", "share", "ended",
      ]),
    Need(
      figure: "lr_sensitivity", file: "lr_sensitivity.csv",
      columns: [
        "problem_index", "optimizer_index", "network", "lr", "seeds", "finished", "diverged",
        "compared",
      ] + spread("final_loss")),
    Need(
      figure: "tuning", file: "tuning_budget.csv",
      columns: [
        "problem_index", "optimizer_index", "tries", "expected_best", "win_probability",
      ]),
    Need(
      figure: "dead_units", file: "summary.csv",
      columns: ["problem_index", "optimizer_index", "network", "step", "dead_fraction_median"]),
    Need(
      figure: "dead_units", file: "layer_summary.csv",
      columns: [
        "problem_index", "optimizer_index", "network", "layer", "units", "step",
        "dead_units_median", "always_negative_median",
      ]),
    Need(
      figure: "gradients", file: "layer_summary.csv",
      columns: [
        "problem_index", "optimizer_index", "network", "layer", "step", "gradient_norm_median",
      ]),
    Need(
      figure: "gradients", file: "summary.csv",
      columns: ["problem_index", "optimizer_index", "network", "step", "gradient_flow_median"]),
    Need(
      figure: "update_ratios", file: "layer_summary.csv",
      columns: [
        "problem_index", "optimizer_index", "network", "layer", "step", "update_ratio_median",
      ]),
    Need(
      figure: "update_ratios", file: "summary.csv",
      columns: ["problem_index", "optimizer_index", "network", "step", "effective_rate_median"]),
    Need(
      figure: "learning_rates", file: "summary.csv",
      columns: ["problem_index", "optimizer_index", "network", "step", "lr_median"]),
    Need(
      figure: "update_cosines", file: "summary.csv",
      columns: ["problem_index", "optimizer_index", "network", "step", "update_cosine_median"]),
    Need(
      figure: "update_cosines", file: "layer_summary.csv",
      columns: [
        "problem_index", "optimizer_index", "network", "layer", "step", "update_cosine_median",
      ]),
    Need(
      figure: "unit_life", file: "units.csv",
      columns: [
        "trial", "optimizer_index", "seed", "network", "layer", "columns", "last_step",
        "sorted_offset",
      ]),
    Need(
      figure: "histograms", file: "drawn_histograms.csv",
      columns: [
        "trial", "optimizer_index", "seed", "network", "layer", "quantity", "step", "bin_low",
        "bin_high", "density", "count",
      ]),
    Need(
      figure: "paths", file: "paths.csv",
      columns: ["problem_index", "optimizer_index", "seed", "x", "y"]),
    Need(
      figure: "gan_scores", file: "summary.csv",
      columns: [
        "problem_index", "optimizer_index", "network", "step", "loss_median", "real_score_median",
        "fake_score_median", "saturation_median",
      ]),
    Need(
      figure: "performance_profile", file: "profile.csv",
      columns: ["optimizer_index", "tau", "share"]),
    Need(
      figure: "ranks", file: "scores.csv",
      columns: ["optimizer_index", "mean_rank", "critical_difference"]),
    Need(
      figure: "ranks", file: "budgets.csv",
      columns: ["problem_index", "optimizer_index", "part", "rank"]),
    Need(
      figure: "improvement", file: "improvement.csv",
      columns: ["problem_index", "optimizer_index", "other_index", "probability"]),
    Need(
      figure: "gan_quality", file: "summary.csv",
      columns: [
        "problem_index", "optimizer_index", "network", "step", "frechet_median", "coverage_median",
        "classes_median", "class_distance_median",
      ]),
    Need(
      figure: "sharpness", file: "summary.csv",
      columns: [
        "problem_index", "optimizer_index", "network", "step", "sharpness_median",
        "critical_sharpness_median", "preconditioned_sharpness_median",
      ]),
    Need(
      figure: "interpolation", file: "interpolation_summary.csv",
      columns: ["problem_index", "optimizer_index", "from_index", "fraction"] + spread("loss")),
  ]

  private static func spread(_ name: String) -> [String] {
    ["median", "low", "high"].map { "\(name)_\($0)" }
  }

  /// What gnuplot says of it; the former picture must stay.
  private func failure(of figure: String) throws -> String? {
    try folder.write(former, to: "\(figure).svg")
    do throws(GnuplotError) {
      try Gnuplot().draw(figure, in: folder.url.path)
    } catch .failed(let script, let message) {
      #expect(script == folder.url.path + "/\(figure).gp")
      #expect(try folder.text("\(figure).svg") == former)
      return message
    }
    Issue.record("\(figure) was drawn all the same")
    return nil
  }

  @Test("names each column that is missing", arguments: needs)
  func missingColumn(need: Need) throws {
    let whole = try folder.text(need.file)
    for column in need.columns {
      let header = whole.prefix { $0 != "\n" }.split(separator: ",").map {
        $0 == column ? "other" : String($0)
      }
      try folder.write(
        header.joined(separator: ",") + whole.drop { $0 != "\n" }, to: need.file)
      let message = try failure(of: need.figure)
      #expect(
        message?.contains("\(need.file) has no rows, or no column \(column)") == true,
        "\(message ?? "")")
    }
  }

  /// All scripts read a table in the same way: each file is tried with nothing in it once.
  private static let firstOfFile = Set(
    Dictionary(grouping: needs, by: \.file).values.compactMap { $0.first?.testDescription })

  @Test("fails where the table has no rows, or nothing at all", arguments: needs)
  func emptyTable(need: Need) throws {
    let header = String(try folder.text(need.file).prefix { $0 != "\n" }) + "\n"
    let isFirst = Self.firstOfFile.contains(need.testDescription)
    for text in [header] + (isFirst ? ["", "\n"] : []) {
      try folder.write(text, to: need.file)
      let message = try failure(of: need.figure)
      #expect(message?.contains(need.file) == true, "\(message ?? "")")
    }
  }

  @Test("fails where the file is missing, and gnuplot itself ends badly", arguments: needs)
  func missingFile(need: Need) throws {
    try FileManager.default.removeItem(at: folder.url.appending(path: need.file))
    let run = try GnuplotRun(
      ["-c", "\(need.figure).gp", "svg", folder.url.appending(path: "other.svg").path],
      in: folder.url)
    #expect(run.status != 0)
    let message = try failure(of: need.figure)
    #expect(message?.contains(need.file) == true, "\(message ?? "")")
  }

  @Test("fails where the generators' pictures are missing")
  func missingPictures() throws {
    try FileManager.default.removeItem(at: folder.url.appending(path: "pictures.u8"))
    #expect(try failure(of: "pictures")?.contains("pictures.u8") == true)
  }

  @Test(
    "fails where the trial that was chosen is not in the table",
    arguments: ["unit_life", "histograms"])
  func missingTrial(figure: String) throws {
    let script = try folder.text("\(figure).gp")
    let other = script.replacing("trial_1 = ", with: "trial_1 = 100 + ")
    #expect(other != script)
    try folder.write(other, to: "\(figure).gp")
    let message = try failure(of: figure)
    #expect(message?.contains(".csv has no trial 10") == true, "\(message ?? "")")
  }

  @Test("keeps no other from being drawn, and is named")
  func othersAreDrawn() throws {
    try FileManager.default.removeItem(at: folder.url.appending(path: "layer_summary.csv"))
    let drawing = FigureDrawing.draw(folder.figures, in: folder.url.path)
    let failed = drawing.failures.map { error -> String in
      guard case .failed(let script, _) = error else { return "\(error)" }
      return script
    }
    let lost = ["dead_units", "gradients", "update_ratios", "update_cosines"]
    #expect(failed == lost.map { "\(folder.url.path)/\($0).gp" })
    #expect(drawing.drawn == folder.figures.filter { !lost.contains($0) })
    for name in lost { #expect(drawing.failure?.description.contains("/\(name).gp: ") == true) }
    let drawn = try folder.names.filter { $0.hasSuffix(".svg") }
    #expect(
      drawn == [
        "convergence.svg", "gan_quality.svg", "gan_scores.svg", "histograms.svg",
        "improvement.svg", "interpolation.svg", "learning_rates.svg", "lr_sensitivity.svg",
        "paths.svg",
        "performance_profile.svg", "pictures.svg", "ranks.svg", "sharpness.svg",
        "time_to_target.svg", "tuning.svg", "unit_life.svg",
      ])
  }
}
