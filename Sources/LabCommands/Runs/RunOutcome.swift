package import ExperimentReport
package import ExperimentRunner
internal import OptimizerLab

/// What a run left behind, for whoever started it.
package struct RunOutcome: Sendable {
  package let folder: OutputFolder
  /// The trials of this run: all, or those of a shard.
  package let trials: [Trial]
  /// How many trials were found done.
  package let reused: Int
  /// How many trials have to have a result before it is known which come next.
  package let missing: Int
  /// The figures that were drawn.
  package private(set) var figures: [String] = []
  /// What a reader of the figures must know before they are looked at.
  package private(set) var remarks: [String] = []
  /// Why others were not, if so; their scripts are there all the same.
  package private(set) var drawing: GnuplotError?

  /// A shard's, which leaves tables and figures to `ShardMerge`.
  init(ofShard folder: RunFolder, trials: [Trial], reused: Int, missing: Int) {
    self.folder = OutputFolder(folder)
    self.trials = trials
    self.reused = reused
    self.missing = missing
  }

  /// Writes every file of the folder: tables, manifest, figures, report.
  /// - Parameters:
  ///   - exports: the names of exporters that are asked for.
  ///   - end: when all has to be over; `nil` where there is no hurry.
  init(
    of folder: RunFolder, trials: [Trial], reused: Int, missing: Int = 0, record: RunRecord,
    exports: Set<String>,
    until end: ContinuousClock.Instant? = nil
  ) throws(OutputError) {
    self.init(ofShard: folder, trials: trials, reused: reused, missing: missing)
    let presentation = try self.folder.write(exports: exports)
    let manifest = try record.finish(folder)
    remarks = presentation.remarks
    let drawing = try presentation.show(manifest: manifest, until: end)
    (figures, self.drawing) = (drawing.drawn, drawing.failure)
  }
}

extension ExperimentRun {
  /// Trains what is not trained yet, then writes every file of the folder; a shard leaves that to
  /// `ShardMerge`.
  /// - Parameter exports: the names of exporters that are asked for.
  /// - Throws: `ClaimError`, `OutputError`, `FolderLock.Held`, `RunFolderError`.
  package func runAndReport(
    _ trials: [Trial], inputs: [ProblemInput], exports: Set<String> = [],
    report: any ProgressReport
  ) throws -> RunOutcome {
    let trained = try run(
      trials, inputs: inputs, outputs: OutputFolder.fileNames(of: experiment, exports: exports),
      report: report)
    defer { withExtendedLifetime(trained) {} }
    guard options.shard == nil else {
      return RunOutcome(
        ofShard: trained.folder, trials: trained.trials, reused: trained.reused,
        missing: trained.missing)
    }
    return try RunOutcome(
      of: trained.folder, trials: trained.trials, reused: trained.reused, missing: trained.missing,
      record: trained.record, exports: exports, until: stop.end)
  }
}
