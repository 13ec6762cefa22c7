internal import ExperimentRunner
internal import OptimizerLab

/// What was chosen for the optimizers of one problem, in sentences for captions and tables.
package struct ChoiceFacts {
  package let context: RunOverview
  package let problem: Int

  package init(context: RunOverview, problem: Int) {
    self.context = context
    self.problem = problem
  }

  private var choices: [Choice] { context.choices.filter { $0.problem == problem } }

  private func name(_ choice: Choice) -> String {
    Wording.name(context.optimizers[choice.optimizer].name)
  }

  private static func number(_ value: Double?) -> String {
    value.map { $0.isFinite ? NumberText.typeset($0) : "diverged" } ?? "–"
  }

  /// "Of 12 configurations the best on the seeds of tuning is reported on others: Adam lr 0.01 (0.02 in
  /// tuning, 0.025 reported) and SGD lr 0.3 (…)."
  package var tuned: String {
    let own = choices.filter { $0.kind == .configuration }
    guard !own.isEmpty else { return "" }
    let counts = Set(own.map(\.tried)).sorted()
    let items = own.map { choice in
      "\(name(choice)) \(choice.settings) (\(Self.number(choice.compared)) in tuning, "
        + "\(Self.number(choice.reported)) reported\(counts.count > 1 ? ", of \(choice.tried)" : ""))"
    }
    let count = counts.count == 1 ? "\(counts[0]) " : ""
    return
      "Of \(count)configurations the one with the lowest median on the seeds of tuning is reported on "
      + "other seeds: \(items.joined(separator: "; "))."
  }

  /// "Each learning rate was chosen on the seeds that it is reported on, and so looks better than it is:
  /// chosen for each seed by the others, the median is 0.025 in place of 0.02 (Adam)."
  package var optimism: String {
    let own = choices.filter { $0.kind == .rate && $0.compared != nil && $0.reported != nil }
    guard !own.isEmpty else { return "" }
    let items = own.map { choice in
      "\(Self.number(choice.compared)) in place of \(Self.number(choice.reported)) (\(name(choice)))"
    }
    return
      "Each learning rate was chosen on the seeds that it is reported on, and so looks better than it "
      + "is: chosen for each seed by the others, the median is \(Wording.list(items))."
  }

  /// "At an end of what was tried: lr of Adam."
  package var edges: String {
    let own = choices.filter { $0.kind == .configuration && !$0.atEdge.isEmpty }
    guard !own.isEmpty else { return "" }
    let items = own.map { "\($0.atEdge.joined(separator: " and ")) of \(name($0))" }
    return
      "At an end of what was tried, so that the best may lie beyond: \(Wording.list(items))."
  }
}
