import Foundation
import LabCommands
import OptimizerLab
import Testing

@Suite("The self-test") struct SelftestTests {
  @Test("finds all answers right that are not published, and says which they are")
  func known() {
    var lines: [String] = []
    #expect(Selftest.run(published: false) { lines.append($0) }, "\(lines)")
    #expect(lines.count == 32)
    #expect(lines.contains("profile score of A: expected 0.555555556, got 0.555555556, ok"))
    #expect(
      lines.contains(
        "factor a step of gradient descent in the end, (1 - 0.018)^2: expected 0.964324, got 0.964324, "
          + "ok"))
    #expect(lines.last == "All 31 answers are right.")
  }

  @Test("says so of a wrong answer, and of none")
  func wrong() {
    #expect(SelftestCheck("x", 1, 1.1).line == "x: expected 1, got 1.1, WRONG")
    #expect(SelftestCheck("x", 1, nil).line == "x: expected 1, got nan, WRONG")
    #expect(
      SelftestCheck("x", 87.112, 87.12, within: 0.05, spreads: (0.024, 0.05)).line
        == "x: expected 87.112 ± 0.024, got 87.12 ± 0.05, ok")
  }

  @Test("recomputes the scores of AlgoPerf v0.5 to the digits published")
  func algoPerf() {
    let published = PublishedScores()
    let scores = published.scores()
    #expect(published.submissions.count == 11)
    for (submission, score) in zip(published.submissions, scores) {
      #expect(abs(score - submission.published) < 5e-5, "\(submission.name): \(score)")
    }
    #expect(published.submissions[0].published == 0.7784)
    #expect(published.submissions[10].published == 0 && scores[10] == 0)
  }

  @Test("needs the variants that were held back for it: without them seven scores are others")
  func gating() {
    let published = PublishedScores()
    let open = published.scores(isGated: false)
    let wrong = zip(published.submissions, open).count { abs($1 - $0.published) >= 5e-5 }
    #expect(wrong == 7)
    #expect(abs(open[1] - 0.7740) < 5e-5)
  }

  @Test("starts DeepOBS's quadratic_deep where it was published to start")
  func start() {
    #expect(abs(DeepQuadraticRun.startLoss - 353.446764) < 1e-5)
  }

  @Test("trains on it: ten epochs of Adam, and a rate beyond the edge diverges")
  func training() {
    let adam = DeepQuadraticRun.baselines[0]
    #expect(adam.name == "Adam")
    let short = DeepQuadraticRun.finalLoss(adam, seed: 0, epochs: 10)
    #expect((87.5...160).contains(short), "\(short)")
    var sgd = DeepQuadraticRun.baselines[1]
    // The largest eigenvalue is 53.129: two by it is 0.0376.
    sgd.learningRate = 0.0398
    #expect(DeepQuadraticRun.finalLoss(sgd, seed: 0, epochs: 40) > 1e4)
    sgd.learningRate = 0.0251
    #expect(DeepQuadraticRun.finalLoss(sgd, seed: 0, epochs: 40) < 120)
  }
}
