internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// What comes of comparing problems, in sentences.
struct ProblemSentences {
  let context: RunOverview
  private let compared: ComparedProblems?

  init(_ context: RunOverview) {
    self.context = context
    compared = ComparedProblems(context)
  }

  /// Where the targets of all problems come from; empty where there are none, or the spec's own.
  var target: String {
    guard let facts = compared?.facts.first, let start = facts.targets.start else { return "" }
    return
      "All problems share their targets: parts of the lowest \(facts.measure.noun) that one of them "
      + "starts with, \(NumberText.typeset(start))."
  }

  /// A sentence a pair of problems: "LeakyReLU ends lower than ReLU under 4 of 5 optimizers (Adam, …),
  /// clear under Adam."
  var outcomes: [String] {
    guard let compared else { return [] }
    let rows = compared.differences
    return context.problems.indices.flatMap { first in
      context.problems.indices.dropFirst(first + 1).map { second in
        sentence(
          rows.filter { ($0.first, $0.second) == (first, second) }, first, second, compared)
      }
    }.filter { !$0.isEmpty }
  }

  private func sentence(
    _ rows: [ProblemDifferenceRow], _ first: Int, _ second: Int, _ compared: ComparedProblems
  ) -> String {
    let finals = [first, second].map { problem in
      compared.facts[problem].entries.map { $0.final ?? .infinity }
    }
    let both = rows.filter {
      finals[0][$0.optimizer].isFinite || finals[1][$0.optimizer].isFinite
    }
    guard !both.isEmpty else { return "" }
    let firstLower = both.filter { finals[0][$0.optimizer] < finals[1][$0.optimizer] }
    let secondLower = both.filter { finals[0][$0.optimizer] > finals[1][$0.optimizer] }
    // The one that is lower more often is the sentence's subject.
    let isTurned = secondLower.count > firstLower.count
    let (subject, other) = isTurned ? (second, first) : (first, second)
    let (lower, higher) = isTurned ? (secondLower, firstLower) : (firstLower, secondLower)
    if lower.isEmpty {
      return "\(name(subject)) and \(name(other)) end at the same median under every optimizer."
    }
    var parts = [
      "\(name(subject)) ends lower than \(name(other)) under \(names(lower))"
    ]
    if !higher.isEmpty { parts.append("and higher under \(names(higher))") }
    return parts.joined(separator: ", ") + told(both) + "."
  }

  /// "all 5 optimizers", "Adam", "3 of 5 optimizers (Adam, SGD and GD)".
  private func names(_ rows: [ProblemDifferenceRow]) -> String {
    let names = Wording.list(rows.map { context.name($0.optimizer) })
    let total = context.optimizers.count
    if rows.count == 1 { return names }
    if rows.count == total { return total == 2 ? "both optimizers" : "all \(total) optimizers" }
    return "\(rows.count) of \(total) optimizers (\(names))"
  }

  /// Under which optimizers that can be told from chance.
  private func told(_ rows: [ProblemDifferenceRow]) -> String {
    let tested = rows.filter { $0.probability != nil }
    guard !tested.isEmpty, context.seedCount > 1 else { return "" }
    let clear = tested.filter(\.isClear)
    if clear.count == tested.count {
      return "; that is clear\(tested.count > 1 ? " for each" : "")"
    }
    return clear.isEmpty
      ? "; none of this can be told from chance"
      : "; clear is that under \(Wording.list(clear.map { context.name($0.optimizer) }))"
  }

  private func name(_ problem: Int) -> String { Wording.name(context.problems[problem].name) }
}
