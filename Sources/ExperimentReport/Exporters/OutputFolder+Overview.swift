package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

// What several exporters and the figures need: made when the first one asks.
extension OutputFolder {
  /// The rows of `summary.csv`.
  var summaryRows: [SummaryRow] {
    derived.summary.value { [self] in
      experiment.problems.indices.flatMap { p in
        experiment.optimizers.indices.flatMap { o in
          Summary.rows(
            problem: p, optimizer: o, networks: networks[p].map(\.name),
            results: results(problem: p, optimizer: o))
        }
      }
    }
  }

  /// The rows of `layer_summary.csv`.
  var layerSummaryRows: [LayerSummaryRow] {
    derived.layers.value { [self] in
      experiment.problems.indices.flatMap { p in
        experiment.optimizers.indices.flatMap { o in
          Summary.layerRows(
            problem: p, optimizer: o, networks: networks[p],
            results: results(problem: p, optimizer: o))
        }
      }
    }
  }

  /// The rows of `lr_sensitivity.csv`.
  var rateRows: [RateRow] {
    derived.rates.value { [self] in
      Summary.rateRows(
        experiment, networks: networks, trials: trials, results: run.results, compared: compared)
    }
  }

  /// The rows of `tuning.csv`.
  var tuningRows: [TuningRow] {
    derived.tuning.value { [self] in
      Summary.tuningRows(experiment, trials: trials, results: run.results)
    }
  }

  /// The rows of `tuning_budget.csv`.
  var budgetRows: [TuningBudget.Row] {
    derived.budgets.value { [self] in
      TuningBudget.rows(tuningRows) { experiment.problems[$0].task.traits.referenceLoss ?? 0 }
    }
  }

  /// What was chosen of several things that were tried.
  var choices: [Choice] {
    derived.choices.value { [self] in
      Summary.choices(
        experiment, trials: trials, results: run.results, compared: compared, tuning: tuningRows)
    }
  }

  /// The pictures of `pictures.u8`.
  var sampleGrids: SampleGridFile { derived.grids.value { [self] in SampleGridFile(self) } }

  /// The maps of `boundaries.u8`.
  var classMaps: ClassMapFile { derived.classMaps.value { [self] in ClassMapFile(self) } }

  /// What figures and captions know of the run.
  package var overview: RunOverview { derived.overview.value { [self] in makeOverview() } }

  /// What was expected, and what came out.
  package var hypotheses: JudgedHypotheses {
    derived.hypotheses.value { [self] in
      let own = experiment.hypotheses ?? []
      return own.isEmpty ? JudgedHypotheses([]) : JudgedHypotheses(own, in: overview)
    }
  }

  /// The optimizers over all problems.
  package var scores: Scores { derived.scores.value { [self] in Scores(overview) } }

  /// The comparison of the optimizers.
  package var comparison: ResultsTable {
    derived.comparison.value { [self] in
      ResultsTable(overview, rates: comparedRates, columns: columns)
    }
  }

  private func makeOverview() -> RunOverview {
    let (summary, layerSummary) = (summaryRows, layerSummaryRows)
    let drawn = Thinning.drawn(summary, exact: exactProblems)
    let drawnLayers = Thinning.drawn(layerSummary, exact: exactProblems)
    var overview = RunOverview(
      experiment: experiment.name, seedCount: experiment.seeds.count,
      problems: experiment.problems.indices.map(figureProblem),
      optimizers: experiment.optimizers.map { RunOverview.Optimizer($0) },
      summary: drawn, layerSummary: drawnLayers, runs: runs, compared: compared,
      rateRows: rateRows)
    overview.stamp = stamp
    overview.lines = solutionLines
    overview.choices = choices
    overview.theoryRows = Summary.theoryRows(
      experiment, trials: trials, results: results, compared: compared)
    overview.budgetRows = budgetRows
    overview.comparesProblems = experiment.compare == .problems
    for place in overview.problems.indices {
      overview.problems[place].isTuned = budgetRows.contains { $0.problem == place }
      overview.problems[place].hasTheory = overview.theoryRows.contains {
        $0.problem == place && !$0.walks.isEmpty
      }
    }
    overview.prominent = overview.mostProminent()
    overview.seedRows = seedRows(drawn, of: overview.optimizersInColor)
    overview.layerSeedRows = layerSeedRows(drawnLayers, of: overview.optimizersInColor)
    if drawn != summary || drawnLayers != layerSummary
      || experiment.seeds.count > Summary.dotLimit
    {
      overview.recorded = (summary, layerSummary)
    }
    return overview
  }

  private func figureProblem(_ place: Int) -> RunOverview.Problem {
    let problem = experiment.problems[place]
    let own = trials.filter { $0.problem == place }.compactMap { results[$0.index] }
    var overview = RunOverview.Problem(
      name: problem.name,
      traits: problem.task.traits.measured(in: own.filter { $0.status == .finished }),
      networks: networks[place],
      surface: problem.task.surface.flatMap { RunOverview.Surface($0) },
      hasUnits: own.contains { $0.units.contains { $0.steps > 0 } },
      hasHistograms: experiment.record.histograms != RecordSettings.Histograms.none
        && own.contains { !$0.histograms.isEmpty },
      unrecorded: own.map(\.unrecorded)
        .reduce(nil) { $0?.intersection($1) ?? $1 } ?? [],
      pictures: sampleGrids.grids.filter { $0.problem == place }.map(\.grid),
      pictureLevels: own.lazy.compactMap(\.pictureLevels).first,
      target: problem.target, isSwept: rateRows.contains { $0.problem == place },
      hasCurvature: own.contains { $0.recordedCurvature },
      hasLines: solutionLines.contains { trials[$0.ends.first].problem == place })
    overview.hasHeldOut = own.contains { !$0.recorded(.testLoss, ofNetwork: 0).isEmpty }
    overview.classes = classMaps.classes(ofProblem: place)
    return overview
  }

  private var runs: [RunOverview.Run] {
    trials.map { trial in
      RunOverview.Run(
        problem: trial.problem, optimizer: trial.optimizer, seed: trial.settings.seed,
        result: results[trial.index],
        learningRate: trial.settings.learningRate,
        // Under a schedule the line moves.
        stability: trial.settings.plan.schedule == nil
          ? trial.settings.optimizer.stabilityLine(learningRate: trial.settings.learningRate) : nil)
    }
  }

  private var comparedRates: [[Int]: Double] {
    let pairs = trials.filter { compared.contains($0.index) }
      .map { ([$0.problem, $0.optimizer], $0.settings.learningRate) }
    return Dictionary(pairs) { first, _ in first }
  }

  private func results(problem: Int, optimizer: Int) -> [TrialResult] {
    comparedTrials(problem: problem, optimizer: optimizer).compactMap { results[$0.index] }
  }
}

/// What is made of a run's results once for all who need it.
final class DerivedResults: Sendable {
  let summary = Once<[SummaryRow]>()
  let layers = Once<[LayerSummaryRow]>()
  let rates = Once<[RateRow]>()
  let tuning = Once<[TuningRow]>()
  let budgets = Once<[TuningBudget.Row]>()
  let choices = Once<[Choice]>()
  let grids = Once<SampleGridFile>()
  let classMaps = Once<ClassMapFile>()
  let overview = Once<RunOverview>()
  let scores = Once<Scores>()
  let comparison = Once<ResultsTable>()
  let lines = Once<[SolutionLine]>()
  let compared = Once<Set<Int>>()
  let hypotheses = Once<JudgedHypotheses>()
}
