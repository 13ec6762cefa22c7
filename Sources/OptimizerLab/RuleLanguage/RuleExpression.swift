/// A part of an equation, and where it stands in the equation's text.
package struct RuleExpression: Sendable {
  package indirect enum Form: Sendable {
    case number(Double)
    case name(String)
    case negative(RuleExpression)
    case operation(RuleOperator, RuleExpression, RuleExpression)
    case call(RuleFunction, [RuleExpression])
    /// `g(point)`: the gradient there.
    case gradient(RuleExpression)
  }

  package let form: Form
  /// Bytes of the text.
  package let range: Range<Int>
  /// How many operations lie inside one another.
  let depth: Int

  init(_ form: Form, range: Range<Int>) {
    self.form = form
    self.range = range
    depth =
      switch form {
      case .number, .name: 0
      case .negative(let inner), .gradient(let inner): inner.depth + 1
      case .operation(_, let a, let b): max(a.depth, b.depth) + 1
      case .call(_, let arguments): (arguments.map(\.depth).max() ?? 0) + 1
      }
  }
}

/// What stands between two parts.
package enum RuleOperator: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "^"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case unequal = "!="

  package var compares: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide, .power: false
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .unequal: true
    }
  }
}

/// The functions that an equation may call.
package enum RuleFunction: String, Sendable, CaseIterable {
  case sqrt, abs, sign, min, max, exp, log, mean, norm
  case choose = "where"

  /// How many values it is given.
  package var arity: Int {
    switch self {
    case .sqrt, .abs, .sign, .exp, .log, .mean, .norm: 1
    case .min, .max: 2
    case .choose: 3
    }
  }

  /// How it is called: `where(condition, a, b)`.
  package var usage: String {
    switch self {
    case .choose: "where(condition, a, b)"
    default: "\(rawValue)(\(arity == 1 ? "x" : "a, b"))"
    }
  }

  /// Whether it makes one number of a whole vector.
  package var looksAtAll: Bool { self == .mean || self == .norm }
}

/// `m = beta1*m + (1 - beta1)*g`.
package struct RuleEquation: Sendable {
  package var target: String
  /// Bytes of the text.
  package var targetRange: Range<Int>
  package var value: RuleExpression
}

/// The names that are there without a word.
package enum RuleName {
  package static let step = "t"
  package static let rate = "lr"
  package static let gradient = "g"
  package static let parameters = "theta"

  package static let all = [step, rate, gradient, parameters]
}
