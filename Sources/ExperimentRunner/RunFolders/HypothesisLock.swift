internal import FoundationEssentials
internal import OptimizerLab
package import SpecLanguage

/// What `manifest.json` says of a spec's hypotheses: what they were and when, so that nobody has to
/// believe that they were stated before the results were there.
///
/// ```json
/// "hypotheses": [{"sha256": "5f1c…", "locked": "2026-11-30T09:00:00Z", "trials_begun": 0}]
/// ```
///
/// It keeps an honest record, and is no seal: who writes to the folder can write the manifest.
package struct HypothesisLock: Sendable, Equatable {
  static let key = "hypotheses"

  /// The hypotheses as they were from some time on.
  package struct Entry: Sendable, Equatable {
    /// SHA-256 of `Hypothesis.canonical`.
    package var hash: String
    /// Coordinated universal time.
    package var time: String
    /// Of how many trials something was recorded by then.
    package var trialsBegun: Int
  }

  /// The first statement, and each later change of what might have been known by then.
  package private(set) var entries: [Entry]

  /// What the manifest of a folder says; `nil` where it says nothing.
  package init?(_ manifest: JSONNode?) {
    entries = (manifest?[Self.key]?.elements ?? []).compactMap { node in
      guard let hash = node["sha256"]?.text, let time = node["locked"]?.text,
        let begun = node["trials_begun"]?.integer
      else { return nil }
      return Entry(hash: hash, time: time, trialsBegun: begun)
    }
    if entries.isEmpty { return nil }
  }

  private init(_ entries: [Entry]) { self.entries = entries }

  /// Locks hypotheses for a run that begins in a folder.
  /// - Parameter manifest: what the folder's says, without its trials.
  static func of(
    _ hypotheses: [Hypothesis], in folder: String, _ manifest: JSONNode?, at now: Date = Date()
  ) -> HypothesisLock? {
    // To ask what has begun takes as long as there are trials.
    if hypotheses.isEmpty, HypothesisLock(manifest) == nil { return nil }
    let trialsBegun = trialsBegun(in: folder)
    let entry = Entry(
      hash: hash(of: hypotheses), time: now.formatted(.iso8601),
      trialsBegun: trialsBegun)
    guard let known = HypothesisLock(manifest), let last = known.entries.last else {
      return hypotheses.isEmpty ? nil : HypothesisLock([entry])
    }
    if last.hash == entry.hash { return known }
    // While nothing is known, a new statement is as good as the first.
    if trialsBegun == 0, known.entries.allSatisfy({ $0.trialsBegun == 0 }) {
      return hypotheses.isEmpty ? nil : HypothesisLock([entry])
    }
    return HypothesisLock(known.entries + [entry])
  }

  /// Trials with something on the disk; those that were removed since, the manifest remembers.
  private static func trialsBegun(in folder: String) -> Int {
    let there = TrialFile(ofRun: folder).begun.count
    return max(there, Manifest.countDone(in: folder))
  }

  package static func hash(of hypotheses: [Hypothesis]) -> String {
    SHA256.hex(of: Array(Hypothesis.canonical(hypotheses).utf8))
  }

  var node: JSONNode {
    .array(
      entries.map { entry in
        .object([
          .init("sha256", .string(entry.hash)), .init("locked", .string(entry.time)),
          .init("trials_begun", .integer(entry.trialsBegun)),
        ])
      })
  }

  /// What a reader has to know of when these hypotheses were stated.
  package func sentence(on hypotheses: [Hypothesis]) -> String {
    guard let last = entries.last, last.hash == Self.hash(of: hypotheses) else {
      return "They are not those that the run locked: experiment.json was changed since."
    }
    let trials = { (count: Int) in "\(count) trial\(count == 1 ? "" : "s")" }
    let first = entries[0]
    if entries.count > 1 {
      return "Changed after results were there: on \(last.time), when "
        + "\(trials(last.trialsBegun)) had recorded something; first stated on \(first.time)."
    }
    return first.trialsBegun == 0
      ? "Locked on \(first.time), before any trial had begun."
      : "Stated when results were there: on \(first.time), when \(trials(first.trialsBegun)) had "
        + "recorded something."
  }
}
