import ExperimentAnalysis
import ExperimentRunner
import OptimizerLab
import SpecLanguage

/// Sides that nobody trained, of which it is known what there is to say.
enum MadeSides {
  static let network = NetworkShape(
    name: "model",
    layers: [
      .init(index: 0, kind: "linear", units: 4, hasParameters: true, isHiddenActivation: false),
      .init(index: 1, kind: "relu", units: 4, hasParameters: false, isHiddenActivation: true),
    ])

  /// An optimizer whose trials begin at 1 and end with these losses, one a seed; `nil` where one diverged.
  static func side(
    _ name: String, _ losses: [Double?], isRandom: Bool = true,
    also other: [Quantity: [Double]] = [:]
  ) -> JudgedSide {
    let runs = losses.enumerated().map { seed, loss -> RunOverview.Run in
      var result = TrialResult(status: loss == nil ? .diverged : .finished)
      result.divergedAt = loss == nil ? 5 : nil
      for (step, value) in [(0, 1), (10, loss.map { 2 * $0 } ?? .nan), (20, loss ?? .nan)]
      where step == 0 || loss != nil {
        var row: RecordRow<CurveTable> = [
          .network: 0, .step: Double(step), .evalLoss: value,
          .gradientEvaluations: Double(32 * step),
        ]
        for (quantity, values) in other { row[quantity] = values[seed] }
        result.curves.append(row)
        result.layers.append([
          .network: 0, .step: Double(step), .layer: 1, .deadUnits: Double(seed + step),
        ])
      }
      return RunOverview.Run(problem: 0, optimizer: 0, seed: UInt64(seed), result: result)
    }
    return JudgedSide(
      name: name, runs: runs,
      problem: .init(name: "sine", traits: TaskTraits(isRandom: isRandom), networks: [network]))
  }

  /// A judge as a spec writes it, or what is wrong with it.
  static func judge(_ text: String) throws -> Judge {
    let source = SpecSource(name: "judge.json", text: text)
    let reading = Reading<Judge>(source)
    guard reading.diagnostics.isEmpty else {
      throw Mistake(text: reading.diagnostics.rendered(in: source))
    }
    return reading.value
  }

  struct Mistake: Error { var text: String }

  static func verdict(_ text: String, _ sides: [JudgedSide]) throws -> Verdict {
    try judge(text).verdict(among: sides)
  }
}
