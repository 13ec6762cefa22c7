import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// What a rule's program computes, against its equations taken one by one.
@Suite("A rule's program")
struct RuleProgramTests {
  @Test("computes what the equations say, whatever they say", arguments: [false, true])
  func random(looksAtAll: Bool) throws {
    var rules = RandomRules(seed: 7, looksAtAll: looksAtAll)
    for number in 0..<300 {
      let settings = rules.rule()
      let rule = try #require(settings.optimizer("rule") as? WrittenRule, "\(settings)")
      let error = distance(rule, size: number.isMultiple(of: 60) ? 1500 : 5)
      #expect(error < 1e-9, "\(settings)")
    }
  }

  /// The largest relative difference in three steps.
  private func distance(_ rule: WrittenRule, size: Int) -> Double {
    let start = numbers(Double.self, count: size, seed: 3)
    var state = OptimizationState(start)
    var slope = Slope()
    var naive = NaiveRule(rule)
    var theta = start
    var largest = 0.0
    for step in 0..<3 {
      let rate = step < 2 ? 0.1 : 0.05
      _ = rule.step(&state, down: &slope, learningRate: rate)
      theta = naive.step(theta, learningRate: rate) { $0.map(Slope.at) }
      for (a, b) in zip(state.parameters, theta) where !(a.isNaN && b.isNaN) && a != b {
        // Far out nothing is left of a common course.
        if abs(b) > 1e100 || abs(a) > 1e100 { continue }
        largest = max(largest, abs(a - b) / max(1, abs(a), abs(b)))
        if a.isNaN || b.isNaN { largest = .infinity }
      }
      // What chaos makes of a last digit is no mistake.
      theta = Array(state.parameters)
    }
    return largest
  }

  /// A gradient that depends on the point alone.
  private struct Slope: Objective {
    var gradientEvaluations = 0

    static func at(_ x: Double) -> Double { x * x - 0.3 * x - 0.2 }

    mutating func evaluate(at point: Span<Double>, gradient: inout MutableSpan<Double>) -> Double {
      gradientEvaluations += 1
      for i in point.indices { gradient[i] = Self.at(point[i]) }
      return Double(gradientEvaluations)
    }
  }

  @Test(
    "needs no number of an equation that nobody reads",
    arguments: [
      ("-lr", "theta - lr*g"), ("1 - lr", "theta + g/a"), ("1 + g", "sqrt(abs(g)) + a"),
      ("0*g", "sqrt(abs(g)) + a"), ("1/a + g", "theta + g/a"),
    ])
  func unread(dead: String, value: String) throws {
    let settings = Settings(
      .object([
        .init("settings", .object([.init("a", .number(0.9))])),
        .init("update", .array([.string("y = \(dead)"), .string("theta = \(value)")])),
      ]))
    let rule = try #require(settings.optimizer("rule") as? WrittenRule)
    #expect(distance(rule, size: 5) < 1e-12)
  }

  @Test("asks for a gradient at each point once, and tells the first value")
  func asks() throws {
    let rules: [(rule: Settings, count: Int)] = [
      (#"{"update": ["theta = theta - lr*g"]}"#, 1),
      (#"{"update": ["theta = theta - lr*g(theta)"]}"#, 1),
      (#"{"update": ["theta = theta - lr*g(theta - lr*g)"]}"#, 2),
      (#"{"update": ["y = theta + 1", "theta = theta - lr*(g(y) + g(y) + g(theta + 2))"]}"#, 2),
      (#"{"update": ["x = g(theta + 1)", "y = g(x)", "theta = theta - lr*g(y)"]}"#, 3),
    ]
    for (settings, count) in rules {
      let rule = try #require(settings.optimizer("rule"))
      var state = OptimizationState([1.0, 2])
      var slope = Slope()
      #expect(rule.step(&state, down: &slope, learningRate: 0.1) == 1)
      #expect(slope.gradientEvaluations == count, "\(settings)")
      #expect(rule.evaluatesOften == (count > 1), "\(settings)")
    }
  }

  @Test("exchanges states, and keeps what was before as long as it is needed")
  func order() throws {
    let settings: Settings = #"""
      {"state": {"a": 1, "b": 2}, "update": ["old = a", "a = b", "b = old", "theta = 10*a + b + 0*g"]}
      """#
    let rule = try #require(settings.optimizer("rule"))
    var state = OptimizationState([0.0, 0])
    var slope = Slope()
    _ = rule.step(&state, down: &slope, learningRate: 0.1)
    #expect(Array(state.parameters) == [21, 21])
    _ = rule.step(&state, down: &slope, learningRate: 0.1)
    #expect(Array(state.parameters) == [12, 12])
    #expect(state.memory.vectors.map(\.name) == ["a", "b"])
  }
}
