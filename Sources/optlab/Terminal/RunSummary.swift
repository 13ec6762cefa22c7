internal import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage

/// What a run prints when it is done: where the results are, and the comparison in a table.
struct RunSummary {
  private let outcome: RunOutcome
  private let isQuiet: Bool

  init(_ outcome: RunOutcome, isQuiet: Bool) {
    self.outcome = outcome
    self.isQuiet = isQuiet
  }

  var text: String {
    let folder = outcome.folder
    let place = "\(folder.path)/"
    if isQuiet { return place + "\n" }
    let counts = count(folder.results)
    let reuse = (outcome.reused > 0 ? " (\(outcome.reused) were there already)" : "") + twins
    if outcome.trials.count < folder.trials.count {
      return "\(counts)\(reuse)\n"
        + (outcome.missing > 0
          ? "\(Self.count(outcome.missing, "trial")) of other shards decide what comes next: when they "
            + "are done, the same command goes on\n"
          : "when all shards are done: optlab collect \(ShellText.quoted(folder.path))\n")
    }
    let lines = folder.experiment.problems.indices.flatMap(table)
    let expected = folder.hypotheses.sentences.joined(separator: " ")
    return lines.joined(separator: "\n") + "\n\n"
      + (expected.isEmpty ? "" : "\(expected)\n") + "\(counts)\(reuse)\n"
      + "report   \(place)\(Report.fileName)\n"
      + (outcome.figures.isEmpty
        ? "" : "figures  \(outcome.figures.map { "\(place)\($0).svg" }.joined(separator: " "))\n")
      + "tables   \(place)trials.csv curves.csv layers.csv summary.csv\n"
  }

  private static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }

  /// What is trained once for several trials: on a surface without noise, the seeds change nothing.
  private var twins: String {
    let count = outcome.trials.count - Set(outcome.trials.map(\.identity)).count
    return count > 0 ? "; \(count) the same as another, trained once" : ""
  }

  private func count(_ results: [Int: TrialResult]) -> String {
    let total = outcome.trials.count
    let states: [(TrialResult.Status, String)] = [
      (.finished, "finished"), (.diverged, "diverged"), (.interrupted, "interrupted"),
      (.failed, "failed"),
    ]
    let known = states.compactMap { status, word in
      let count = results.values.count { $0.status == status }
      return count > 0 ? "\(count) \(word)" : nil
    }
    let missing = total - results.count
    let rest = missing > 0 ? ["\(missing) not begun"] : []
    return "\(total) trials: \((known + rest).joined(separator: ", "))"
  }

  /// The optimizers of one problem: the median over the seeds of what each ended with.
  private func table(_ problem: Int) -> [String] {
    let folder = outcome.folder
    let experiment = folder.experiment
    let columns = columns(of: problem)
    let width = max(
      experiment.optimizers.map { TerminalText.columns(of: CSVTable.plain($0.name)) }.max() ?? 0, 9)
    var lines = [
      "",
      "\(CSVTable.plain(experiment.problems[problem].name)): \(columns.heading), median over the seeds",
    ]
    for (o, entry) in experiment.optimizers.enumerated() {
      let trials = folder.comparedTrials(problem: problem, optimizer: o)
      let own = trials.compactMap { folder.results[$0.index] }
      let values = columns.measures.map { measure in
        Self.shown(Summary.median(own.compactMap { Self.ranked($0, measure) }))
      }
      var note = ""
      for status in [TrialResult.Status.diverged, .failed] {
        let count = own.count { $0.status == status }
        if count > 0 { note += "   \(count) of \(own.count) \(status.rawValue)" }
      }
      note += choice(of: trials.first, entry, problem)
      if entry.isExternal { note += "   external" + Self.agreement(own) }
      let name = CSVTable.plain(entry.name).padding(to: width)
      lines.append("  \(name)  \(values.joined(separator: "  "))\(note)")
    }
    return lines
  }

  /// `: equal for all 480 steps`, where an external optimizer was compared with a rule of the lab's own,
  /// and of several seeds the first that is not so.
  private static func agreement(_ results: [TrialResult]) -> String {
    let all = results.compactMap(\.agreement)
    guard
      let worst = all.first(where: { $0.partedAt != nil }) ?? all.first(where: {
        $0.amplifiedAt != nil
      })
        ?? all.first
    else { return "" }
    return ": \(worst.verdict)"
  }

  /// What a table has of a problem: that by which its optimizers are compared, and a game's losses.
  private func columns(of problem: Int) -> (heading: String, measures: [Measure]) {
    let folder = outcome.folder
    let finished = folder.trials.filter { $0.problem == problem }
      .compactMap { folder.results[$0.index] }.filter { $0.status == .finished }
    let traits = folder.experiment.problems[problem].task.traits.measured(in: finished)
    let networks = folder.networks[problem].indices
    let losses = networks.map { Measure.loss(traits, network: $0) }
    let best = Measure(traits, network: traits.comparedNetwork)
    if best.quantity != nil {
      return ("\(best.noun) of G at the end, loss of D and G over the last tenth", [best] + losses)
    }
    if networks.count > 1 { return ("loss of D and G over the last tenth", losses) }
    let heading =
      traits.isDistance
      ? "distance to the equilibrium"
      : traits.referenceLoss == nil ? "loss at the end" : "value above the minimum"
    return (heading, losses)
  }

  /// What was chosen of several things that were tried.
  private func choice(of trial: Trial?, _ entry: OptimizerEntry, _ problem: Int) -> String {
    let experiment = outcome.folder.experiment
    guard let trial else { return "" }
    if let place = trial.configuration {
      let all = experiment.configurations(of: trial.optimizer)
      return "   \(all[place].words), the best of \(all.count)"
    }
    let rate = JSONNode.shortestText(of: trial.settings.learningRate)
    let name = experiment.problems[problem].name
    if entry.edge(for: name) != nil { return "   lr \(rate), the largest without divergence" }
    let rates = entry.rates(for: name)
    return rates.count > 1 ? "   lr \(rate), the best of \(rates.count)" : ""
  }

  /// What a trial ended with: infinitely high where it diverged, none where it is not done.
  private static func ranked(_ result: TrialResult, _ measure: Measure) -> Double? {
    switch result.status {
    case .finished: measure.final(of: result)
    case .diverged: .infinity
    case .interrupted, .failed: nil
    }
  }

  /// Four digits are enough to compare.
  private static func shown(_ value: Double?) -> String {
    guard let value else { return "–" }
    return value == .infinity
      ? "diverged" : NumberText.fourDigits(value)
  }
}

extension String {
  /// The text with spaces up to so many columns of a terminal.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - TerminalText.columns(of: self)))
  }
}
