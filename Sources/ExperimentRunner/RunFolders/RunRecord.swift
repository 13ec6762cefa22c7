package import Foundation
internal import OptimizerLab
package import SpecLanguage

/// What a run writes about itself into its folder: the spec and the manifest.
package struct RunRecord: Sendable {
  /// The files that it writes.
  static let fileNames = ["experiment.json", "manifest.json"]

  let specFolder: String
  /// The spec's file, from the root on; `nil` where it came from none.
  let specFile: String?
  let started: Date
  let jobs: Int
  /// What the manifest says of the problems' data: a `DataRecord`.
  let data: JSONNode
  /// What it says of the spec's hypotheses.
  let hypotheses: HypothesisLock?

  /// - Parameter specFolder: what the spec's paths are relative to.
  package init(
    specFolder: String, specFile: String? = nil, started: Date = Date(), jobs: Int,
    data: JSONNode = .array([]), hypotheses: HypothesisLock? = nil
  ) {
    self.specFolder = specFolder
    self.specFile = specFile
    self.started = started
    self.jobs = jobs
    self.data = data
    self.hypotheses = hypotheses
  }

  /// Writes both: the manifest first, which says that the folder is a run's.
  func begin(_ folder: RunFolder) throws(OutputError) {
    try finish(folder)
    try OutputFile.write(
      Array(Self.spec(of: folder.experiment).utf8), to: "\(folder.path)/experiment.json")
  }

  /// Writes the manifest.
  /// - Returns: what it says.
  @discardableResult
  package func finish(_ folder: RunFolder) throws(OutputError) -> JSONNode {
    let manifest = Manifest(
      folder: folder, specFolder: specFolder, specFile: specFile, started: started,
      seconds: -started.timeIntervalSinceNow, jobs: jobs, data: data, hypotheses: hypotheses
    ).node
    try OutputFile.write(JSONText.pretty(manifest), to: "\(folder.path)/manifest.json")
    return manifest
  }

  /// Begins as one of several shards, which must agree in what they do.
  /// - Throws: `OutputError`, `RunFolderError` where others are at work on another experiment.
  func join(_ folder: RunFolder, isAlone: Bool) throws {
    if let run = try? FinishedRun(folder.path), let known = try? run.trials(),
      Self.spec(of: folder.experiment)
        == (try? InputBytes.read("\(folder.path)/experiment.json")).map({
          String(decoding: $0, as: UTF8.self)
        })
    {
      let (old, new) = (known.map(\.identity), folder.trials.map(\.identity))
      // Another shard may have come to a later stage, and this one may be the first to.
      if old.starts(with: new) { return }
      if new.starts(with: old) { return try begin(folder) }
    }
    guard isAlone else {
      throw RunFolderError(
        description: "\(folder.path): other shards are at work in it on another experiment, or on "
          + "other data; all shards of one folder need the same", isMissing: false)
    }
    try begin(folder)
  }

  /// What `experiment.json` holds.
  static func spec(of experiment: Experiment) -> String {
    JSONText.pretty(Fields.writing(experiment))
  }
}
