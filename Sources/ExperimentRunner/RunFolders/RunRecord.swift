package import FoundationEssentials
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
  /// What it says of the trials' settings, where these are read from it.
  let trialsDigest: String?

  /// - Parameters:
  ///   - specFolder: what the spec's paths are relative to.
  ///   - trialsDigest: what the manifest says that the trials are read from.
  package init(
    specFolder: String, specFile: String? = nil, started: Date = Date(), jobs: Int,
    data: JSONNode = .array([]), hypotheses: HypothesisLock? = nil, trialsDigest: String? = nil
  ) {
    self.trialsDigest = trialsDigest
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
  /// - Returns: what it says, but for its trials.
  @discardableResult
  package func finish(_ folder: RunFolder) throws(OutputError) -> JSONNode {
    let manifest = Manifest(
      folder: folder, specFolder: specFolder, specFile: specFile, started: started,
      seconds: -started.timeIntervalSinceNow, jobs: jobs, data: data, hypotheses: hypotheses,
      trialsDigest: trialsDigest)
    try manifest.write(to: "\(folder.path)/manifest.json")
    return manifest.head
  }

  /// Begins as one of several shards, which must agree in what they do. What says the same already stays
  /// as it is.
  /// - Throws: `OutputError`; `RunFolderError` where others are at work on another experiment, and where
  ///   it cannot be read what they are at.
  package func join(_ folder: RunFolder, isAlone: Bool) throws {
    do {
      if try joins(folder) { return }
    } catch let error as OutputError {
      throw error
    } catch {
      // Nobody goes by what is there.
      if isAlone { return try begin(folder) }
      throw RunFolderError(
        description: "\(folder.path): other shards are at work in it, and what they are at "
          + "cannot be read: \(error)\nwait for them, and start this one again, which writes it anew",
        isMissing: false)
    }
    guard isAlone else {
      throw RunFolderError(
        description: "\(folder.path): other shards are at work in it on another experiment, or on "
          + "other data; all shards of one folder need the same", isMissing: false)
    }
    try begin(folder)
  }

  /// Adds to what the folder says of itself what it lacks of later stages.
  /// - Returns: whether it is of this experiment.
  /// - Throws: `OutputError`; why what it says cannot be read.
  private func joins(_ folder: RunFolder) throws -> Bool {
    let spec = try InputBytes.read("\(folder.path)/experiment.json")
    guard spec == Array(Self.spec(of: folder.experiment).utf8) else {
      // What cannot be read is none at all, and not another.
      _ = try FinishedRun(folder.path).trials()
      return false
    }
    // Of a hundred thousand trials the manifest has thirty megabytes.
    let digest = TrialIdentity.digest(of: folder.trials)
    if digest != nil, Manifest.read(in: folder.path)?[ManifestText.digest]?.text == digest {
      return true
    }
    let known = try FinishedRun(folder.path).trials()
    let (old, new) = (known.map(\.identity), folder.trials.map(\.identity))
    // Another shard may have come to a later stage, and this one may be the first to.
    if old.starts(with: new) { return true }
    guard new.starts(with: old) else { return false }
    try begin(folder)
    return true
  }

  /// What `experiment.json` holds.
  static func spec(of experiment: Experiment) -> String {
    JSONText.pretty(Fields.writing(experiment))
  }
}
