import Glibc
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

private let isAskedFor = unsafe getenv("OPTLAB_RULE_SPEED") != nil

/// How fast rules are beside the lab's own: with `OPTLAB_RULE_SPEED=1`, as it takes a minute alone.
@Suite("The speed of rules", .enabled(if: isAskedFor))
struct RuleSpeedTests {
  @Test("is at least half that of the lab's own, from 10⁴ parameters on")
  func speed() throws {
    for size in [10_000, 100_000, 1_000_000] {
      for example in ClassicRule.all {
        let (own, written) = (try #require(example.own), try #require(example.written))
        let single = ratio(Float.self, own, written, size)
        let double = ratio(Double.self, own, written, size)
        print("\(size) \(example): float32 \(single.text), float64 \(double.text)")
        #expect(single.share > 0.5 && double.share > 0.5, "\(example), \(size)")
      }
    }
  }

  private struct Ratio {
    var own: Double
    var written: Double

    var share: Double { own / written }

    var text: String {
      "\(rounded(own)) and \(rounded(written)) ns, \(rounded(100 * share)) %"
    }

    private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
  }

  /// Nanoseconds a parameter, medians of turns.
  private func ratio<S: Scalar>(
    _: S.Type, _ own: any Optimizer, _ written: any Optimizer, _ size: Int
  ) -> Ratio {
    var states = (0..<2).map { _ in OptimizationState(numbers(S.self, count: size, seed: 1)) }
    var constants = (0..<2).map { _ in Constant(numbers(S.self, count: size, seed: 2)) }
    var times: [[Double]] = [[], []]
    let steps = max(3, 300_000 / size)
    for _ in 0..<31 {
      for (i, optimizer) in [own, written].enumerated() {
        let taken = ContinuousClock().measure {
          for _ in 0..<steps {
            _ = optimizer.step(&states[i], down: &constants[i], learningRate: 1e-4)
          }
        }
        times[i].append(taken / .seconds(1) / Double(steps * size) * 1e9)
      }
    }
    let medians = times.map { $0.sorted()[$0.count / 2] }
    return Ratio(own: medians[0], written: medians[1])
  }

  /// One gradient, put down once.
  private struct Constant<Number: Scalar>: Objective {
    private let slope: [Number]
    private var isThere = false
    private(set) var gradientEvaluations = 0

    init(_ slope: [Number]) { self.slope = slope }

    mutating func evaluate(
      at point: Span<Number>, gradient: inout MutableSpan<Number>
    ) -> Double {
      gradientEvaluations += 1
      if isThere { return 0 }
      isThere = true
      for i in slope.indices { gradient[i] = slope[i] }
      return 0
    }
  }
}
