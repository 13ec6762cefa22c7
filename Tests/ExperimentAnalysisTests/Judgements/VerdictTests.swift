import ExperimentAnalysis
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("A judge")
struct VerdictTests {
  /// A tenth apart under every seed but for a little, however the seeds differ.
  private static let adam = MadeSides.side("adam", [0.31, 0.5, 0.9, 0.7, 0.2, 0.4])
  private static let momentum = MadeSides.side("momentum", [0.4, 0.61, 1.0, 0.8, 0.31, 0.5])
  private static let noisy = MadeSides.side("noisy", [0.2, 0.7, 0.5, 1.2, 0.1, 0.45])

  /// A judge, and what comes of it.
  struct Case: Sendable, CustomTestStringConvertible {
    var judge: String
    var outcome: Verdict.Outcome
    var finding: String
    var testDescription: String { judge }

    init(_ judge: String, _ outcome: Verdict.Outcome, _ finding: String) {
      (self.judge, self.outcome, self.finding) = (judge, outcome, finding)
    }
  }

  static let cases = [
    Case(
      #"{"difference": ["momentum", "adam"], "above": 0}"#, .holds,
      "mean of the pairs 0.102 [0.0938, 0.11] over 6 seeds"),
    Case(
      #"{"difference": ["adam", "momentum"], "quantity": "eval_loss"}"#, .holds,
      "mean of the pairs −0.102 [−0.11, −0.0938] over 6 seeds"),
    Case(
      #"{"difference": ["momentum", "adam"], "above": 0.2}"#, .fails,
      "mean of the pairs 0.102 [0.0938, 0.11] over 6 seeds"),
    Case(
      #"{"difference": ["momentum", "noisy"]}"#, .untold,
      "mean of the pairs 0.0783 [−0.243, 0.399] over 6 seeds"),
    Case(
      #"{"ratio": ["adam", "momentum"], "at": 10, "below": 1}"#, .holds,
      "geometric mean of the pairs 0.798 [0.705, 0.903] over 6 seeds"),
    Case(
      #"{"difference": ["adam", "momentum"], "at": "start", "between": [0, 0]}"#, .holds,
      "mean of the pairs 0 [0, 0] over 6 seeds"),
    Case(
      #"{"lowest": "adam"}"#, .untold,
      "against noisy it cannot be told: mean of the pairs −0.0233 [−0.346, 0.299] over 6 seeds"),
    Case(#"{"lowest": "momentum"}"#, .fails, "not lower than adam"),
    Case(
      #"{"median": "eval_loss", "of": "adam", "at_most": 1}"#, .holds,
      "median 0.45 [0.2, 0.9] over 6 seeds"),
    Case(
      #"{"median": "eval_loss", "of": "adam", "at_most": 0.5}"#, .untold,
      "median 0.45 [0.2, 0.9] over 6 seeds"),
    Case(
      #"{"every": "eval_loss", "of": "adam", "at": "best", "at_most": 0.5}"#, .fails,
      "so under 4 of 6 seeds, from 0.2–0.9"),
    Case(
      #"{"every": "dead_units", "of": "adam", "layer": 1, "at_least": 20}"#, .holds,
      "so under 6 of 6 seeds, from 20–25"),
    Case(
      #"{"steps_to": 0.9, "of": "adam", "at_most": 20}"#, .holds,
      "median 15 [10, 20] over 6 seeds"),
    Case(
      #"{"ratio": ["adam", "momentum"], "evaluations_to": 0.45}"#, .untold,
      "median of the pairs 0.5 [0, 1] over 3 seeds, which are too few: their interval has 75 %, not "
        + "95 %; under 3 seeds both have none"),
    Case(#"{"median": "accuracy", "of": "adam", "above": 0}"#, .untold, "no trial recorded it"),
  ]

  @Test("tells what an interval on one side of the bound tells", arguments: cases)
  func tells(_ this: Case) throws {
    let verdict = try MadeSides.verdict(this.judge, [Self.adam, Self.momentum, Self.noisy])
    #expect(verdict.outcome == this.outcome)
    #expect(verdict.finding == this.finding)
  }

  @Test("takes a trial that diverged for the worst there is, and says so")
  func diverged() throws {
    let lost = MadeSides.side(
      "lost", [nil, 0.5, nil, nil, nil, nil], also: [.deadFraction: [0, 0, 0, 0, 0, 0]])
    let sides = [Self.adam, lost]
    let difference = try MadeSides.verdict(#"{"difference": ["adam", "lost"]}"#, sides)
    #expect(difference.outcome == .untold)
    #expect(difference.finding == "median of the pairs −∞ [−∞, 0] over 6 seeds")
    let all = MadeSides.side("all", [nil, nil, nil, nil, nil, nil])
    #expect(try MadeSides.verdict(#"{"lowest": "adam"}"#, [Self.adam, all]).outcome == .holds)
    // Of what has no better direction nothing is made up.
    let dead = try MadeSides.verdict(
      #"{"median": "dead_fraction", "of": "lost", "at_least": 0.5}"#, sides)
    #expect(dead.outcome == .untold)
    #expect(dead.finding == "5 of 6 trials have none; 5 diverged")
  }

  @Test("cannot tell one seed, or five by their median, but what no chance plays in")
  func few() throws {
    let one = [MadeSides.side("a", [0.1]), MadeSides.side("b", [0.2])]
    let verdict = try MadeSides.verdict(#"{"difference": ["a", "b"]}"#, one)
    #expect(verdict.outcome == .untold && verdict.value == -0.1)
    #expect(verdict.finding == "mean of the pairs −0.1: one seed has no interval")
    let exact = [
      MadeSides.side("a", [0.1, 0.1], isRandom: false),
      MadeSides.side("b", [0.2, 0.2], isRandom: false),
    ]
    #expect(try MadeSides.verdict(#"{"lowest": "a"}"#, exact).outcome == .holds)
    let five = MadeSides.side("five", [0.1, 0.2, 0.1, 0.2, 0.1])
    #expect(
      try MadeSides.verdict(#"{"median": "eval_loss", "below": 1}"#, [five]).finding
        == "median 0.1 [0.1, 0.2] over 5 seeds, which are too few: their interval has 93.75 %, not "
        + "95 %")
    #expect(
      try MadeSides.verdict(#"{"mean": "eval_loss", "below": 1}"#, [five]).outcome == .holds)
  }

  @Test("waits for every trial")
  func unfinished() throws {
    var sides = [Self.adam, Self.momentum]
    sides[1].runs[2].result = nil
    let verdict = try MadeSides.verdict(#"{"difference": ["adam", "momentum"]}"#, sides)
    #expect(verdict.finding == "1 of 6 trials have no result" && verdict.outcome == .untold)
  }

  @Test("holds an interval against a bound, ends included as they are")
  func bounds() {
    let interval = Interval(low: 0, high: 1, level: 0.95)
    let cases: [(Judge.Bound, Bool?)] = [
      (.above(0), nil), (.atLeast(0), true), (.below(0), false), (.atMost(0), nil),
      (.above(1), false), (.atMost(1), true), (.below(1), nil), (.atLeast(1), nil),
      (.between(0, 1), true), (.between(0.5, 2), nil), (.between(1.5, 2), false),
      (.between(0.4, 0.6), nil),
    ]
    for (bound, told) in cases { #expect(bound.holds(for: interval) == told, "\(bound)") }
  }
}

@Suite("What was expected")
struct JudgedHypothesesTests {
  private static func judged(
    _ all: [(Double, Verdict.Outcome)]
  ) -> JudgedHypotheses {
    JudgedHypotheses(
      all.map { p, outcome in
        var hypothesis = Hypothesis()
        hypothesis.probability = p
        return JudgedHypothesis(hypothesis, Verdict(outcome, finding: ""))
      })
  }

  @Test("has the Brier score of what can be told, and the range of what cannot")
  func brier() throws {
    // (0.2² + 0.6²) / 2
    let told = Self.judged([(0.8, .holds), (0.6, .fails)])
    #expect(abs((told.brier ?? 0) - 0.2) < 1e-15)
    #expect(
      told.sentences == [
        "Of 2 claims: 1 true, 1 false.",
        "Brier score 0.2: 0 is perfect, 1 the worst, and who always says 0.5 gets 0.25.",
      ])
    let open = Self.judged([(0.8, .holds), (0.6, .fails), (0.9, .untold)])
    #expect(open.brier == told.brier)
    // (0.04 + 0.36 + 0.01 or 0.81) / 3
    #expect(abs(open.brierRange.lowerBound - 0.41 / 3) < 1e-15)
    #expect(abs(open.brierRange.upperBound - 1.21 / 3) < 1e-15)
    #expect(
      open.sentences.last
        == "What cannot be told is not counted: with it, the score would be from 0.137 to 0.403.")
    #expect(Self.judged([(0, .fails), (1, .holds)]).brier == 0)
    #expect(Self.judged([(0, .holds), (1, .fails)]).brier == 1)
    #expect(Self.judged([(0.3, .untold)]).brier == nil)
  }
}
