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
        let isFile = name.hasSuffix(".safetensors")
        let path = isFile ? name : "\(name)/result.safetensors"
        return (try? Data(contentsOf: trials.appending(path: path))).map { (name, $0) }
      })
  }

  @Test("is of the older numbers, which is said of each trial")
  func verified() throws {
    let outcome = try optlab("verify", "out")
    #expect(outcome.code == 1, "\(outcome.errors)\(outcome.output)")
    #expect(outcome.output.contains("0 of 9 trials agree"), "\(outcome.output)")
    #expect(outcome.output.contains("3 more have no result yet"))
    let sentence = "it is of version 3 of the numbers, and this program has version 4"
    #expect(outcome.output.components(separatedBy: sentence).count == 10, "\(outcome.output)")
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

  @Test("says in its report that it is of the older numbers")
  func told() throws {
    #expect(try optlab("plot", "out").code == 0)
    #expect(try scratch.text("out/report.html").contains("version 3; optlab"))
    // A run of today does not.
    #expect(try optlab("run", "out/experiment.json", "--out", "new").code == 0)
    #expect(try !scratch.text("new/report.html").contains("version 3; optlab"))
  }

  static let tables = ["trials.csv", "curves.csv", "layers.csv", "paths.csv", "discriminator.csv"]

  @Test("is trained anew, which is said, and keeps its old results until they are cleaned away")
  func trainedAnew() throws {
    let before = try results()
    let run = try optlab("run", "out/experiment.json", "--out", "out", "--jobs", "1")
    #expect(run.code == 0 && run.output.contains("12 finished;"), "\(run.output)")
    #expect(run.errors.contains("its results are of version 3 of the numbers"), "\(run.errors)")
    let after = try results()
    for (name, bytes) in before { #expect(after[name] == bytes, "\(name)") }
    #expect(after.count == before.count + 10)
    #expect(try optlab("verify", "out").output.hasPrefix("12 of 12 trials agree"))
    #expect(try !optlab("run", "out/experiment.json", "--out", "out").errors.contains("version 3"))
  }

  @Test("has the tables of its trials as the version before made them")
  func tables() throws {
    #expect(try optlab("plot", "out", "--format", "svg").code == 0)
    try compareTables()
  }

  /// Columns of now that are made of what was recorded then.
  private static let made: Set<String> = [
    "hash", "final_loss_network", "final_discriminator_loss", "final_generator_loss", "died",
    "external",
  ]

  /// Of the trials that were finished, every column of then has the same cells now, seconds apart, and
  /// a column of what is recorded now has none.
  private func compareTables() throws {
    let finished = Set(
      try scratch.csv("out/trials.csv").rows.filter { try $0["status"] == "finished" }
        .map { try $0["trial"] })
    #expect(finished.count == 9)
    for name in Self.tables {
      let old = CSVContent(
        bytes: Array(
          try Data(contentsOf: Self.fixtures.appending(path: "earlier-run-tables/\(name)"))))
      let new = try scratch.csv("out/\(name)")
      #expect(Set(old.columns).isSubset(of: new.columns), "\(name)")
      let oldRows = try old.rows.filter { finished.contains(try $0["trial"]) }
      let newRows = try new.rows.filter { finished.contains(try $0["trial"]) }
      #expect(oldRows.count == newRows.count && !oldRows.isEmpty, "\(name)")
      for (was, now) in zip(oldRows, newRows) {
        for column in new.columns where column != "seconds" && !Self.made.contains(column) {
          let former = old.columns.contains(column) ? try was[column] : ""
          #expect(try now[column] == former, "\(name), \(column)")
        }
      }
    }
  }
}
