import Foundation
import TestSupport
import Testing

/// A folder that the version before results were read by their columns' names left: a regression, a
/// GAN and a surface, two optimizers, two seeds. Of its twelve trials nine are finished, and the other
/// three (two of them one walk) have a checkpoint. What the same version made of it in the end is
/// beside it.
@Suite("A folder of the version before")
struct EarlierVersionTests {
  private static let fixtures = Program.repository.appending(path: "Tests/Fixtures")
  private let scratch: TestFolder

  init() throws {
    scratch = try TestFolder()
    try FileManager.default.copyItem(
      at: Self.fixtures.appending(path: "earlier-run"), to: scratch.file("out"))
  }

  private func optlab(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(arguments, in: scratch.folder)
  }

  private func results() throws -> [String: Data] {
    let trials = scratch.file("out/trials")
    let names = try FileManager.default.contentsOfDirectory(atPath: trials.path)
    return Dictionary(
      uniqueKeysWithValues: names.compactMap { name in
        (try? Data(contentsOf: trials.appending(path: "\(name)/result.safetensors"))).map {
          (name, $0)
        }
      })
  }

  @Test("is trained again and agrees")
  func verified() throws {
    let outcome = try optlab("verify", "out")
    #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")
    #expect(outcome.output.hasPrefix("9 of 9 trials agree"))
    #expect(outcome.output.contains("3 more have no result yet"))
  }

  @Test("is drawn, and nothing in it is taken for damage")
  func drawn() throws {
    let before = try results()
    #expect(try optlab("plot", "out", "--format", "svg").code == 0)
    let curves = try scratch.csv("out/curves.csv").rows
    // Twelve: those with a checkpoint too, as far as that goes.
    #expect(Set(try curves.map { try $0["trial"] }).count == 12)
    let cleaned = try optlab("clean", "out")
    #expect(cleaned.code == 0 && cleaned.output.hasPrefix("0 removed"), "\(cleaned.output)")
    #expect(try results() == before && before.count == 8)
  }

  static let tables = [
    "trials.csv", "curves.csv", "layers.csv", "paths.csv", "discriminator.csv", "summary.csv",
    "layer_summary.csv", "results.csv",
  ]

  @Test("goes on where it was, trains nothing again, and has the tables that it would have had")
  func resumed() throws {
    let before = try results()
    let run = try optlab("run", "out/experiment.json", "--out", "out", "--jobs", "1")
    #expect(run.code == 0 && run.output.contains("12 finished (9 were there already)"))
    let after = try results()
    for (name, bytes) in before { #expect(after[name] == bytes, "\(name)") }
    try compareTables()
    #expect(try optlab("verify", "out").output.hasPrefix("12 of 12 trials agree"))
    let collected = try optlab("collect", "out")
    #expect(collected.code == 0, "\(collected.errors)")
    try compareTables()
  }

  /// Columns of now that are made of what was recorded then.
  private static let made: Set<String> = [
    "hash", "final_loss_network", "final_discriminator_loss", "final_generator_loss",
    "ranked_loss_median", "ranked_loss_median_ci_low", "ranked_loss_median_ci_high", "rank",
    "statistic", "level", "finished_level", "died", "ranked_by",
  ]

  /// What was judged otherwise then: the loss to reach was one that the optimizers ended with, a GAN's
  /// final loss that of one batch, and intervals were those of a bootstrap.
  private static func isJudged(_ column: String, of network: String) -> Bool {
    ["target", "reached", "steps_to_target_median"].contains(column) || column.contains("_ci_")
      || (network != "model" && column.hasPrefix("final_loss"))
  }

  /// Every column of then has the same cells now, seconds apart, and a column of what is recorded now
  /// has none.
  private func compareTables() throws {
    for name in Self.tables {
      let old = CSVContent(
        bytes: Array(
          try Data(contentsOf: Self.fixtures.appending(path: "earlier-run-tables/\(name)"))))
      let new = try scratch.csv("out/\(name)")
      #expect(Set(old.columns).isSubset(of: new.columns), "\(name)")
      #expect(old.rows.count == new.rows.count && !old.rows.isEmpty, "\(name)")
      for (was, now) in zip(old.rows, new.rows) {
        for column in new.columns where column != "seconds" && !Self.made.contains(column) {
          let former = old.columns.contains(column) ? try was[column] : ""
          if name == "results.csv", Self.isJudged(column, of: try now["network"]) { continue }
          #expect(try now[column] == former, "\(name), \(column)")
        }
      }
    }
  }
}
