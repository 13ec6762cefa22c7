package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// Trains again what a folder holds, and compares every recorded number, as `Tolerance` has it.
package struct Verification {
  private let run: FinishedRun
  let folder: RunFolder
  private let trials: [Trial]
  /// The results to compare with, by their trials' places; what was interrupted has none.
  let recorded: [Int: TrialResult]
  private let inputs: [ProblemInput]
  /// What the paths of the folder's experiment are relative to.
  private let specFolder: String
  /// Whether every result that is there was trained on what this process runs on, as far as the last bits
  /// of numbers depend on it.
  package var isSameMachine: Bool { recorded.values.allSatisfy(isFromHere) }
  /// The same of the whole folder, as its manifest has it: of results that do not say where they are from.
  private let isFolderFromHere: Bool

  /// A trial whose numbers are not the recorded ones.
  package struct Difference: Sendable, Equatable {
    package var trial: Int
    /// What differs first, in words.
    package var description: String
  }

  /// - Throws: `RunFolderError`, `DataError`, `WeightsError`.
  package init(_ path: String) throws {
    run = try FinishedRun(path)
    folder = try run.output()
    guard !folder.results.isEmpty else { throw run.emptiness }
    recorded = folder.results.filter { [.finished, .diverged].contains($0.value.status) }
    let origin = try run.origin()
    isFolderFromHere = origin.machine == "\(Machine.processor), \(Machine.blas)"
    specFolder = SpecOrigin.folder(of: run.experiment, in: run.folder)
    inputs = try run.experiment.loadInputs(from: specFolder)
    trials = run.experiment.trials(like: folder.trials, inputs: inputs)
  }

  /// That the programs of its experiment may be run.
  package func checkPermission(isGiven: Bool) throws(ExternalRefusal) {
    try ExternalPermission.check(
      run.experiment, spec: "\(folder.path)/\(SpecOrigin.fileName)", isGiven: isGiven)
  }

  /// Whether a trial can be had again to the last bit.
  private func isFromHere(_ result: TrialResult) -> Bool {
    result.places.isEmpty
      ? isFolderFromHere
      : result.places.allSatisfy { $0.arithmetic == TrainingPlace.own.arithmetic }
  }

  /// What other machines the results were trained on, and how many of them on each, in the order of the
  /// spec.
  package var otherMachines: [(machine: TrainingPlace, trials: Int)] {
    var others: [(machine: TrainingPlace, trials: Int)] = []
    for trial in trials {
      guard let result = recorded[trial.index] else { continue }
      let foreign = result.places.filter { $0.arithmetic != TrainingPlace.own.arithmetic }
      for place in foreign {
        if let known = others.firstIndex(where: { $0.machine == place }) {
          others[known].trials += 1
        } else {
          others.append((place, 1))
        }
      }
    }
    return others
  }

  /// How many results can be had again to the last bit.
  package var countFromHere: Int { recorded.values.count(where: isFromHere) }

  /// How many trials have a result to compare with.
  package var count: Int { recorded.count }

  /// Whether the trials of later stages are not those that the recorded results decide.
  package var hasOtherStages: Bool {
    run.experiment.contradicts(trials, recorded)
  }

  /// How many more trials the recorded results decide.
  package var toCome: Int {
    run.experiment.trialCount(of: run.experiment.laterStage(after: trials, recorded))
  }

  /// How many trials have none.
  package var missing: Int { trials.count - count - damaged.count }

  /// How many trials have one that cannot be read.
  package var damagedCount: Int { damaged.count }

  /// Whether there is a finished result of every trial, so that the tables are of all.
  var isComplete: Bool {
    count == trials.count && run.experiment.laterStage(after: trials, recorded).isComplete
  }

  /// What the folder's manifest says.
  var manifest: JSONNode? { run.manifest }

  /// Whether the same version of the program, as far as it knows, wrote the folder's files.
  var isSameProgram: Bool {
    manifest?["version"]?.text == Version.number && manifest?["commit"]?.text == Version.commit
  }

  /// The trials whose result is there, but is not what was once written.
  private var damaged: [Trial] {
    let files = TrialFile(ofRun: folder.path)
    return folder.trials.filter {
      recorded[$0.index] == nil && files.isThere($0.identity)
    }
  }

  /// Trains every trial that has a result.
  /// - Returns: the trials that differ, in the order of the spec.
  package func differences(
    jobs: Int, stop: StopFlag, report: any ProgressReport
  ) -> [Difference] {
    let known = trials.filter { recorded[$0.index] != nil }
    let queue = TrialQueue(experiment: run.experiment, stop: stop, report: report) {
      [experiment = run.experiment, inputs, specFolder] in
      ThreadExecutor(
        experiment: experiment, inputs: inputs, folder: specFolder, stop: stop, report: report)
    }
    let (results, _) = queue.run(known, jobs: jobs)
    let unread = damaged.map { trial in
      Difference(
        trial: trial.index,
        description:
          "\(run.experiment.label(of: trial)): its result is damaged, or another version "
          + "of the program wrote it")
    }
    let different = known.compactMap { trial -> Difference? in
      let name = run.experiment.label(of: trial)
      guard folder.trials[trial.index].identity == trial.identity else {
        return Difference(
          trial: trial.index,
          description: Manifest.olderNumerics(manifest).map {
            "\(name): it is of version \($0) of the numbers, and this program has version "
              + "\(TrialIdentity.numericsVersion), whose last bits are others"
          } ?? "\(name): its data, weights or programs are not those it was trained with, or the "
            + "program has changed its numbers since")
      }
      guard let old = recorded[trial.index], let new = results[trial.index] else {
        return Difference(trial: trial.index, description: "\(name): it was not trained again")
      }
      return compare(trial, old, new).map {
        Difference(trial: trial.index, description: "\(name): \($0)")
      }
    }
    return (unread + different).sorted { $0.trial < $1.trial }
  }

  private func compare(_ trial: Trial, _ old: TrialResult, _ new: TrialResult) -> String? {
    let precision = run.experiment.problems[trial.problem].task.precision
    let isSameMachine = isFromHere(old)
    let tolerance = isSameMachine ? Tolerance.exact : .elsewhere(precision)
    if old.status != new.status || old.divergedAt != new.divergedAt {
      func words(_ result: TrialResult) -> String {
        result.status.rawValue + (result.divergedAt.map { " at step \($0)" } ?? "")
          + (result.failure.map { ": \($0)" } ?? "")
      }
      return "was \(words(old)), is \(words(new))"
    }
    return first(old.curves, new.curves, "curves.csv", tolerance)
      ?? first(old.layers, new.layers, "layers.csv", tolerance)
      ?? first(old.path, new.path, "paths.csv", tolerance)
      ?? compareWeights(old, new, tolerance)
      ?? (isSameMachine && old.agreement != new.agreement
        ? "agreement.csv: other distances came out than are recorded" : nil)
      ?? (isSameMachine ? firstOfCounts(old, new) ?? firstOfBits(old, new) : nil)
  }

  /// The first value that differs, with its step and column.
  private func first<Table: RecordTable>(
    _ old: Records<Table>, _ new: Records<Table>, _ table: String, _ tolerance: Tolerance
  ) -> String? where Table.Column == Quantity {
    for row in 0..<min(old.count, new.count) {
      let step = Int(old[row, .step] ?? 0)
      for column in Table.layout.columns
      where column.role != .clock && !old.unknown.contains(column) {
        let (was, now) = (old[row, column], new[row, column])
        let isCount = column.role == .count
        if tolerance.accepts(was, now, step: step, isCount: isCount) { continue }
        func words(_ value: Double?) -> String { value.map { "\($0)" } ?? "nothing" }
        return "\(table), step \(step), \(column.rawValue): "
          + "\(words(was)) is recorded, \(words(now)) came out"
      }
    }
    return old.count == new.count
      ? nil : "\(table): \(old.count) rows are recorded, \(new.count) came out"
  }
}
