import Foundation
import OptimizerLab
import Testing

/// A parabola, h·θ²/2.
private struct Parabola: Objective {
  var curvature: Double
  var gradientEvaluations = 0

  init(_ curvature: Double) { self.curvature = curvature }

  mutating func evaluate(
    at point: Span<Double>, gradient: inout MutableSpan<Double>
  ) -> Double {
    gradient[0] = curvature * point[0]
    return curvature * point[0] * point[0] / 2
  }
}

@Suite("A stability line")
struct StabilityTests {
  /// With an ε that their gradients are nothing to, adaptive optimizers divide by it alone.
  private static let settled: [(any Optimizer, epsilon: Double)] = {
    var heavy = Momentum()
    heavy.dampening = 0.3
    heavy.weightDecay = 2
    var ahead = Nesterov()
    ahead.form = .lookahead
    var decayed = GradientDescent()
    decayed.weightDecay = 3
    var adam = Adam()
    adam.eps = 1e6
    var adamW = AdamW()
    adamW.adam.eps = 1e6
    adamW.weightDecay = 4
    var adamax = Adamax()
    adamax.eps = 1e6
    var rmsprop = RMSprop()
    rmsprop.eps = 1e6
    rmsprop.momentum = 0.5
    var adagrad = Adagrad()
    adagrad.eps = 1e6
    var adadelta = Adadelta()
    adadelta.eps = 1e6
    return [
      (GradientDescent(), 1), (StochasticGradientDescent(), 1), (MinibatchGradientDescent(), 1),
      (decayed, 1), (Momentum(), 1), (heavy, 1), (Nesterov(), 1), (ahead, 1), (adam, 1e6),
      (adamW, 1e6), (adamax, 1e6), (rmsprop, 1e6), (adagrad, 1e6), (adadelta, 1),
    ]
  }()

  @Test("parts the bowls in which an optimizer comes to rest from those it leaves")
  func parting() throws {
    let rate = 0.1
    for (optimizer, epsilon) in Self.settled {
      let line = try #require(optimizer.stabilityLine(learningRate: rate))
      for (factor, isHeld) in [(0.97, true), (1.03, false)] {
        var bowl = Parabola(factor * line.sharpness * epsilon)
        // So small that it is nothing to ε even where it has grown.
        var state = OptimizationState<Double>([1e-200])
        var (early, late) = (0.0, 0.0)
        for step in 1...2000 {
          _ = optimizer.step(&state, down: &bowl, learningRate: rate)
          let size = abs(state.parameters[0])
          if (901...1000).contains(step) { early = max(early, size) }
          if step > 1900 { late = max(late, size) }
        }
        let name = "\(type(of: optimizer).kind), \(factor) of its line"
        #expect((late > early) == !isHeld, "\(name): from \(early) to \(late)")
        let denominators = optimizer.denominators(state.memory)
        #expect((denominators != nil) == line.isPreconditioned, "\(name)")
        if isHeld, let denominators {
          #expect(abs(denominators[0] / epsilon - 1) < 1e-6, "\(name)")
        }
      }
    }
  }

  @Test("is none where it is not known")
  func none() {
    var decayed = Adam()
    decayed.weightDecay = 0.1
    for optimizer in [decayed, Muon(), LBFGS(), NAdam(), RAdam()] as [any Optimizer] {
      #expect(optimizer.stabilityLine(learningRate: 0.1) == nil)
    }
  }

  @Test("has the values of its papers")
  func values() {
    #expect(GradientDescent().stabilityLine(learningRate: 0.05)?.sharpness == 40)
    #expect(abs((Momentum().stabilityLine(learningRate: 0.1)?.sharpness ?? 0) - 38) < 1e-12)
    #expect(abs((Nesterov().stabilityLine(learningRate: 0.1)?.sharpness ?? 0) - 38 / 2.8) < 1e-12)
    #expect(abs((Adam().stabilityLine(learningRate: 0.001)?.sharpness ?? 0) - 38000) < 1e-8)
  }
}
