internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

// What a reader must know of settings that were chosen among several.
extension ResultsTable {
  static func notes(on choices: [Choice], _ context: RunOverview) -> [String] {
    context.problems.indices.flatMap { problem -> [String] in
      let facts = ChoiceFacts(context: context, problem: problem)
      let name = Wording.name(context.problems[problem].name)
      return [facts.tuned, facts.optimism, facts.edges].filter { !$0.isEmpty }.map {
        (context.problems.count > 1 ? "\(name): " : "") + $0
      }
    }
  }
}
