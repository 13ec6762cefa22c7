internal import FoundationEssentials
internal import Glibc
internal import OptimizerLab
package import SpecLanguage

/// `manifest.json`: how the folder was made, and which trial has which result file.
package struct Manifest {
  let folder: RunFolder
  /// What the spec's paths are relative to.
  let specFolder: String
  /// The spec's file, from the root on; `nil` where it came from none.
  let specFile: String?
  let started: Date
  let seconds: Double
  let jobs: Int
  /// What there is to say of the problems' data: a `DataRecord`.
  let data: JSONNode
  let hypotheses: HypothesisLock?

  /// What a text made of all trials' settings hashes to, where these are not known but were.
  let trialsDigest: String?

  /// All but the trials.
  var head: JSONNode {
    var members = members + (hypotheses.map { [.init(HypothesisLock.key, $0.node)] } ?? [])
    members += lockedAnswers
    members.append(.init(ManifestText.count, .integer(folder.trials.count)))
    if let digest = TrialIdentity.digest(of: folder.trials) ?? trialsDigest {
      members.append(.init(ManifestText.digest, .string(digest)))
    }
    return .object(members)
  }

  /// Writes it, the trials last: they are far more than all the rest, which need not be searched for then.
  func write(to path: String) throws(OutputError) {
    let head = JSONText.pretty(head)
    try OutputFile.write(to: path) { file throws(OutputError) in
      // Without the closing brace and the ends of two lines.
      var text = String(head.dropLast(3)) + ",\n  \(JSONText.quoted(ManifestText.trials)): ["
      for trial in folder.trials {
        text += trial.index > 0 ? ",\n    " : "\n    "
        text += JSONText.pretty(entry(trial), indentation: 2)
        guard text.utf8.count > Self.pieceSize else { continue }
        try file.write(Array(text.utf8))
        text = ""
      }
      text += folder.trials.isEmpty ? "]\n}\n" : "\n  ]\n}\n"
      try file.write(Array(text.utf8))
    }
  }

  private static let pieceSize = 1 << 20

  /// Answers that were locked beside the spec before this run.
  private var lockedAnswers: [JSONNode.Member] {
    guard let hash = LockedAnswers.hash(in: specFolder) else { return [] }
    return [.init(LockedAnswers.key, .string(hash))]
  }

  private var members: [JSONNode.Member] {
    [
      .init("program", .string("optlab")),
      .init("version", .string(Version.number)),
      .init("commit", .string(Version.commit)),
      .init(
        "machine",
        .object([
          .init("processor", .string(Machine.processor)),
          .init("cores", .integer(Machine.cores)),
          .init("system", .string(Machine.system)),
          .init("blas", .string(Machine.blas)),
        ])),
      .init(
        "spec_folder",
        .string(URL(fileURLWithPath: specFolder.isEmpty ? "." : specFolder).path)),
      .init("spec", placeOfSpec.map { .string($0) } ?? .null),
      .init("folder", .string(DataPath.physical(folder.path))),
      .init("jobs", .integer(jobs)),
      .init("started", .string(started.formatted(.iso8601))),
      .init("seconds", .number(seconds)),
      .init("numerics", .integer(TrialIdentity.numericsVersion)),
      .init("data", data),
    ]
  }

  /// From the folder on, so that both may be moved or copied together.
  private var placeOfSpec: String? {
    guard let specFile, let place = RealPath.of(folder.path) else { return nil }
    return RealPath.relative(specFile, from: place)
  }

  private func entry(_ trial: Trial) -> JSONNode {
    let result = folder.results[trial.index]
    let configuration = trial.configuration.map {
      [JSONNode.Member("configuration", .integer($0))]
    }
    return .object(
      [
        .init("trial", .integer(trial.index)),
        .init("problem", .string(folder.experiment.problems[trial.problem].name)),
        .init("optimizer", .string(folder.experiment.optimizers[trial.optimizer].name)),
        .init("lr", .number(trial.settings.learningRate)),
        .init("seed", .integer(trial.settings.seed)),
        .init("batch_size", .integer(trial.settings.batchSize)),
        .init("steps", .integer(trial.stepCount)),
        .init("status", .string((result?.status ?? .interrupted).rawValue)),
        .init("hash", .string(trial.identity.hash)),
        .init("seconds", result.map { .number($0.seconds) } ?? .null),
        .init("recording_seconds", result.map { .number($0.recordingSeconds) } ?? .null),
        .init("reason", result?.failure.map { .string($0) } ?? .null),
      ] + (configuration ?? [])
        + (folder.experiment.optimizers[trial.optimizer].isExternal
          ? [.init("external", .bool(true))] : []))
  }
}

extension Manifest {
  /// What the manifest of a folder says, but for its trials; `nil` for none, and for what is no JSON.
  package static func read(in folder: String) -> JSONNode? {
    try? ManifestText.head(of: "\(folder)/manifest.json")
  }

  /// The same, where one that is there and cannot be opened is an error.
  static func found(in folder: String) throws(OutputError) -> JSONNode? {
    try OutputFile.found("\(folder)/manifest.json", otherwise: nil) { path throws(DataError) in
      try ManifestText.head(of: path)
    } ?? nil
  }

  /// The spec's file of the run in a folder, from the root on; `nil` where it is not known, or not there
  /// any more.
  static func specFile(_ manifest: JSONNode?, in folder: String) -> String? {
    manifest?["spec"]?.text.flatMap { RealPath.of("\(folder)/\($0)") }
  }

  /// The version of the numbers that a folder's results are of, where it is an older one.
  package static func olderNumerics(_ manifest: JSONNode?) -> Int? {
    guard let manifest else { return nil }
    // Up to version 3 a manifest did not say.
    let version = manifest["numerics"]?.integer ?? 3
    return version < TrialIdentity.numericsVersion ? version : nil
  }

  /// Whether it is the manifest of a run of this program.
  static func isOurs(_ manifest: JSONNode?) -> Bool { manifest?["program"]?.text == "optlab" }

  /// Where and on what a folder was made.
  package struct Origin {
    /// Where the spec was that the run was given.
    package var specFolder: String
    /// The spec's file; `nil` where it is not known.
    package var specFile: String?
    /// Where the folder was when it was made; `nil` where an earlier version made it, which left the
    /// paths of the spec as they were.
    package var folder: String?
    /// Processor and matrix libraries: what the last bits of the numbers depend on.
    package var machine: String
  }

  /// - Parameter folder: whose manifest it is.
  static func origin(of folder: String) -> Origin? {
    guard let root = read(in: folder), let specFolder = root["spec_folder"]?.text,
      let processor = root["machine"]?["processor"]?.text, let blas = root["machine"]?["blas"]?.text
    else { return nil }
    return Origin(
      specFolder: specFolder, specFile: specFile(root, in: folder), folder: root["folder"]?.text,
      machine: "\(processor), \(blas)")
  }

  /// The trials' entries, in the order of the spec; `nil` for what is no manifest.
  static func entries(in bytes: [UInt8]) -> [RecordedTrial]? {
    let entries = ManifestText(bytes)?.entries { node -> RecordedTrial? in
      guard let hash = node["hash"]?.text, TrialIdentity.isHash(hash),
        let batchSize = node["batch_size"]?.integer, let stepCount = node["steps"]?.integer
      else { return nil }
      return RecordedTrial(
        hash: hash, batchSize: batchSize, stepCount: stepCount,
        problem: node["problem"]?.text ?? "", optimizer: node["optimizer"]?.text ?? "",
        learningRate: node["lr"]?.number, configuration: node["configuration"]?.integer)
    }
    return entries.flatMap { $0.isWhole ? $0.all : nil }
  }

  /// How many trials of a folder are done by what its manifest says.
  static func countDone(in folder: String) -> Int {
    guard let bytes = try? InputBytes.read("\(folder)/manifest.json") else { return 0 }
    let done = ManifestText(bytes)?.entries { node in
      ["finished", "diverged"].contains(node["status"]?.text) ? true : nil
    }
    return done?.all.count ?? 0
  }
}
