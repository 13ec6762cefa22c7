internal import Glibc

/// A rule ready to be run.
///
/// It goes in stages, between which something looks at whole vectors: a mean, a norm, a gradient at a
/// point. In each stage come the numbers, in Double, then the vectors, block by block, then those sums
/// and gradients. A rule without any has one stage, and may be run on parts of the parameters.
struct RuleProgram: Sendable {
  /// A gradient that is asked for after a stage.
  struct Ask: Sendable {
    /// The vectors that have the point and get the gradient, as `BlockMachine` counts them.
    var point: Int
    var gradient: Int
  }

  struct Stage: Sendable {
    var code: [BlockInstruction] = []
    var asks: [Ask] = []
  }

  /// How a number is had. Each has those before it at hand.
  enum Number: Sendable {
    case constant(Double)
    case setting(Int)
    case step, rate
    /// Of a sum over all parameters, by its place.
    case mean(Int)
    case norm(Int)
    case operation(RuleOperation, Int, Int, Int)
  }

  var stages: [Stage] = []
  var numbers: [Number] = []
  /// How many of the numbers are known in a stage.
  var numberCounts: [Int] = []
  var sumCount = 0
  /// Registers of as many numbers as there are parameters: first the states, then others.
  var stateCount = 0
  var wholeCount = 0
  /// Registers of a block.
  var blockCount = 0
  /// Whether the gradient where the parameters stand is looked at.
  var readsGradient = false
  /// Gradients elsewhere.
  var asks: Int { stages.reduce(0) { $0 + $1.asks.count } }
}

extension RuleProgram {
  /// Fills the numbers that are known in a stage.
  func fill(
    _ values: inout [Double], stage: Int, settings: [Double], step: Int, learningRate: Double,
    sums: [Double], count: Int
  ) {
    for i in 0..<numberCounts[stage] {
      switch numbers[i] {
      case .constant(let value): values[i] = value
      case .setting(let place): values[i] = settings[place]
      case .step: values[i] = Double(step)
      case .rate: values[i] = learningRate
      case .mean(let sum): values[i] = sums[sum] / Double(count)
      case .norm(let sum): values[i] = sums[sum].squareRoot()
      case .operation(let operation, let a, let b, let c):
        values[i] = Self.value(of: operation, values[a], values[b], values[c])
      }
    }
  }

  private static func value(
    of operation: RuleOperation, _ a: Double, _ b: Double, _ c: Double
  ) -> Double {
    switch operation {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .power: pow(a, b)
    case .negate: -a
    case .less: a < b ? 1 : 0
    case .lessOrEqual: a <= b ? 1 : 0
    case .equal: a == b ? 1 : 0
    case .unequal: a != b ? 1 : 0
    case .root: a.squareRoot()
    case .absolute: a.magnitude
    case .sign: (a > 0 ? 1 : 0) - (a < 0 ? 1 : 0)
    case .least: RuleArithmetic.least(a, b)
    case .greatest: RuleArithmetic.greatest(a, b)
    case .exponential: Double.exp(a)
    case .logarithm: Double.log(a)
    case .choose: a != 0 ? b : c
    case .spread, .copy: a
    }
  }
}
