internal import ExperimentAnalysis
internal import ExperimentReport
internal import ExperimentRunner

/// The statistics over problems against answers that are known: worked out by hand, or by SciPy 1.17 and
/// rliable's own test.
enum KnownAnswers {
  static var checks: [SelftestCheck] { profile + ranks + distributions + improvement }

  private static var profile: [SelftestCheck] {
    let times: [[Double]] = [[10, 40, .infinity], [20, 20, 30], [35, 70, 100]]
    let profile = PerformanceProfile(times: times)
    let scores: [(name: String, exact: Double, trapezoid: Double)] = [
      ("A", 5 / 9, 0.557239057), ("B", 8 / 9, 0.890572391), ("C", 5 / 27, 0.186868687),
    ]
    return scores.indices.flatMap { (place: Int) -> [SelftestCheck] in
      let score = scores[place]
      return [
        SelftestCheck("profile score of \(score.name)", score.exact, profile.score(place)),
        SelftestCheck(
          "profile score of \(score.name) by 100 trapezoids", score.trapezoid,
          profile.trapezoidScore(place)),
      ]
    }
  }

  private static var ranks: [SelftestCheck] {
    let ranks = MeanRanks(losses: [[1, 2, 3], [1, 2, 3], [1, 3, 2], [2, 1, 3]])
    return [
      SelftestCheck("mean rank of the first of three", 1.25, ranks.means[0]),
      SelftestCheck("mean rank of the second", 2, ranks.means[1]),
      SelftestCheck("mean rank of the third", 2.75, ranks.means[2]),
      SelftestCheck("Friedman's chi-square", 4.5, ranks.chiSquared),
      SelftestCheck("its p", 0.105399225, ranks.probability),
      SelftestCheck("Nemenyi's critical difference", 1.657246578, ranks.criticalDifference),
    ]
  }

  private static var distributions: [SelftestCheck] {
    [(2, 1.959963985), (3, 2.343700586), (5, 2.727774371), (10, 3.163683577)].map { count, value in
      SelftestCheck(
        "Nemenyi's q of \(count)", value, MeanRanks.criticalValue(count: count))
    }
      + [(4.5, 2, 0.105399225), (0.3, 1, 0.583882421), (50, 7, 1.44448528e-8), (3, 12, 0.99554402)]
      .map { x, degrees, value in
        SelftestCheck(
          "p of chi-square \(NumberText.short(x)) with k - 1 = \(degrees)", value,
          ChiSquare.survival(x, degrees: degrees), within: 1e-6 * value)
      }
  }

  private static var improvement: [SelftestCheck] {
    let (x, y) = ([0.31, 0.12, 0.20, 0.25, 0.90], [0.33, 0.30, 0.22, 0.28, 0.35])
    let tasks = ([[1.0, 2, 1, 2], [2, 2, 1, 1]], [[1.0, 2, 3], [1, 2, 3]])
    let higher = zip(tasks.0, tasks.1).compactMap { Improvement.probability($1, below: $0) }
    return [
      SelftestCheck("IQM of five", 0.253333333, InterquartileMean.of(x)),
      SelftestCheck("IQM of five others", 0.303333333, InterquartileMean.of(y)),
      SelftestCheck("IQM of rliable's x", 1.5, InterquartileMean.of(tasks.0.flatMap { $0 })),
      SelftestCheck("IQM of rliable's y", 2, InterquartileMean.of(tasks.1.flatMap { $0 })),
      SelftestCheck("probability to end lower", 0.64, Improvement.probability(x, below: y)),
      SelftestCheck(
        "probability of rliable's x above y", 1.0 / 3, higher.reduce(0, +) / Double(higher.count)),
    ]
  }
}
