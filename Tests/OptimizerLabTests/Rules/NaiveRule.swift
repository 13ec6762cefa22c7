import Glibc
import OptimizerLab
import SpecLanguage

/// The equations of a rule, taken for one vector in Double as naively as possible, from their syntax alone.
struct NaiveRule {
  private let rule: WrittenRule
  private var memory: [String: [Double]] = [:]
  private var step = 0
  private(set) var gradientsAsked = 0

  private enum Value {
    case number(Double)
    case vector([Double])

    func at(_ i: Int) -> Double {
      switch self {
      case .number(let value): value
      case .vector(let values): values[i]
      }
    }
  }

  init(_ rule: WrittenRule) { self.rule = rule }

  mutating func step(
    _ theta: [Double], learningRate: Double, gradient: ([Double]) -> [Double]
  ) -> [Double] {
    step += 1
    var names: [String: Value] = [
      "t": .number(Double(step)), "lr": .number(learningRate), "theta": .vector(theta),
      "g": .vector(gradient(theta)),
    ]
    for setting in rule.settings { names[setting.name] = .number(setting.value) }
    for state in rule.states {
      names[state.name] = .vector(memory[state.name] ?? theta.map { _ in state.start })
    }
    for equation in rule.equations.equations {
      names[equation.target] = value(equation.value, names, theta.count, gradient)
    }
    func vector(_ name: String) -> [Double] {
      guard let value = names[name] else { return [] }
      return theta.indices.map { value.at($0) }
    }
    for state in rule.states { memory[state.name] = vector(state.name) }
    return vector("theta")
  }

  private func value(
    _ expression: RuleExpression, _ names: [String: Value], _ count: Int,
    _ gradient: ([Double]) -> [Double]
  ) -> Value {
    func of(_ inner: RuleExpression) -> Value { value(inner, names, count, gradient) }
    func each(_ parts: [RuleExpression], _ body: ([Double]) -> Double) -> Value {
      let values = parts.map(of)
      let areNumbers = values.allSatisfy { if case .number = $0 { true } else { false } }
      if areNumbers { return .number(body(values.map { $0.at(0) })) }
      return .vector((0..<count).map { i in body(values.map { $0.at(i) }) })
    }
    switch expression.form {
    case .number(let value): return .number(value)
    case .name(let name): return names[name] ?? .number(.nan)
    case .negative(let inner): return each([inner]) { -$0[0] }
    case .operation(let sign, let a, let b):
      return each([a, b]) { Self.joined(sign, $0[0], $0[1]) }
    case .call(.mean, let parts):
      let values = of(parts[0])
      return .number((0..<count).reduce(0) { $0 + values.at($1) } / Double(count))
    case .call(.norm, let parts):
      let values = of(parts[0])
      return .number((0..<count).reduce(0) { $0 + values.at($1) * values.at($1) }.squareRoot())
    case .call(let function, let parts): return each(parts) { Self.called(function, $0) }
    case .gradient(let point):
      let values = of(point)
      return .vector(gradient((0..<count).map { values.at($0) }))
    }
  }

  private static func joined(_ sign: RuleOperator, _ a: Double, _ b: Double) -> Double {
    switch sign {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .power: pow(a, b)
    case .less: a < b ? 1 : 0
    case .lessOrEqual: a <= b ? 1 : 0
    case .greater: a > b ? 1 : 0
    case .greaterOrEqual: a >= b ? 1 : 0
    case .equal: a == b ? 1 : 0
    case .unequal: a != b ? 1 : 0
    }
  }

  private static func called(_ function: RuleFunction, _ x: [Double]) -> Double {
    switch function {
    case .sqrt: x[0].squareRoot()
    case .abs: abs(x[0])
    case .sign: x[0] > 0 ? 1 : x[0] < 0 ? -1 : 0
    case .exp: exp(x[0])
    case .log: log(x[0])
    case .min: x.contains { $0.isNaN } ? .nan : Swift.min(x[0], x[1])
    case .max: x.contains { $0.isNaN } ? .nan : Swift.max(x[0], x[1])
    case .choose: x[0] != 0 ? x[1] : x[2]
    case .mean, .norm: .nan
    }
  }
}
