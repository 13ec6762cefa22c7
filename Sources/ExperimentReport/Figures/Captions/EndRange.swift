internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// What the optimizers ended with, from one end of the range to the other, and whose both ends are.
struct EndRange {
  private let context: RunOverview
  private let ends: [RunOverview.End]

  init(_ context: RunOverview, _ ends: [RunOverview.End]) {
    self.context = context
    self.ends = ends
  }

  /// `0.5 (Adam) to 4 (SGD and GD)`; `0.5 for all` where the numbers read the same; `nil` where there
  /// is none.
  /// - Parameter falling: whether the largest comes first.
  func words(
    _ number: (Double) -> String, falling: Bool = false
  ) -> (text: String, isOne: Bool)? {
    let sorted = ends.sorted { a, b in
      let (first, second) = falling ? (b, a) : (a, b)
      return (first.spread.median, a.optimizer) < (second.spread.median, b.optimizer)
    }
    guard let first = sorted.first, let last = sorted.last else { return nil }
    func side(_ end: RunOverview.End) -> String {
      let text = number(end.spread.median)
      let same = sorted.filter { number($0.spread.median) == text }
      let names = same.map(name)
      // Of a list with counts the commas are the counts' own.
      let isPlain = same.allSatisfy { context.count($0) == nil }
      return "\(text) (\(isPlain ? Wording.list(names) : names.joined(separator: "; ")))"
    }
    guard number(first.spread.median) == number(last.spread.median) else {
      return ("\(side(first)) to \(side(last))", false)
    }
    let isAll =
      ends.count > 1 && ends.allSatisfy { $0.finished == $0.trials }
      && ends.count == context.optimizers.count
    return (isAll ? "\(number(first.spread.median)) for all" : side(first), true)
  }

  /// `Adam`, or `Adam, 3 of 5 seeds` where not all of them came to the end.
  private func name(_ end: RunOverview.End) -> String {
    context.name(end.optimizer) + (context.count(end).map { ", \($0)" } ?? "")
  }
}

extension RunOverview {
  /// `3 of 5 seeds`, of so many that came to the end; `nil` for all.
  func count(_ end: End) -> String? {
    end.finished == end.trials ? nil : "\(end.finished) of \(Wording.count(end.trials, "seed"))"
  }

  /// `Adam`, or `Adam (3 of 5 seeds)`.
  func name(_ end: End) -> String {
    name(end.optimizer) + (count(end).map { " (\($0))" } ?? "")
  }
}
