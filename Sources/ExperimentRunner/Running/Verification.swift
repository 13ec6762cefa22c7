internal import OptimizerLab

/// Trains again what a folder holds, and compares every recorded number.
///
/// On the processor and with the matrix libraries that the folder was made with, the bits have to be
/// equal. Elsewhere sums come in another order: numbers may then differ by `tolerance`, relative to
/// their size or to a thousandth, whichever is larger.
package struct Verification {
  package static let tolerance = 1e-4

  private let run: FinishedRun
  private let folder: OutputFolder
  private let trials: [Trial]
  private let inputs: [ProblemInput]
  package let isSameMachine: Bool

  /// A trial whose numbers are not the recorded ones.
  package struct Difference: Sendable, Equatable {
    package var trial: Int
    /// What differs first, in words.
    package var description: String
  }

  /// - Throws: `BadFolder`, `DataError`, `WeightsError`.
  package init(_ path: String) throws {
    run = try FinishedRun(path)
    folder = try run.output()
    let origin = try run.origin()
    isSameMachine = origin.machine == "\(Machine.processor), \(Machine.blas)"
    inputs = try run.experiment.loadInputs(from: origin.specFolder)
    trials = run.experiment.trials(inputs: inputs)
  }

  /// How many trials have a result to compare with.
  package var count: Int { folder.results.count }

  /// Trains every trial that has a result.
  /// - Returns: the trials that differ, in the order of the spec.
  package func differences(
    jobs: Int, stop: StopFlag, report: any ProgressReport
  ) -> [Difference] {
    let known = trials.filter { folder.results[$0.index] != nil }
    let queue = TrialQueue(experiment: run.experiment, stop: stop, report: report) {
      [experiment = run.experiment, inputs] in
      ThreadSeat(experiment: experiment, inputs: inputs, stop: stop, report: report)
    }
    let (results, _) = queue.run(known, jobs: jobs)
    return known.compactMap { trial -> Difference? in
      let name = run.experiment.label(of: trial)
      guard folder.trials[trial.index].identity == trial.identity else {
        return Difference(
          trial: trial.index,
          description: "\(name): its data or weights are not those it was trained with, or the "
            + "program has changed its numbers since")
      }
      guard let old = folder.results[trial.index], let new = results[trial.index] else {
        return Difference(trial: trial.index, description: "\(name): it was not trained again")
      }
      return compare(old, new).map {
        Difference(trial: trial.index, description: "\(name): \($0)")
      }
    }
  }

  private func compare(_ old: TrialResult, _ new: TrialResult) -> String? {
    if old.status != new.status || old.divergedAt != new.divergedAt {
      func words(_ result: TrialResult) -> String {
        result.status.rawValue + (result.divergedAt.map { " at step \($0)" } ?? "")
      }
      return "was \(words(old)), is \(words(new))"
    }
    return first(old.curves, new.curves, "curves.csv", except: [.seconds])
      ?? first(old.layers, new.layers, "layers.csv", except: [])
      ?? first(old.path, new.path, "paths.csv", except: [])
      ?? (isSameMachine ? firstOfBits(old, new) : nil)
  }

  /// What is counted, and so is compared to the bit or, where a number beside a bin's edge may fall
  /// into the next, not at all.
  private func firstOfBits(_ old: TrialResult, _ new: TrialResult) -> String? {
    let lives = zip(old.units, new.units).first { $0 != $1 }
    if lives != nil || old.units.count != new.units.count {
      return "the states of the units" + (lives.map { " of layer \($0.0.layer)" } ?? "")
        + " are not those recorded"
    }
    let histograms = zip(old.histograms, new.histograms).first { $0 != $1 }
    if histograms != nil || old.histograms.count != new.histograms.count {
      return "histograms.csv"
        + (histograms.map { ", step \($0.0.step), layer \($0.0.layer), \($0.0.quantity)" } ?? "")
        + ": the bins are not those recorded"
    }
    let sheets = zip(old.pictures, new.pictures).first { $0 != $1 }
    if sheets != nil || old.pictures.count != new.pictures.count {
      return "pictures.u8" + (sheets.map { ", step \($0.0.step)" } ?? "")
        + ": the pictures are not those recorded"
    }
    return nil
  }

  /// The first value that differs, with its step and column.
  private func first<Column: StepColumn>(
    _ old: Records<Column>, _ new: Records<Column>, _ table: String, except left: Set<Column>
  ) -> String? {
    for row in 0..<min(old.count, new.count) {
      for column in Records<Column>.columns where !left.contains(column) {
        let (was, now) = (old[row, column], new[row, column])
        if isEqual(was, now) { continue }
        func words(_ value: Double?) -> String { value.map { "\($0)" } ?? "nothing" }
        return "\(table), step \(Int(old[row, .step] ?? 0)), \(column.rawValue): "
          + "\(words(was)) is recorded, \(words(now)) came out"
      }
    }
    return old.count == new.count
      ? nil : "\(table): \(old.count) rows are recorded, \(new.count) came out"
  }

  private func isEqual(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    if isSameMachine { return a.bitPattern == b.bitPattern }
    return abs(a - b) <= Self.tolerance * max(abs(a), 1e-3)
  }
}

/// A table whose rows belong to a step.
private protocol StepColumn: RecordColumn {
  static var step: Self { get }
}

extension CurveColumn: StepColumn {}
extension LayerColumn: StepColumn {}
extension PathColumn: StepColumn {}
