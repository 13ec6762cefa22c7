import Assignments
import ExperimentRunner
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// What a trial is made to have recorded: losses over all data at the steps 0, 10, 20.
private enum Made: Sendable {
  case finished([Double], dead: [Double])
  case diverged(Int)
  case failed(String)
}

private func runs(_ made: [Made], rates: String = "0.1") throws -> TrainedRuns {
  let run = try LocalRun(
    #"""
    {"name": "made", "seeds": \#(Array(made.indices)),
      "problems": [{"name": "line", "kind": "regression",
        "data": {"kind": "function", "function": "linear", "count": 8},
        "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}],
        "steps": 20, "batch_size": 4}],
      "optimizers": [{"name": "Own", "kind": "adam", "lr": \#(rates)}]}
    """#)
  var results: [Int: TrialResult] = [:]
  for trial in run.trials {
    results[trial.index] = result(made[trial.index % made.count])
  }
  return TrainedRuns(experiment: run.experiment, trials: run.trials, results: results)
}

private func result(_ made: Made) -> TrialResult {
  switch made {
  case .finished(let losses, let dead):
    var result = TrialResult(status: .finished)
    result.steps = 20
    for (place, loss) in losses.enumerated() {
      var row = RecordRow<CurveTable>()
      row[.network] = 0
      row[.step] = Double(10 * place)
      row[.gradientEvaluations] = Double(40 * place)
      row[.evalLoss] = loss
      row[.deadFraction] = dead[place]
      result.curves.append(row)
    }
    return result
  case .diverged(let step):
    var result = TrialResult(status: .diverged)
    result.divergedAt = step
    return result
  case .failed(let reason):
    var result = TrialResult(status: .failed)
    result.failure = reason
    return result
  }
}

private func goal(_ fields: String) throws -> Goal {
  let source = SpecSource(name: "goal", text: #"{"id": "g", "points": 3, \#(fields)}"#)
  let reading = Reading<Goal>(source)
  try #require(reading.diagnostics.isEmpty, "\(reading.diagnostics.rendered(in: source))")
  return reading.value
}

@Suite("A goal") struct GoalJudgeTests {
  private static let three: [Made] = [
    .finished([1, 0.2, 0.05], dead: [0.25, 0.5, 0.75]),
    .finished([1, 0.5, 0.1], dead: [0, 0.25, 0.5]),
    .finished([1, 0.03, 0.2], dead: [0.5, 0.5, 0.25]),
  ]

  @Test(
    "is judged by the column, the step and the limit that it names",
    arguments: [
      (#""median": "eval_loss", "at_most": 0.1"#, 3.0, 0.1),
      (#""median": "eval_loss", "at_most": 0.09"#, 0, 0.1),
      (#""median": "eval_loss", "at_most": 0.01, "partial": [[0.2, 1], [0.1, 2]]"#, 2, 0.1),
      (#""median": "eval_loss", "at": 10, "at_least": 0.2"#, 3, 0.2),
      (#""median": "eval_loss", "at": 15, "at_least": 0.2"#, 3, 0.2),
      (#""median": "dead_fraction", "at": "start", "between": [0.2, 0.3]"#, 3, 0.25),
      (#""median": "dead_fraction", "at": "end", "at_least": 0.6, "partial": [[0.5, 1]]"#, 1, 0.5),
      (#""median": "dead_fraction", "at": "best", "at_least": 0.5"#, 3, 0.5),
      (#""every": "eval_loss", "at_most": 0.2"#, 3, 1),
      (#""every": "eval_loss", "at_most": 0.1"#, 0, 2.0 / 3),
      (#""share": "eval_loss", "at_most": 0.1, "seeds_at_least": 0.6"#, 3, 2.0 / 3),
      (#""every": "status", "is": "finished""#, 3, 1),
      (#""steps_to": {"loss": 0.2}, "at_most": 10"#, 3, 10),
      (#""evaluations_to": {"loss": 0.1}, "at_most": 80"#, 3, 80),
      (#""median": "best_eval_loss", "at_most": 0.05"#, 3, 0.05),
      (#""count": "rates", "at_least": 2"#, 0, 1), (#""count": "seeds", "is": 3"#, 3, 3),
    ] as [(String, Double, Double)])
  func judged(fields: String, points: Double, value: Double) throws {
    let outcome = GoalJudge(try runs(Self.three)).outcome(of: try goal(fields))
    #expect(outcome.points == points, "\(outcome.message)")
    #expect(outcome.value == value && !outcome.isError)
    #expect(outcome.isMet == (points == 3))
  }

  @Test("counts a trial that diverged as the worst value, and says how many did")
  func diverged() throws {
    let made: [Made] = [Self.three[0], .diverged(7), .diverged(3)]
    let low = GoalJudge(try runs(made)).outcome(
      of: try goal(#""median": "eval_loss", "at_most": 1e9"#))
    #expect(low.points == 0 && low.value == nil && low.message.contains("diverged in 2 of 3 seeds"))
    let high = GoalJudge(try runs(made)).outcome(
      of: try goal(#""median": "dead_fraction", "at_least": 0"#))
    #expect(high.points == 0 && high.message.contains("diverged in 2 of 3 seeds"))
    let status = GoalJudge(try runs(made)).outcome(
      of: try goal(#""every": "status", "is": "finished""#))
    #expect(status.message.contains("not with seed 1 (diverged)"))
  }

  @Test("says why trials failed, that a loss was never reached, and that a name is unknown")
  func sentences() throws {
    let lost = GoalJudge(try runs([.failed("its process ended"), Self.three[0]])).outcome(
      of: try goal(#""median": "eval_loss", "at_most": 1"#))
    #expect(!lost.isMet && lost.message.contains("failed in 1 of 2 seeds: its process ended"))
    let late = GoalJudge(try runs(Self.three)).outcome(
      of: try goal(#""steps_to": {"loss": 0.05}, "at_most": 20"#))
    #expect(late.isMet && late.message.contains("never reached in 1 of 3 seeds"))
    let unknown = GoalJudge(try runs(Self.three)).outcome(
      of: try goal(#""median": "eval_loss", "at_most": 1, "of": {"optimizer": "SGD"}"#))
    #expect(
      unknown.isError && unknown.message.contains("there is no optimizer \"SGD\"; there is Own"))
  }

  @Test("takes the best of several rates, and sees whether it lies at an end")
  func rates() throws {
    // Of three rates the trials of each, in this order, with one seed.
    func judged(_ losses: [Double]) throws -> GoalOutcome {
      var own = try runs([.failed("")], rates: "[0.1, 0.2, 0.4]")
      let results = losses.enumerated().map { place, loss in
        (place, result(.finished([1, loss], dead: [0, 0])))
      }
      own = TrainedRuns(
        experiment: own.experiment, trials: own.trials,
        results: Dictionary(uniqueKeysWithValues: results))
      return GoalJudge(own).outcome(of: try goal(#""best_rate": "inside""#))
    }
    #expect(try judged([0.3, 0.1, 0.2]).isMet)
    #expect(
      try judged([0.3, 0.2, 0.1]).message == "the best rate of Own, 0.4, is the largest you tried")
    #expect(
      try judged([0.1, 0.2, 0.3]).message == "the best rate of Own, 0.1, is the smallest you tried")
  }

  @Test("of two sides is told where the interval lies on one side of nothing, and not else")
  func pairs() throws {
    func values(_ losses: [Double]) throws -> GoalValues {
      var measure = GoalMeasure()
      measure.median = "eval_loss"
      return try GoalValues(
        measure, of: try runs(losses.map { .finished([1, $0], dead: [0, 0]) }))
    }
    let low = try values([0.1, 0.2, 0.3, 0.4, 0.5])
    let high = try values([0.2, 0.31, 0.39, 0.52, 0.6])
    #expect(try PairedVerdict(low, high, isRandom: true).answer == .first)
    #expect(try PairedVerdict(high, low, isRandom: true).answer == .second)
    let mixed = try values([0.0, 0.31, 0.2, 0.52, 0.4])
    #expect(try PairedVerdict(low, mixed, isRandom: true).answer == .cannotBeTold)
    // One seed that goes astray is too much for a mean of nine, and nothing to their median.
    let astray = try values([0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.2, 0.1, 9])
    let above = try values([0.2, 0.3, 0.4, 0.2, 0.3, 0.4, 0.3, 0.2, 0.3])
    #expect(try PairedVerdict(astray, above, isRandom: true).answer == .cannotBeTold)
    let median = try PairedVerdict(astray, above, isRandom: true, statistic: .median)
    #expect(median.answer == .first && median.message.hasPrefix("median difference -0.1, "))
    #expect(
      try PairedVerdict(values([0.1]), values([0.2]), isRandom: true).answer == .cannotBeTold)
    #expect(try PairedVerdict(values([0.1]), values([0.2]), isRandom: false).answer == .first)
  }
}
