import ExperimentAnalysis
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("Two trainings side by side") struct TrialPairTests {
  /// A training that recorded these losses, a step each, and one layer.
  private static func result(
    _ losses: [Double?], every: Int = 1, layers: [Double] = [], seconds: Double = 0
  ) -> TrialResult {
    var result = TrialResult(status: .finished)
    for (place, loss) in losses.enumerated() {
      var row: RecordRow<CurveTable> = [
        .network: 0, .step: Double(place * every), .seconds: seconds * Double(place),
        .gradientEvaluations: Double(place * every),
      ]
      row[.evalLoss] = loss
      result.curves.append(row)
    }
    for (place, norm) in layers.enumerated() {
      result.layers.append([
        .network: 0, .step: Double(place), .layer: 2, .gradientNorm: norm,
      ])
    }
    return result
  }

  @Test("part at the first step at which a column differs, time left out")
  func parting() {
    let first = Self.result([3, 2, 1, 0.5], layers: [1, 1, 1], seconds: 1)
    #expect(
      TrialPair(first, Self.result([3, 2, 1, 0.5], layers: [1, 1, 1], seconds: 2)).parting == nil)
    let later = TrialPair(first, Self.result([3, 2, 0.9, 0.4], layers: [1, 1, 2]))
    #expect(later.parting?.step == 2 && later.parting?.table == "curves.csv")
    #expect(later.parting?.values.map(\.column) == [.evalLoss])
    #expect(abs((later.parting?.values[0].relative ?? 0) - 0.1) < 1e-12)
    let layer = TrialPair(first, Self.result([3, 2, 1, 0.4], layers: [1, 4, 1]))
    #expect(layer.parting?.step == 1 && layer.parting?.table == "layers.csv")
    #expect(layer.parting?.layer == 2 && layer.parting?.values[0].relative == 0.75)
    let missing = TrialPair(first, Self.result([3, nil, 1, 0.5], layers: [1, 1, 1]))
    #expect(missing.parting?.step == 1 && missing.parting?.values[0].relative == nil)
  }

  @Test("are compared at the steps that both recorded, and the others are counted")
  func steps() {
    let first = Self.result([4, 3, 2, 1])
    let pair = TrialPair(first, Self.result([4, 2], every: 2))
    #expect(pair.parting == nil && pair.commonSteps == 2 && pair.otherSteps == 2)
    #expect(TrialPair(first, TrialResult(status: .failed)).commonSteps == 0)
  }
}
