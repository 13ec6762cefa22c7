internal import Foundation
internal import OptimizerLab
internal import SpecLanguage

/// `manifest.json`: how the folder was made, and which trial has which result file.
package struct Manifest {
  let folder: RunFolder
  /// What the spec's paths are relative to.
  let specFolder: String
  let started: Date
  let seconds: Double
  let jobs: Int

  var node: JSONNode {
    .object([
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
      .init("jobs", .integer(jobs)),
      .init("started", .string(ISO8601DateFormatter().string(from: started))),
      .init("seconds", .number(seconds)),
      .init("trials", .array(folder.trials.map(entry))),
    ])
  }

  private func entry(_ trial: Trial) -> JSONNode {
    let result = folder.results[trial.index]
    return .object([
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
    ])
  }
}

extension Manifest {
  /// Where and on what a folder was made.
  package struct Origin {
    package var specFolder: String
    /// Processor and matrix libraries: what the last bits of the numbers depend on.
    package var machine: String
  }

  static func origin(in bytes: [UInt8]) -> Origin? {
    guard let root = try? JSONParser.parse(bytes), let folder = root["spec_folder"]?.text,
      let processor = root["machine"]?["processor"]?.text, let blas = root["machine"]?["blas"]?.text
    else { return nil }
    return Origin(specFolder: folder, machine: "\(processor), \(blas)")
  }

  /// The trials' entries, in the order of the spec; `nil` for what is no manifest.
  static func entries(in bytes: [UInt8]) -> [RecordedTrial]? {
    guard let root = try? JSONParser.parse(bytes), let list = root["trials"]?.elements else {
      return nil
    }
    let entries = list.compactMap { node -> RecordedTrial? in
      guard let hash = node["hash"]?.text, let batchSize = node["batch_size"]?.integer,
        let stepCount = node["steps"]?.integer
      else { return nil }
      return RecordedTrial(hash: hash, batchSize: batchSize, stepCount: stepCount)
    }
    return entries.count == list.count ? entries : nil
  }
}
