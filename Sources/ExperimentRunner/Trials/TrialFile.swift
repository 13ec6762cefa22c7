internal import Glibc
internal import OptimizerLab

/// A trial's result on disk: `trials/HASH/result.safetensors`, and its weights beside it.
///
/// It is the truth; every other file of the output folder is derived from it.
package struct TrialFile: Sendable {
  /// The folder of all trials.
  package let folder: String

  /// Names the parts of the file. Tables are read by their columns' names, so that a new column needs
  /// no new format.
  private static let format = "optlab-trial-2"

  package init(folder: String) { self.folder = folder }

  /// The trials of the run in that folder.
  package init(ofRun path: String) { self.init(folder: "\(path)/trials") }

  /// The folder of one trial.
  package func place(of id: TrialIdentity) -> String { "\(folder)/\(id.hash)" }

  package func path(of id: TrialIdentity) -> String { "\(place(of: id))/result.safetensors" }

  func checkpoints(of id: TrialIdentity) -> CheckpointFiles {
    CheckpointFiles(folder: place(of: id), id: id)
  }

  /// How long a process that has the same trial is waited for.
  package struct Patience: Sendable {
    /// Seconds after which the wait is told.
    package var untilTold: Double
    /// Seconds after which it is no longer waited for, where nothing was written all the while: at work, a
    /// trial writes its checkpoints.
    package var untilGivenUp: Double

    package init(untilTold: Double = 5, untilGivenUp: Double = 600) {
      self.untilTold = untilTold
      self.untilGivenUp = untilGivenUp
    }
  }

  /// Makes a trial's folder ready for this process alone; waits while another one is at it.
  /// - Returns: what holds the trial as long as it lives.
  package func prepare(
    _ id: TrialIdentity, stop: StopFlag, patience: Patience = Patience(),
    warn: (String) -> Void
  ) throws(OutputError) -> Descriptor {
    let own = place(of: id)
    if OutputFile.exists(own), !OutputFile.isFolder(own) {
      warn(OutputFile.setAside(own, because: "it is in the place of a trial's folder"))
    }
    let isNew = try OutputFile.makeFolder(own)
    let locks = try TrialLock.file(beside: folder)
    wait(for: id, of: locks, at: own, stop: stop, patience: patience, warn: warn)
    if !isNew { OutputFile.removeTemporaries(in: own) }
    return locks
  }

  /// Says of a trial whether another process is at it now.
  func othersTrials() throws(OutputError) -> @Sendable (Trial) -> Bool {
    let locks = try TrialLock.file(beside: folder)
    return { TrialLock.isHeld($0.identity, in: locks) }
  }

  private func wait(
    for id: TrialIdentity, of locks: Descriptor, at path: String, stop: StopFlag,
    patience: Patience, warn: (String) -> Void
  ) {
    let start = ContinuousClock.now
    var isTold = false
    while !TrialLock.take(id, of: locks), !stop.isSet {
      let waited = ContinuousClock.now - start
      if !isTold, waited > .seconds(patience.untilTold) {
        warn("\(path): waits for the process that is training this trial already")
        isTold = true
      }
      if waited > .seconds(patience.untilGivenUp),
        OutputFile.age(of: path).map({ $0 > patience.untilGivenUp }) ?? true
      {
        // One that is frozen, or whose machine is gone with its lock. Should it wake up, it writes what this
        // process does.
        warn(
          "\(path): another process holds this trial, and has written nothing for "
            + "\(NumberText.short(patience.untilGivenUp)) s: trains it all the same")
        return
      }
      usleep(10_000)
    }
  }

  /// Writes the weights, then the result: where there is a result, all of it is there. Its
  /// checkpoints have done their work then.
  package func write(_ result: TrialResult, of id: TrialIdentity) throws(OutputError) {
    let own = place(of: id)
    try OutputFile.makeFolder(own)
    for weights in result.weights {
      try write(start: weights.initial, to: "\(own)/\(weights.network).initial.safetensors")
      try OutputFile.write(
        weights.final.parts, to: "\(own)/\(weights.network).final.safetensors",
        flushesFolder: false)
    }
    try OutputFile.flushFolder(of: path(of: id))
    var file = SafetensorsFile()
    file.add(progressOf: result)
    file.add(result.recordings)
    try OutputFile.write(file.sealed(as: Self.format, of: id), to: path(of: id))
    checkpoints(of: id).remove()
  }

  /// The finished or diverged result of that trial, if there is one that can be believed; one that
  /// cannot is set aside, with a warning.
  package func read(
    _ id: TrialIdentity, warn: (String) -> Void
  ) throws(OutputError) -> TrialResult? {
    let path = path(of: id)
    guard let bytes = try OutputFile.read(path) else { return nil }
    if let result = result(in: bytes, id) { return result }
    warn(OutputFile.setAside(path, because: "it is damaged, or of another trial or version"))
    return nil
  }

  /// The results that there are of those trials, by their places.
  package func read(
    _ trials: [Trial], warn: (String) -> Void
  ) throws(OutputError) -> [Int: TrialResult] {
    let found = SideBySide.map(trials) { trial in
      var warnings: [String] = []
      let result = Result { () throws(OutputError) in
        try read(trial.identity) { warnings.append($0) }
      }
      return (result: result, warnings: warnings)
    }
    var results: [Int: TrialResult] = [:]
    for (trial, (result, warnings)) in zip(trials, found) {
      for warning in warnings { warn(warning) }
      results[trial.index] = try result.get()
    }
    return results
  }

  /// As for one trial above, but what cannot be believed or read stays where it is.
  package func read(_ id: TrialIdentity) -> TrialResult? {
    (try? OutputFile.read(path(of: id)))?.flatMap { result(in: $0, id) }
  }

  /// What was recorded is checked, and stays on the disk.
  private func result(in bytes: [UInt8], _ id: TrialIdentity) -> TrialResult? {
    guard let file = SafetensorsFile(sealed: bytes, as: Self.format, of: id),
      var result = file.progressOfResult,
      result.status == .finished || result.status == .diverged
    else { return nil }
    let path = path(of: id)
    result.leave(
      in: StoredRecordings(result.recordings) { part in
        (try? OutputFile.read(path))?.flatMap { Self.recordings(part, in: $0) }
      })
    return result
  }

  /// A part of a file that was believed before.
  private static func recordings(
    _ part: StoredRecordings.Part, in bytes: [UInt8]
  ) -> Recordings? {
    guard let file = try? SafetensorsFile(decoding: bytes, where: part.has),
      file.text("format") == format
    else { return nil }
    return file.recordings([part])
  }

  /// Takes away what there is of that trial's result, for a new start.
  package func remove(_ id: TrialIdentity) {
    OutputFile.remove(path(of: id))
    // And the lines to what other trials ended with.
    for name in OutputFile.names(in: place(of: id)) where name.hasPrefix("line-") {
      OutputFile.remove("\(place(of: id))/\(name)")
    }
    checkpoints(of: id).remove()
  }
}

extension SafetensorsFile {
  /// Writes down how far a trial came, and its status.
  mutating func add(progressOf result: TrialResult) {
    func number(_ value: some LosslessStringConvertible) -> String { "\(value)" }
    metadata += [
      ("status", result.status.rawValue),
      ("steps", number(result.steps)), ("epochs", result.epochs.map(number) ?? ""),
      ("examples", result.examples.map(number) ?? ""),
      ("gradient_evaluations", number(result.gradientEvaluations)),
      ("seconds", number(result.seconds)),
      ("recording_seconds", number(result.recordingSeconds)),
      ("diverged_at", result.divergedAt.map(number) ?? ""),
    ]
    if let step = result.stoppedAt, let reason = result.stopReason {
      metadata += [("stopped_at", number(step)), ("stop_reason", reason)]
    }
    add(places: result.places)
  }

  /// What `add(progressOf:)` and `add(_: Recordings)` wrote.
  var progressOfResult: TrialResult? {
    guard let status = text("status").flatMap(TrialResult.Status.init(rawValue:)), let recordings
    else { return nil }
    var result = TrialResult(status: status)
    result.steps = text("steps").flatMap { Int($0) } ?? 0
    result.epochs = text("epochs").flatMap { Double($0) }
    result.examples = text("examples").flatMap { Int($0) }
    result.gradientEvaluations = text("gradient_evaluations").flatMap { Int($0) } ?? 0
    result.seconds = text("seconds").flatMap { Double($0) } ?? 0
    result.recordingSeconds = text("recording_seconds").flatMap { Double($0) } ?? 0
    result.divergedAt = text("diverged_at").flatMap { Int($0) }
    result.stoppedAt = text("stopped_at").flatMap { Int($0) }
    result.stopReason = text("stop_reason")
    result.recordings = recordings
    result.places = places
    return result
  }
}
