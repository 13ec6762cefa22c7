internal import OptimizerLab

/// The equations of a rule in Python's words, the same operations in the same order.
struct PythonRule {
  private let rule: WrittenRule
  /// Which names stand for vectors so far; others are numbers.
  private var vectors: Set<String>

  init(_ rule: WrittenRule) {
    self.rule = rule
    vectors = Set(rule.states.map(\.name) + [RuleName.gradient, RuleName.parameters])
  }

  /// The lines of the equations, which are to be indented by two levels.
  mutating func lines() -> [String] {
    rule.equations.equations.flatMap { equation in
      let value = text(equation.value)
      let name = Self.name(equation.target)
      let isKept =
        equation.target == RuleName.parameters
        || rule.states.contains { $0.name == equation.target }
      if isVector(equation.value) {
        vectors.insert(equation.target)
      } else if !isKept {
        vectors.remove(equation.target)
      } else {
        return ["\(name) = torch.full_like(theta, \(value.text))"]
      }
      return Self.wrapped(name, value.text)
    }
  }

  /// `name = value`, or, where that is too long, a line for each summand or factor.
  private static func wrapped(_ name: String, _ value: String) -> [String] {
    let line = "\(name) = \(value)"
    guard line.count + 8 > PythonText.lineLength else { return [line] }
    for operators in [["+", "-"], ["*", "/"]] {
      let parts = split(value, at: operators)
      if parts.count > 1 { return ["\(name) = ("] + parts.map { "    \($0)" } + [")"] }
    }
    return [line]
  }

  /// The parts of an expression, each with the operator before it.
  private static func split(_ text: String, at operators: [String]) -> [String] {
    var parts = [""]
    var depth = 0
    for word in text.split(separator: " ").map(String.init) {
      if depth == 0, operators.contains(word) { parts.append("") }
      parts[parts.count - 1] += (parts[parts.count - 1].isEmpty ? "" : " ") + word
      for character in word where "()".contains(character) { depth += character == "(" ? 1 : -1 }
    }
    return parts
  }

  /// What Python, or the class, has another use for.
  private static let taken: Set<String> = [
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
    "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", "None",
    "True", "False", "math", "torch", "self", "group", "state", "p", "params", "closure",
    "gradient",
    "super", "zip", "part", "scale", "initial_lr", "max_lr", "min_lr", "asks",
  ]

  static func name(_ name: String) -> String { taken.contains(name) ? "\(name)_" : name }

  /// An expression, and how tightly its last operation binds.
  private struct Piece {
    var text: String
    var rank: Int
  }

  private static let atom = 6
  private static let sign = 4

  private static func rank(_ operation: RuleOperator) -> Int {
    switch operation {
    case .add, .subtract: 2
    case .multiply, .divide: 3
    case .power: 5
    default: 1
    }
  }

  private func isVector(_ expression: RuleExpression) -> Bool {
    switch expression.form {
    case .number: false
    case .name(let name): vectors.contains(name)
    case .negative(let inner): isVector(inner)
    case .operation(_, let a, let b): isVector(a) || isVector(b)
    case .call(let function, let arguments):
      !function.looksAtAll && arguments.contains { isVector($0) }
    case .gradient: true
    }
  }

  private func inside(_ expression: RuleExpression, atLeast rank: Int) -> String {
    let piece = text(expression)
    return piece.rank >= rank ? piece.text : "(\(piece.text))"
  }

  private func text(_ expression: RuleExpression) -> Piece {
    switch expression.form {
    case .number(let value): return Piece(text: PythonText.number(value), rank: Self.atom)
    case .name(let name): return Piece(text: Self.name(name), rank: Self.atom)
    case .negative(let inner):
      return Piece(text: "-\(inside(inner, atLeast: Self.sign))", rank: Self.sign)
    case .operation(.power, let base, let exponent):
      return Piece(
        text: "\(inside(base, atLeast: Self.atom))**\(inside(exponent, atLeast: Self.sign))",
        rank: Self.rank(.power))
    case .operation(let operation, let a, let b):
      let rank = Self.rank(operation)
      let text =
        "\(inside(a, atLeast: operation.compares ? rank + 1 : rank)) \(operation.rawValue) "
        + inside(b, atLeast: rank + 1)
      // What is true or false is no number in PyTorch, unlike in Python.
      return operation.compares && isVector(expression)
        ? Piece(text: "(\(text)).to(theta)", rank: Self.atom) : Piece(text: text, rank: rank)
    case .call(let function, let arguments):
      return Piece(text: call(function, arguments), rank: Self.atom)
    case .gradient(let point):
      let own = isVector(point) ? text(point).text : "torch.full_like(theta, \(text(point).text))"
      return Piece(text: "gradient(\(own))", rank: Self.atom)
    }
  }

  private func call(_ function: RuleFunction, _ arguments: [RuleExpression]) -> String {
    let texts = arguments.map { text($0).text }
    let library = arguments.contains { isVector($0) } ? "torch" : "math"
    switch function {
    case .sqrt, .exp, .log: return "\(library).\(function.rawValue)(\(texts[0]))"
    case .abs: return "abs(\(texts[0]))"
    case .sign:
      return library == "torch"
        ? "torch.sign(\(texts[0]))" : "((\(texts[0])) > 0) - ((\(texts[0])) < 0)"
    case .mean, .norm:
      // In double precision, as here.
      return "(\(texts[0])).double().\(function.rawValue)().item()"
    case .min, .max: return extreme(function, arguments, texts)
    case .choose:
      let condition =
        if case .operation(let sign, let a, let b) = arguments[0].form, sign.compares {
          "\(inside(a, atLeast: 2)) \(sign.rawValue) \(inside(b, atLeast: 2))"
        } else {
          "\(inside(arguments[0], atLeast: 2)) != 0"
        }
      guard isVector(arguments[0]) else { return "(\(texts[1]) if \(condition) else \(texts[2]))" }
      // Two numbers would be chosen from in single precision.
      let first = isVector(arguments[1]) ? texts[1] : "torch.full_like(theta, \(texts[1]))"
      return "torch.where(\(condition), \(first), \(texts[2]))"
    }
  }

  private func extreme(
    _ function: RuleFunction, _ arguments: [RuleExpression], _ texts: [String]
  ) -> String {
    let name = function.rawValue
    // The least of x and 1 is x held below 1.
    let bound = function == .min ? "max" : "min"
    switch (isVector(arguments[0]), isVector(arguments[1])) {
    case (true, true): return "torch.\(name)imum(\(texts[0]), \(texts[1]))"
    case (true, false): return "torch.clamp(\(texts[0]), \(bound)=\(texts[1]))"
    case (false, true): return "torch.clamp(\(texts[1]), \(bound)=\(texts[0]))"
    case (false, false): return "\(name)(\(texts[0]), \(texts[1]))"
    }
  }
}
