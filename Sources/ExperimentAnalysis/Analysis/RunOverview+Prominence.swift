internal import ExperimentRunner
internal import OptimizerLab

// Which of many optimizers a reader can follow in a figure.
extension RunOverview {
  /// Up to so many optimizers figures show all in their colours, and tables hold all pairs of them.
  package static let mostInFull = 12
  /// So many of the best of more are in colour, and the worst.
  private static let best = 8

  /// The optimizers in colour, the best first and the worst last: by the mean over the problems of the
  /// rank by what a problem is judged by, equal ones in the order of the spec. `nil` of no more than
  /// `mostInFull`, which all are; the first of the spec where nothing can be ranked.
  package func mostProminent() -> [Int]? {
    guard optimizers.count > Self.mostInFull else { return nil }
    var sums = [Double](repeating: 0, count: optimizers.count)
    var isRanked = false
    for (place, problem) in problems.enumerated() {
      guard let network = problem.rankedNetwork else { continue }
      let facts = LossComparison(self, problem: place, network: network)
      let ranks = facts.ranks
      isRanked = isRanked || ranks.contains { $0 != nil }
      for optimizer in sums.indices {
        // What never ended comes after all that did.
        sums[optimizer] += Double(ranks[optimizer] ?? optimizers.count + 1)
      }
    }
    guard isRanked else { return Array(0...Self.best) }
    let order = sums.indices.sorted { (sums[$0], $0) < (sums[$1], $1) }
    return Array(order.prefix(Self.best)) + order.suffix(1)
  }

  /// Whether an optimizer is in colour.
  package func isProminent(_ optimizer: Int) -> Bool { prominent?.contains(optimizer) ?? true }

  /// The optimizers in colour in the order of the spec; all of few.
  package var optimizersInColor: [Int] { prominent?.sorted() ?? Array(optimizers.indices) }

  /// How many are drawn in grey.
  package var optimizersInGrey: Int { optimizers.count - optimizersInColor.count }

  /// What figures that can draw all of them say of that; empty where all are in colour.
  package var prominenceSentence: String {
    guard let prominent else { return "" }
    return "Of \(optimizers.count) optimizers the best \(prominent.count - 1) and the worst "
      + "\(rankedBy)are in colour, the others thin and grey."
  }

  /// What figures with a panel or a line an optimizer say of those that have none; empty where all have.
  package var leftOutSentence: String {
    guard let prominent else { return "" }
    return "Of \(optimizers.count) optimizers the best \(prominent.count - 1) and the worst "
      + "\(rankedBy)are shown."
  }

  private var rankedBy: String {
    problems.contains { $0.rankedNetwork != nil }
      ? problems.count > 1 ? "by mean rank " : "by final loss " : "of the spec's first "
  }

  /// A page of a figure that has several: some of the problems.
  package struct Page: Sendable, Equatable {
    /// From 1, and of how many.
    package var number: Int
    package var count: Int
    /// The problems' places.
    package var problems: Set<Int>

    package init(number: Int, count: Int, problems: Set<Int>) {
      self.number = number
      self.count = count
      self.problems = problems
    }
  }

  /// The problems on the page that are meant, with their places.
  package func shown(
    _ isMeant: (Problem) -> Bool = { _ in true }
  ) -> [(offset: Int, element: Problem)] {
    problems.enumerated().filter { place, problem in
      (page?.problems.contains(place) ?? true) && isMeant(problem)
    }
  }
}
