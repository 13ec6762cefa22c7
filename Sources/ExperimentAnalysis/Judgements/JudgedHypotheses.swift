package import ExperimentRunner
internal import OptimizerLab

/// A hypothesis and what came of it.
package struct JudgedHypothesis: Sendable, Equatable {
  package var hypothesis: Hypothesis
  package var verdict: Verdict
  /// What it is judged by, in words.
  package var judgedBy: String

  /// - Parameter noun: what optimizers are compared by where the judge names nothing.
  package init(_ hypothesis: Hypothesis, _ verdict: Verdict, noun: String = "loss") {
    self.hypothesis = hypothesis
    self.verdict = verdict
    judgedBy = hypothesis.judge.words(noun)
  }

  /// The square of how far its probability was from what came out; `nil` where that cannot be told.
  package var brier: Double? {
    switch verdict.outcome {
    case .holds: (1 - hypothesis.probability) * (1 - hypothesis.probability)
    case .fails: hypothesis.probability * hypothesis.probability
    case .untold: nil
    }
  }
}

/// What came of all hypotheses of a spec, and how good their probabilities were.
package struct JudgedHypotheses: Sendable, Equatable {
  /// In the order of the spec.
  package let all: [JudgedHypothesis]

  package init(_ all: [JudgedHypothesis]) { self.all = all }

  package init(_ hypotheses: [Hypothesis], in overview: RunOverview) {
    all = hypotheses.map { hypothesis in
      let judge = hypothesis.judge
      let problem = judge.place(in: overview).map { overview.problems[$0] }
      let noun = problem.map {
        Measure($0.traits, network: $0.traits.comparedNetwork).noun
      }
      return JudgedHypothesis(
        hypothesis, judge.verdict(in: overview), noun: noun ?? "loss")
    }
  }

  /// The mean of the squares over those that can be told (Brier, Verification of forecasts expressed in
  /// terms of probability, 1950); `nil` where none can.
  package var brier: Double? {
    let known = all.compactMap(\.brier)
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }

  /// Between what it would be, whatever those turn out to be that cannot be told.
  package var brierRange: ClosedRange<Double> {
    guard !all.isEmpty else { return 0...0 }
    let ends = all.map { judged -> (Double, Double) in
      if let brier = judged.brier { return (brier, brier) }
      let p = judged.hypothesis.probability
      return (min(p * p, (1 - p) * (1 - p)), max(p * p, (1 - p) * (1 - p)))
    }
    let count = Double(all.count)
    let low = ends.reduce(0) { $0 + $1.0 } / count
    return low...max(low, ends.reduce(0) { $0 + $1.1 } / count)
  }

  /// How many came out so.
  package func count(_ outcome: Verdict.Outcome) -> Int {
    all.count { $0.verdict.outcome == outcome }
  }

  /// What to take from them, in sentences.
  package var sentences: [String] {
    guard !all.isEmpty else { return [] }
    let untold = count(.untold)
    let told = all.count - untold
    let counts = [
      (count(.holds), "true"), (count(.fails), "false"), (untold, "cannot be told"),
    ].filter { $0.0 > 0 }.map { "\($0) \($1)" }
    let first = "Of \(Wording.count(all.count, "claim")): \(counts.joined(separator: ", "))."
    guard let brier else {
      return [first, "There is no Brier score: no claim could be told."]
    }
    let score =
      "Brier score \(NumberText.typeset(brier))"
      + (untold > 0 ? " over the \(told) that can be told" : "")
      + ": 0 is perfect, 1 the worst, and who always says 0.5 gets 0.25."
    guard untold > 0 else { return [first, score] }
    let range = brierRange
    return [
      first, score,
      "What cannot be told is not counted: with it, the score would be from "
        + "\(NumberText.typeset(range.lowerBound)) to \(NumberText.typeset(range.upperBound)).",
    ]
  }
}
