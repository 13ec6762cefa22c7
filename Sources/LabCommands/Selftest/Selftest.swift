/// Whether the program gives answers that are known.
package enum Selftest {
  /// - Parameters:
  ///   - published: whether to recompute published results too, which takes part of a minute.
  ///   - show: takes each line as soon as it is known.
  /// - Returns: whether all answers are right.
  package static func run(published: Bool, show: (String) -> Void) -> Bool {
    var (count, wrong) = (0, 0)
    func take(_ check: SelftestCheck) {
      show(check.line)
      count += 1
      if !check.isGood { wrong += 1 }
    }
    KnownAnswers.checks.forEach(take)
    BowlAnswers.checks.forEach(take)
    if published {
      PublishedScores().checks.forEach(take)
      take(DeepQuadraticRun.startCheck)
      for baseline in DeepQuadraticRun.baselines { take(DeepQuadraticRun.check(baseline)) }
      for baseline in DeepQuadraticRun.baselines where baseline.name == "momentum" {
        show(DeepQuadraticRun.lesson(baseline))
      }
    }
    show(wrong == 0 ? "All \(count) answers are right." : "\(wrong) of \(count) answers are wrong.")
    return wrong == 0
  }
}
