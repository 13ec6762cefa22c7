internal import Glibc
internal import OptimizerLab

/// A trial's result on disk: `trials/HASH.safetensors`, one file with all that it recorded and the weights
/// that it ended with.
///
/// It is the truth; every other file of the output folder is derived from it.
package struct TrialFile: Sendable {
  /// The run's folder.
  private let run: String

  /// Names the parts of the file. Tables are read by their columns' names, so that a new column needs
  /// no new format.
  private static let format = "optlab-trial-3"
  /// Tables row by row, all numbers in 64 bits; the weights in files beside it.
  private static let formerFormat = "optlab-trial-2"

  /// The trials of the run in that folder.
  package init(ofRun path: String) { run = path }

  /// The folder of all trials.
  package var folder: String { "\(run)/trials" }
  /// The folder of the checkpoints of those that are not done; it is there while there are some.
  package var checkpointFolder: String { "\(run)/checkpoints" }

  private static let ending = ".safetensors"

  package func path(of id: TrialIdentity) -> String { "\(folder)/\(id.hash)\(Self.ending)" }

  /// The hash of the trial whose result, or checkpoint, has that name; `nil` for any other file.
  package static func hash(ofName name: String) -> String? {
    guard name.hasSuffix(ending), case let hash = String(name.dropLast(ending.count)),
      TrialIdentity.isHash(hash)
    else { return nil }
    return hash
  }

  /// Where a trial's result is: in its file, or where the layout before has it; `nil` where there is none.
  package func found(_ id: TrialIdentity) -> String? {
    [path(of: id), formerPath(of: id)].first { OutputFile.exists($0) }
  }

  /// Whether a trial has a result, as far as the name of its file tells: for who asks of thousands.
  package func isThere(_ id: TrialIdentity) -> Bool { found(id) != nil }

  func checkpoints(of id: TrialIdentity) -> CheckpointFiles {
    CheckpointFiles(folder: checkpointFolder, former: formerPlace(of: id), id: id)
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

  /// Sees that a trial is this process's alone; waits while another one is at it.
  /// - Returns: what holds the trial as long as it lives.
  package func prepare(
    _ id: TrialIdentity, stop: StopFlag, patience: Patience = Patience(),
    warn: (String) -> Void
  ) throws(OutputError) -> Descriptor {
    try OutputFile.makeFolder(folder)
    let locks = try TrialLock.file(beside: folder)
    wait(for: id, of: locks, stop: stop, patience: patience, warn: warn)
    return locks
  }

  /// Says of a trial whether another process is at it now.
  func othersTrials() throws(OutputError) -> @Sendable (Trial) -> Bool {
    let locks = try TrialLock.file(beside: folder)
    return { TrialLock.isHeld($0.identity, in: locks) }
  }

  private func wait(
    for id: TrialIdentity, of locks: Descriptor, stop: StopFlag, patience: Patience,
    warn: (String) -> Void
  ) {
    let (start, path) = (ContinuousClock.now, path(of: id))
    var isTold = false
    while !TrialLock.take(id, of: locks), !stop.isSet {
      let waited = ContinuousClock.now - start
      if !isTold, waited > .seconds(patience.untilTold) {
        warn("\(path): waits for the process that is training this trial already")
        isTold = true
      }
      if waited > .seconds(patience.untilGivenUp),
        checkpoints(of: id).age.map({ $0 > patience.untilGivenUp }) ?? true
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

  /// Writes a trial's file: where there is one, all of it is there. Its checkpoints have done their work
  /// then.
  package func write(_ result: TrialResult, of id: TrialIdentity) throws(OutputError) {
    try OutputFile.makeFolder(folder)
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
    for path in [path(of: id), formerPath(of: id)] {
      guard let file = try Self.read(path) else { continue }
      if let result = file.flatMap({ result(of: $0, at: path, id) }) { return result }
      warn(OutputFile.setAside(path, because: "it is damaged, or of another trial or version"))
    }
    return nil
  }

  /// A file without its weights; nothing where there is none, and no file where it is none of ours.
  private static func read(_ path: String) throws(OutputError) -> SafetensorsFile?? {
    try OutputFile.found(path, otherwise: nil) { path throws(DataError) in
      try SafetensorsFile.read(path, where: SafetensorsFile.isRecorded)
    }
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
    for path in [path(of: id), formerPath(of: id)] {
      guard let file = try? SafetensorsFile.read(path, where: SafetensorsFile.isRecorded) else {
        continue
      }
      if let result = result(of: file, at: path, id) { return result }
    }
    return nil
  }

  /// What was recorded is checked, and stays on the disk.
  private func result(
    of read: SafetensorsFile, at path: String, _ id: TrialIdentity
  ) -> TrialResult? {
    let formats = [Self.format, Self.formerFormat]
    guard
      let file = formats.lazy.compactMap({ SafetensorsFile(read, sealedAs: $0, of: id) }).first,
      var result = file.progressOfResult,
      result.status == .finished || result.status == .diverged
    else { return nil }
    let isFormer = path == formerPath(of: id)
    let hasWeights = isFormer || !file.entries.allSatisfy { SafetensorsFile.isRecorded($0.name) }
    result.leave(
      in: StoredRecordings(result.recordings, elsewhere: hasWeights ? [.weights] : []) { part in
        isFormer && part == .weights ? formerWeights(of: id) : Self.recordings(part, at: path)
      })
    return result
  }

  /// A part of a file that was believed before.
  private static func recordings(
    _ part: StoredRecordings.Part, at path: String
  ) -> Recordings? {
    guard var file = try? SafetensorsFile.read(path, where: part.has),
      [format, formerFormat].contains(file.text("format"))
    else { return nil }
    file.entries.removeAll { !part.has($0.name) }
    guard part != .weights || file.hasWholeWeights else { return nil }
    return file.recordings([part])
  }

  /// Takes away what there is of that trial's result, for a new start.
  package func remove(_ id: TrialIdentity) {
    OutputFile.remove(path(of: id))
    checkpoints(of: id).remove()
    removeFormer(id)
  }

  /// The hashes of all trials of which something is there: a result, or a checkpoint.
  var begun: Set<String> {
    let files = OutputFile.names(in: folder) + OutputFile.names(in: checkpointFolder)
    return Set(files.compactMap { Self.hash(ofName: $0) ?? formerTrial($0) })
  }

  /// Takes away the folder of checkpoints where it is empty; for who has the run's folder alone.
  package func removeEmptyFolder() { OutputFile.removeEmptyFolder(checkpointFolder) }
}
