import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import LabCommands
import OptimizerLab
import TestSupport
import Testing

/// What a run's folder says besides its trials. No trial is trained again for it here: that is
/// `VerificationTests`'.
@Suite("Verifying a folder's files")
struct FileVerificationTests {
  private static let shared = Result {
    let run = try LocalRun()
    try run.complete()
    let finished = try FinishedRun(run.path("out"))
    let presentation = try OutputFolder(finished.output()).write(exports: ["jsonl"])
    try Report(presentation, manifest: finished.manifest, drawing: nil).write()
    return run
  }

  private let scratch: TestFolder
  private let trials: [Trial]

  init() throws {
    let run = try Self.shared.get()
    scratch = try TestFolder(copying: run.scratch)
    trials = run.trials
  }

  private func report() throws -> Verification.FileReport {
    try Verification(scratch.file("out").path).compareFiles()
  }

  /// Puts another text into a cell; rows count from 1 below the names of the columns.
  /// - Returns: what stood there.
  private func forge(_ table: String, row: Int, _ column: String, _ cell: String) throws -> String {
    var lines = try scratch.text("out/\(table)").components(separatedBy: "\n")
    let place = try #require(
      lines[0].components(separatedBy: ",").firstIndex(of: column), "\(column)")
    var cells = lines[row].components(separatedBy: ",")
    let was = cells[place]
    cells[place] = cell
    lines[row] = cells.joined(separator: ",")
    try scratch.write(lines.joined(separator: "\n"), to: "out/\(table)")
    return was
  }

  @Test("finds them as they were made, whatever axis they were drawn over, and leaves nothing")
  func agrees() throws {
    let before = try scratch.paths(below: "out")
    let plain = try report()
    #expect(plain.differences == [] && plain.remarks == [])
    #expect(try scratch.paths(below: "out") == before)
    let finished = try FinishedRun(scratch.file("out").path)
    let presentation = try OutputFolder(finished.output()).write(axis: .seconds)
    try Report(presentation, manifest: finished.manifest, drawing: nil).write()
    #expect(try report().differences == [])
  }

  static let cells: [(table: String, row: Int, column: String, cell: String)] = [
    ("trials.csv", 1, "final_eval_loss", "0.000001"), ("trials.csv", 3, "status", "diverged"),
    ("curves.csv", 3, "gradient_norm", ""), ("layers.csv", 2, "dead_units", "8"),
    ("summary.csv", 4, "eval_loss_low", "0"), ("layer_summary.csv", 4, "gradient_norm_median", "1"),
    ("histograms.csv", 7, "count", "-5"), ("paths.csv", 3, "x", "0.5"),
    ("discriminator.csv", 2, "real_score", "0.5"), ("units.csv", 1, "last_step", "3"),
    ("results.csv", 1, "final_loss_median", "0.000001"), ("results.csv", 2, "optimizer", "Best"),
    ("differences.csv", 1, "difference_mean", "-7"),
  ]

  @Test("names the file, the row and the column of what was put in")
  func forged() throws {
    func words(_ text: String) -> String {
      text.isEmpty ? "nothing" : Double(text) == nil ? "\"\(text)\"" : text
    }
    let expected = try Self.cells.map { table, row, column, cell in
      let was = try forge(table, row: row, column, cell)
      return "\(table), row \(row), \(column): \(words(cell)) is written, \(words(was)) came out"
    }
    #expect(try report().differences.sorted() == expected.sorted())
  }

  @Test("shows a few of many cells, and counts rows that are gone")
  func many() throws {
    for row in 1...5 { _ = try forge("curves.csv", row: row, "loss", "7") }
    let lines = try scratch.text("out/layers.csv").components(separatedBy: "\n")
    try scratch.write(
      (lines.dropLast(2) + [""]).joined(separator: "\n"), to: "out/layers.csv")
    let found = try report().differences
    #expect(found.count == 5)
    #expect(found[0].hasPrefix("curves.csv, row 1, loss: 7 is written, "))
    #expect(found[3] == "curves.csv: 2 more cells differ")
    #expect(
      found[4] == "layers.csv: \(lines.count - 3) rows are written, \(lines.count - 2) came out")
  }

  @Test("names the line of a text")
  func texts() throws {
    let names = ["captions.json", "results.md", "results.tex", "run.jsonl", "report.html"]
    for name in names {
      let text = try scratch.text("out/\(name)")
      let place = try #require(text.range(of: "SGD"), "\(name)")
      try scratch.write(text.replacingCharacters(in: place, with: "SDG"), to: "out/\(name)")
    }
    let found = try report().differences
    #expect(found.count == names.count, "\(found)")
    for name in names {
      let own = found.filter { $0.hasPrefix("\(name), line ") }
      #expect(own.count == 1 && own[0].contains("SDG"), "\(name): \(found)")
    }
  }

  @Test("quotes a line from a whole character on")
  func wholeCharacters() throws {
    var bytes = try scratch.bytes("out/report.html")
    // What is quoted begins 20 bytes before the difference: here within a character.
    let place = try #require(
      bytes.indices.dropLast(22).first { start in
        bytes[start] >= 0xC2 && bytes[start + 1] & 0xC0 == 0x80 && bytes[start + 21] < 0x80
          && !bytes[start...start + 21].contains(UInt8(ascii: "\n"))
      })
    bytes[place + 21] = UInt8(ascii: bytes[place + 21] == UInt8(ascii: "X") ? "Y" : "X")
    try Data(bytes).write(to: scratch.file("out/report.html"))
    let found = try report().differences
    #expect(found.count == 1 && !found[0].contains("\u{FFFD}"), "\(found)")
  }

  @Test("takes a report that says why figures are missing")
  func withoutFigures() throws {
    let finished = try FinishedRun(scratch.file("out").path)
    let presentation = try OutputFolder(finished.output()).write()
    try Report(presentation, manifest: finished.manifest, drawing: .missing).write()
    #expect(try scratch.text("out/report.html").contains("Figures are missing"))
    #expect(try report().differences == [])
  }

  @Test("names the byte of pictures", arguments: ["pictures.u8", "units.u8"])
  func pictures(name: String) throws {
    var bytes = try scratch.bytes("out/\(name)")
    bytes[20] ^= 1
    try Data(bytes).write(to: scratch.file("out/\(name)"))
    #expect(try report().differences == ["\(name): from byte 20 on it is not what came out"])
  }

  @Test("takes other seconds, and what an earlier version did not write")
  func lacking() throws {
    _ = try forge("trials.csv", row: 2, "seconds", "9")
    let curves = try scratch.text("out/curves.csv").split(separator: "\n")
    // The last column is gone.
    try scratch.write(
      curves.map { String($0[..<($0.lastIndex(of: ",") ?? $0.endIndex)]) + "\n" }.joined(),
      to: "out/curves.csv")
    for name in ["layers.csv", "results.md", "report.html"] {
      try FileManager.default.removeItem(at: scratch.file("out/\(name)"))
    }
    #expect(try report().differences == [])
  }

  @Test("compares what trials recorded alone where another version wrote the folder, and says so")
  func otherVersion() throws {
    let manifest = try scratch.text("out/manifest.json")
    try scratch.write(
      manifest.replacing("\"version\": \"", with: "\"version\": \"0.0."), to: "out/manifest.json")
    try scratch.write("{}", to: "out/captions.json")
    _ = try forge("results.csv", row: 1, "reached", "9")
    _ = try forge("targets.csv", row: 1, "reached", "9")
    let report = try report()
    #expect(report.differences.count == 1)
    #expect(report.differences.first?.hasPrefix("targets.csv, row 1, reached: 9 ") == true)
    #expect(
      report.remarks == [
        "another version of the program wrote the folder: of its files, the tables of what trials "
          + "recorded were compared"
      ])
  }

  @Test("compares the rows of the trials that have a result where one has none, and says so")
  func missing() throws {
    try FileManager.default.removeItem(
      at: scratch.file("out/trials/\(trials[4].identity.hash).safetensors"))
    _ = try forge("trials.csv", row: 5, "final_loss", "9")
    _ = try forge("summary.csv", row: 1, "eval_loss_low", "0")
    #expect(try report().differences == [])
    #expect(try report().remarks.first?.hasPrefix("not every trial has a result ") == true)
    _ = try forge("trials.csv", row: 6, "final_loss", "9")
    #expect(
      try report().differences.first?.hasPrefix("trials.csv, row 6, final_loss: 9 is ") == true)
  }
}
