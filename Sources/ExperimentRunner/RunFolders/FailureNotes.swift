internal import OptimizerLab
internal import SpecLanguage

/// Why trials failed: `failed/HASH.json` in a run's folder, one for each that has no result since.
///
/// A shard's output ends in some log, and the manifest is written by whoever collects: the notes are what
/// tells it why there is no result. They are a courtesy, and a note that cannot be written stops nothing.
package struct FailureNotes: Sendable {
  package struct Note: Sendable, Equatable {
    package var reason: String
    /// How often it was tried.
    package var tries: Int
    package var host: String
    /// Where the process's output went; `nil` where that is not known.
    package var log: String?

    /// `the worker was killed by SIGKILL (tried 2 times, last on node3; log: …)`
    package var sentence: String {
      let times = tries == 1 ? "tried on \(host)" : "tried \(tries) times, last on \(host)"
      return "\(reason) (\(times)\(log.map { "; log: \($0)" } ?? ""))"
    }
  }

  private let folder: String

  package init(ofRun path: String) { folder = "\(path)/failed" }

  private func path(_ id: TrialIdentity) -> String { "\(folder)/\(id.hash).json" }

  func add(_ reason: String, of id: TrialIdentity, log: String?) {
    let note = Note(
      reason: reason, tries: (read(id)?.tries ?? 0) + 1, host: WriterTag.host, log: log)
    let node = JSONNode.object([
      .init("reason", .string(note.reason)), .init("tries", .integer(note.tries)),
      .init("host", .string(note.host)), .init("log", note.log.map { .string($0) } ?? .null),
    ])
    _ = try? OutputFile.makeFolder(folder)
    try? OutputFile.write(JSONText.pretty(node), to: path(id))
  }

  func remove(_ id: TrialIdentity) { OutputFile.remove(path(id)) }

  /// Takes away the notes of all trials, and their folder.
  func removeAll() { OutputFile.removeFolder(folder) }

  package func read(_ id: TrialIdentity) -> Note? {
    guard let bytes = try? InputBytes.read(path(id)), let node = try? JSONParser.parse(bytes),
      let reason = node["reason"]?.text, let tries = node["tries"]?.integer,
      let host = node["host"]?.text
    else { return nil }
    return Note(reason: reason, tries: tries, host: host, log: node["log"]?.text)
  }

  /// The hashes of the trials that have a note.
  package var hashes: Set<String> {
    Set(
      OutputFile.names(in: folder).filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) })
  }

  /// What those trials ended with that have a note, by their places.
  package func results(of trials: [Trial]) -> [Int: TrialResult] {
    let known = hashes
    var results: [Int: TrialResult] = [:]
    for trial in trials where known.contains(trial.identity.hash) {
      guard let note = read(trial.identity) else { continue }
      var result = TrialResult(status: .failed)
      result.failure = note.sentence
      results[trial.index] = result
    }
    return results
  }
}

/// Keeps the notes up to date with what a run tells, and passes all of it on.
struct FailureWatch: ProgressReport {
  let notes: FailureNotes
  let log: String?
  let report: any ProgressReport

  func counted(_ trials: Int, done: Int) { report.counted(trials, done: done) }
  func planned(_ trials: [Trial], later: [Int]) { report.planned(trials, later: later) }
  func began(_ trial: Trial, label: String) { report.began(trial, label: label) }

  func advanced(_ trial: Trial, label: String, _ advance: TrialAdvance) {
    report.advanced(trial, label: label, advance)
  }

  func ended(_ trial: Trial, label: String, result: TrialResult) {
    switch result.status {
    case .failed: notes.add(result.failure ?? "it failed", of: trial.identity, log: log)
    case .finished, .diverged: notes.remove(trial.identity)
    case .interrupted: break
    }
    report.ended(trial, label: label, result: result)
  }

  func warned(_ message: String) { report.warned(message) }
}
