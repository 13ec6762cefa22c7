internal import ExperimentAnalysis
internal import ExperimentReport
package import ExperimentRunner
internal import FoundationEssentials
internal import OptimizerLab
internal import SpecLanguage

// Everything in a folder but its trials is made of them: it is made once more, and compared.
extension Verification {
  /// What the folder's tables, pictures, captions and report say otherwise than its trials.
  package struct FileReport: Sendable {
    /// A sentence for each difference, with file, row and column.
    package fileprivate(set) var differences: [String] = []
    /// What could not be compared, and why.
    package fileprivate(set) var remarks: [String] = []
  }

  /// Makes all files once more, in a folder of its own, and compares those that the run's has; one that
  /// is not there is no difference. The trials are those that `differences` compares.
  /// - Throws: `OutputError`
  package func compareFiles() throws(OutputError) -> FileReport {
    var report = FileReport()
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("optlab-verify-\(UUID().uuidString)").path
    try OutputFile.makeFolder(scratch)
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let remade = OutputFolder(
      RunFolder(
        path: scratch, experiment: folder.experiment, trials: folder.trials, results: recorded,
        source: folder.path),
      columns: chosenColumns)
    let asked: Set = hasFile(Self.linesFile) ? ["jsonl"] : []
    let presentation = try remade.write(exports: asked)
    if isComplete {
      try compareAll(presentation, in: scratch, asked: asked, &report)
    } else {
      report.remarks.append(
        "not every trial has a result that is finished and can be read, so what is made of several, "
          + "as summary.csv and results.csv, was not compared")
      let trials = Set(recorded.keys)
      for name in Self.tables(in: scratch) where name != Self.placesFile {
        guard let comparison = comparison(of: name, in: scratch),
          comparison.made.starts(with: "trial,".utf8)
        else { continue }
        report.differences += comparison.ofTables(trials: trials)
      }
    }
    return report
  }

  /// Those that the folder's tables for people were last made with.
  private var chosenColumns: [ResultColumn]? {
    (try? InputBytes.read("\(folder.path)/results.tex")).flatMap {
      ResultsTable.columns(ofLaTeX: String(decoding: $0, as: UTF8.self))
    }
  }

  private static let linesFile = "run.jsonl"
  /// A row a trial, but with places in a file of all.
  private static let placesFile = "units.csv"
  private static let comparisons = ["results.csv", "differences.csv", "lr_sensitivity.csv"]
  private static let texts = ["captions.json", "results.md", "results.tex", linesFile]

  private func compareAll(
    _ presentation: Presentation, in scratch: String, asked: Set<String>,
    _ report: inout FileReport
  ) throws(OutputError) {
    // What an earlier version's comparison was of may have been something else.
    // As may be of how many trials there are histograms.
    let some = presentation.folder.hasHistogramsOfSome ? ["histograms.csv"] : []
    let others = Self.comparisons + some
    for name in Self.tables(in: scratch) where isSameProgram || !others.contains(name) {
      report.differences += comparison(of: name, in: scratch)?.ofTables() ?? []
    }
    // Pictures, words and their order may be another version's, and be right.
    guard isSameProgram else {
      report.remarks.append(
        "another version of the program wrote the folder: of its files, the tables of what "
          + "trials recorded were compared")
      return
    }
    for name in OutputFile.names(in: scratch) where name.hasSuffix(".u8") {
      report.differences += comparison(of: name, in: scratch)?.ofBytes() ?? []
    }
    report.differences += try compareTexts(presentation, in: scratch, asked: asked)
  }

  /// The captions, and all that has them, may be of any axis that the convergence is drawn over.
  private func compareTexts(
    _ presentation: Presentation, in scratch: String, asked: Set<String>
  ) throws(OutputError) -> [String] {
    var first: [String]?
    for axis in CostAxis.allCases {
      let shown =
        axis == .step ? presentation : try presentation.folder.write(axis: axis, exports: asked)
      let found =
        Self.texts.flatMap { comparison(of: $0, in: scratch)?.ofTexts() ?? [] }
        + compareReport(shown, in: scratch)
      if found.isEmpty { return [] }
      first = first ?? found
    }
    return first ?? []
  }

  /// The report around the pictures that the folder has, which gnuplot drew. What it says of the
  /// machine is the manifest's, and made of nothing else.
  private func compareReport(_ presentation: Presentation, in scratch: String) -> [String] {
    for name in OutputFile.names(in: folder.path)
    where name.hasSuffix(".svg") || name.hasSuffix(".gif") {
      let link = "\(scratch)/\(name)"
      try? FileManager.default.removeItem(atPath: link)
      try? FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: "\(DataPath.physical(folder.path))/\(name)")
    }
    guard let bytes = try? InputBytes.read("\(folder.path)/\(Report.fileName)") else { return [] }
    let written = String(decoding: bytes, as: UTF8.self)
    let made = Report(presentation, manifest: manifest, drawing: nil).text
    return FileComparison(
      name: Report.fileName, written: Array(Report.ofTrials(written).utf8),
      made: Array(Report.ofTrials(made).utf8)
    ).ofTexts()
  }

  private func comparison(of name: String, in scratch: String) -> FileComparison? {
    guard let written = try? InputBytes.read("\(folder.path)/\(name)"),
      let made = try? InputBytes.read("\(scratch)/\(name)")
    else { return nil }
    return FileComparison(name: name, written: written, made: made)
  }

  private func hasFile(_ name: String) -> Bool { OutputFile.exists("\(folder.path)/\(name)") }

  private static func tables(in folder: String) -> [String] {
    OutputFile.names(in: folder).filter { $0.hasSuffix(".csv") }
  }
}
