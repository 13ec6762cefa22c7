package import ExperimentRunner
internal import OptimizerLab

/// A row of `problem_differences.csv`: by how much an optimizer ends lower on one of two problems than
/// on the other, which are versions of one task.
@dynamicMemberLookup
package struct ProblemDifferenceRow: Sendable, Equatable {
  package var optimizer: Int
  package var network: Int
  /// Places in the spec's list: the difference is the loss on the first less that on the second.
  package var first: Int
  package var second: Int
  package var pair: PairedDifference

  package subscript<Value>(dynamicMember path: KeyPath<PairedDifference, Value>) -> Value {
    pair[keyPath: path]
  }

  /// The problem on which the loss can be told to be lower.
  package var lower: Int? { pair.lowerSide.map { $0 == .first ? first : second } }
}

/// Problems that are compared: what their optimizers ended with on each.
package struct ComparedProblems {
  /// By problem.
  package let facts: [LossComparison]
  /// The network that is compared, the same of all.
  package let network: Int

  /// `nil` where problems are not compared, or their losses say nothing.
  package init?(_ context: RunOverview) {
    let networks = Set(context.problems.map(\.rankedNetwork))
    guard context.comparesProblems, context.problems.count > 1, networks.count == 1,
      let network = networks.first.flatMap({ $0 })
    else { return nil }
    self.network = network
    facts = context.problems.indices.map {
      LossComparison(context, problem: $0, network: network)
    }
  }

  package var measure: Measure { facts[0].measure }

  /// All pairs of problems under each optimizer, corrected over all of them; of more than
  /// `RunOverview.mostInFull` problems those with the first of the spec.
  package var differences: [ProblemDifferenceRow] {
    let anchors = facts.count > RunOverview.mostInFull ? 0..<1 : facts.indices
    var rows = facts[0].entries.indices.flatMap { optimizer in
      anchors.flatMap { first in
        facts.indices.dropFirst(first + 1).map { second in
          ProblemDifferenceRow(
            optimizer: optimizer, network: network, first: first, second: second,
            pair: PairedDifference(
              facts[first].entries[optimizer], facts[second].entries[optimizer], by: measure))
        }
      }
    }
    rows.correct(\.pair, of: rows.count)
    return rows
  }

  /// The optimizers by their lowest median over the problems; those without one last.
  package var order: [Int] {
    func lowest(_ optimizer: Int) -> Double {
      facts.compactMap { $0.entries[optimizer].final }.min() ?? .infinity
    }
    return facts[0].entries.indices.sorted { (lowest($0), $0) < (lowest($1), $1) }
  }
}

extension RunOverview {
  /// The problems with which one shares its targets, itself among them.
  func sharingTargets(with problem: Int) -> [Int] {
    comparesProblems ? Array(problems.indices) : [problem]
  }

  /// What a problem's trials began with, before their first step.
  package func starts(problem: Int, by measure: Measure) -> Targets.Starts {
    runs.filter { $0.problem == problem }.compactMap { run in
      run.result.flatMap { measure.start(of: $0) }.map { (run.seed, $0) }
    }
  }
}
