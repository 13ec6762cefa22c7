package import ExperimentRunner
internal import OptimizerLab

/// A row of `interpolation_summary.csv`: the loss on the way from one optimizer's solution to another's,
/// over the seeds. Each line stands there twice, from either end.
package struct LineRow: Sendable, Equatable {
  package var problem: Int
  /// Whose solution is at the end of the way, and whose at its start.
  package var optimizer: Int
  package var from: Int
  package var fraction: Double
  package var seeds: Int
  package var loss: Spread
  package var quantiles: Quantiles?
}

extension RunOverview {
  /// Two optimizers, the first of the spec's order before the second, and the lines between their
  /// solutions, in the order of the seeds.
  package struct LinePair {
    package var problem: Int
    package var first: Int
    package var second: Int
    package var lines: [SolutionLine]
  }

  package var linePairs: [LinePair] {
    var pairs: [LinePair] = []
    for line in lines {
      let (first, second) = (trials[line.ends.first], trials[line.ends.second])
      let place = pairs.firstIndex {
        $0.problem == first.problem && $0.first == first.optimizer
          && $0.second == second.optimizer
      }
      if let place {
        pairs[place].lines.append(line)
      } else {
        pairs.append(
          LinePair(
            problem: first.problem, first: first.optimizer, second: second.optimizer,
            lines: [line]))
      }
    }
    return pairs
  }

  /// The rows of `interpolation_summary.csv`, in the file's order.
  package var lineRows: [LineRow] {
    linePairs.flatMap { pair in
      let losses = pair.lines.map(\.losses)
      return rows(pair, from: pair.first, to: pair.second, losses)
        + rows(pair, from: pair.second, to: pair.first, losses.map { $0.reversed() })
    }
  }

  private func rows(
    _ pair: LinePair, from: Int, to optimizer: Int, _ losses: [[Double]]
  ) -> [LineRow] {
    (0..<(losses.first?.count ?? 0)).compactMap { place in
      let known = losses.map { $0[place] }.filter(\.isFinite)
      return Summary.spread(known).map { loss in
        LineRow(
          problem: pair.problem, optimizer: optimizer, from: from,
          fraction: pair.lines[0].fraction(place), seeds: losses.count, loss: loss,
          quantiles: Quantiles(of: known))
      }
    }
  }
}
