import OptimizerLab
import TestSupport
import Testing

@Suite("A noisy quadratic") struct NoisyQuadraticTests {
  private let problem = NoisyQuadratic(
    dimension: 2, curvature: [2, 1, 1, 3], examples: [0, 0, 1, -1, 0.5, 2])

  @Test("has the mean loss of its examples, and the gradient of that", arguments: [[0, 2], [1]])
  func batches(_ batch: [Int]) {
    var objective = NoisyQuadraticObjective<Double>(problem)
    objective.load(batch[...])
    func mean(_ point: [Double]) -> Double {
      batch.reduce(0) { $0 + problem.loss(at: point, over: $1..<$1 + 1) } / Double(batch.count)
    }
    let point = [0.3, -0.7]
    var gradient = [0.0, 0]
    #expect(abs(objective.evaluate(at: point, gradient: &gradient) - mean(point)) < 1e-12)
    for i in 0..<2 {
      var (low, high) = (point, point)
      low[i] -= 1e-4
      high[i] += 1e-4
      #expect(abs((mean(high) - mean(low)) / 2e-4 - gradient[i]) < 1e-8)
    }
    #expect(objective.gradientEvaluations == batch.count)
  }

  @Test("is ½ (θ − x)ᵀ H (θ − x)")
  func formula() {
    #expect(abs(problem.loss(at: [1, 1], over: 0..<1) - 3.5) < 1e-12)
    #expect(abs(problem.loss(at: [1, 1], over: 1..<2) - 6) < 1e-12)
    #expect(abs(problem.loss(at: [1, 1], over: 0..<2) - 4.75) < 1e-12)
  }

  @Test("of DeepOBS has the eigenvalues that NumPy draws: their sum, and that of their squares")
  func deep() {
    let count = DeepQuadratic.dimension
    let curvature = DeepQuadratic.curvature
    let trace = (0..<count).reduce(0) { $0 + curvature[$1 * (count + 1)] }
    #expect(abs(trace - 477.61227959501394) < 1e-9, "\(trace)")
    let squares = curvature.reduce(0) { $0 + $1 * $1 }
    #expect(abs(squares - 19585.05141358999) < 1e-7, "\(squares)")
  }
}
