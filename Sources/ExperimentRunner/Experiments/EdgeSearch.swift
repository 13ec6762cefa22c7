internal import Glibc
internal import SpecLanguage

/// Looks for the learning rate from which on trials diverge, between two rates: the middle of the
/// logarithm of the largest rate that is known to be good and the smallest above it that is known not
/// to be, until the second is less than `factor` times the first.
///
/// A rate is good where no seed diverges under it. Where that is not so at the low end, or is so at
/// the high end, there is nothing between to look for.
package struct EdgeSearch: Sendable {
  package let low: Double
  package let high: Double

  package static let factor = 1.05

  /// A rate that was tried.
  package struct Probe: Sendable {
    package var rate: Double
    /// Whether a trial diverged under it.
    package var diverges: Bool

    package init(rate: Double, diverges: Bool) {
      self.rate = rate
      self.diverges = diverges
    }
  }

  /// What is known: the largest rate below the smallest that diverges, and that one.
  package static func edge(_ probes: [Probe]) -> (good: Double?, bad: Double?) {
    let bad = probes.filter(\.diverges).map(\.rate).min()
    return (probes.filter { !$0.diverges && $0.rate < bad ?? .infinity }.map(\.rate).max(), bad)
  }

  /// The rate to be tried next, rounded to six significant digits; `nil` where the edge is known well
  /// enough, or is not between the ends.
  package func next(after probes: [Probe]) -> Double? {
    guard case (let good?, let bad?) = Self.edge(probes), bad / good >= Self.factor else {
      return nil
    }
    let middle = NumberText.rounded(LearningRates.rate(from: good, to: bad, at: 0.5), digits: 6)
    return middle > good && middle < bad ? middle : nil
  }

  /// As many as there may be, the two ends among them: each halves the logarithm of what is left.
  package var probesAtMost: Int {
    guard high > low else { return 2 }
    let halvings = log2((log(high) - log(low)) / log(Self.factor))
    return 2 + max(0, Int(halvings.rounded(.up))) + 1
  }
}

extension OptimizerEntry {
  /// What is looked for on the problem of that name; `nil` where its rates are known.
  package func edge(for problem: String) -> EdgeSearch? {
    guard case .edge(let low, let high)? = learningRates(for: problem) else { return nil }
    return EdgeSearch(low: low, high: high)
  }
}
