package import ExperimentRunner
internal import Foundation
internal import OptimizerLab
internal import Synchronization

/// The files that a run's results become; everything in the folder but `trials/` is derived from them.
///
/// Trials without a result are left out of the tables, but not of `trials.csv`.
package struct OutputFolder: Sendable {
  package let run: RunFolder
  /// The places of the trials that optimizers are compared by; see `comparedTrials`.
  package let compared: Set<Int>

  package init(_ run: RunFolder) {
    self.run = run
    compared = run.experiment.comparedTrials(run.trials, run.results)
  }

  package var path: String { run.path }
  package var experiment: Experiment { run.experiment }
  package var trials: [Trial] { run.trials }
  package var results: [Int: TrialResult] { run.results }
  package var networks: [[NetworkShape]] { run.networks }

  /// Writes the tables of what was recorded, and those of its summary, which it returns. Of a long run
  /// they take some hundred megabytes, and most of the time.
  func writeTables() throws(OutputError) -> ([SummaryRow], [LayerSummaryRow]) {
    let summary = Mutex<[SummaryRow]>([])
    let layerSummary = Mutex<[LayerSummaryRow]>([])
    try SideBySide.run([
      {
        let rows = layerSummaryRows
        layerSummary.withLock { $0 = rows }
        return failure { () throws(OutputError) in
          try put(SummaryTable.text(rows, experiment), "layer_summary.csv")
        }
      },
      {
        let rows = summaryRows
        summary.withLock { $0 = rows }
        return failure { () throws(OutputError) in
          try put(SummaryTable.text(rows, experiment), "summary.csv")
        }
      },
      { failure { () throws(OutputError) in try put(curvesTable, "curves.csv") } },
      { failure { () throws(OutputError) in try put(layersTable, "layers.csv") } },
      { failure { () throws(OutputError) in try writeSmallTables() } },
    ])
    return (summary.withLock { $0 }, layerSummary.withLock { $0 })
  }

  /// Why that failed, if it did.
  private func failure(of work: () throws(OutputError) -> Void) -> OutputError? {
    do throws(OutputError) {
      try work()
      return nil
    } catch {
      return error
    }
  }

  private func writeSmallTables() throws(OutputError) {
    try put(trialsTable, "trials.csv")
    if experiment.record.tensorboard { try TensorBoardFolder(output: self).write() }
    try put(histogramsTable, "histograms.csv")
    let units = UnitRasters(self)
    if !units.bytes.isEmpty {
      try put(units.table(self), "units.csv")
      try OutputFile.write(units.bytes, to: "\(path)/units.u8")
    }
    if networks.joined().contains(where: { $0.role == .discriminator }) {
      try put(discriminatorTable, "discriminator.csv")
    }
    if experiment.problems.contains(where: { $0.task.surface != nil }) {
      try put(pathsTable(), "paths.csv")
    }
  }

  func put(_ table: CSVTable, _ name: String) throws(OutputError) {
    try OutputFile.write(table.bytes, to: "\(path)/\(name)")
  }

  func figureProblem(
    _ place: Int, _ gridFile: SampleGridFile, isSwept: Bool
  ) -> RunOverview.Problem {
    let problem = experiment.problems[place]
    let own = trials.filter { $0.problem == place }.compactMap { results[$0.index] }
    return RunOverview.Problem(
      name: problem.name, traits: problem.task.traits, networks: networks[place],
      surface: problem.task.surface.map { RunOverview.Surface($0) },
      hasUnits: own.contains { $0.units.contains { $0.steps > 0 } },
      hasHistograms: own.contains { !$0.histograms.isEmpty },
      pictures: gridFile.grids.filter { $0.problem == place }.map(\.grid), target: problem.target,
      isSwept: isSwept)
  }

  var runs: [RunOverview.Run] {
    trials.map { trial in
      RunOverview.Run(
        problem: trial.problem, optimizer: trial.optimizer,
        seed: trial.settings.seed,
        result: results[trial.index])
    }
  }

  /// The trials by which an optimizer is compared with others on a problem, in the order of the
  /// seeds.
  package func comparedTrials(problem: Int, optimizer: Int) -> [Trial] {
    trials.filter {
      $0.problem == problem && $0.optimizer == optimizer && compared.contains($0.index)
    }
  }

  /// What a reader of the figures must know before they are looked at.
  package var remarks: [String] {
    var remarks: [String] = []
    if experiment.seeds.count == 1 {
      remarks.append("one seed: the curves have no bands, and the tables no intervals")
    }
    if !results.isEmpty, results.values.allSatisfy({ $0.status == .diverged }) {
      remarks.append(
        "all \(results.count) trials diverged: their curves end where the loss was no number any more, "
          + "and there is no final loss to compare")
    }
    let missing = trials.count - results.count
    if missing > 0 { remarks.append("\(missing) of \(trials.count) trials have no result yet") }
    return remarks
  }

  var comparedRates: [[Int]: Double] {
    let pairs = trials.filter { compared.contains($0.index) }
      .map { ([$0.problem, $0.optimizer], $0.settings.learningRate) }
    return Dictionary(pairs) { first, _ in first }
  }

  private func results(problem: Int, optimizer: Int) -> [TrialResult] {
    comparedTrials(problem: problem, optimizer: optimizer).compactMap { results[$0.index] }
  }

  private var summaryRows: [SummaryRow] {
    experiment.problems.indices.flatMap { p in
      experiment.optimizers.indices.flatMap { o in
        Summary.rows(
          problem: p, optimizer: o, networks: networks[p].map(\.name),
          results: results(problem: p, optimizer: o))
      }
    }
  }

  private var layerSummaryRows: [LayerSummaryRow] {
    experiment.problems.indices.flatMap { p in
      experiment.optimizers.indices.flatMap { o in
        Summary.layerRows(
          problem: p, optimizer: o, networks: networks[p],
          results: results(problem: p, optimizer: o))
      }
    }
  }
}

extension RunOverview.Surface {
  init(_ source: SurfaceSource) {
    let surface = source.surface
    let start = source.startPoint
    let domain = surface.domain
    self.init(
      expression: surface.expression,
      // A start outside the usual view widens it.
      x: min(domain.x.lowerBound, start.x)...max(domain.x.upperBound, start.x),
      y: min(domain.y.lowerBound, start.y)...max(domain.y.upperBound, start.y),
      minima: surface.minima, start: start, minimumValue: surface.minimumValue)
  }
}
