internal import ExperimentRunner
package import OptimizerLab

/// The equations of a rule as a book has them: MathML, which browsers draw without anything else.
///
///     v = beta*v + (1 - beta)*g^2      v ← β·v + (1 − β)·g²
package struct RuleMath {
  /// A line for each equation.
  package static func lines(of rule: WrittenRule) -> HTML {
    .element(
      "div", ["class": "equations"],
      rule.equations.equations.map { equation in
        .element(
          "math", ["display": "block"],
          .element(
            "mrow", name(equation.target), .element("mo", .text("←")), part(equation.value).html))
      })
  }

  /// A part of an equation, and how tightly its last operation binds.
  private struct Part {
    var html: HTML
    var rank: Int
  }

  private static let atom = 6
  private static let sign = 4

  private static func rank(_ operation: RuleOperator) -> Int {
    switch operation {
    case .add, .subtract: 2
    case .multiply: 4
    case .power: 5
    // A fraction holds together by itself, but not under an exponent.
    case .divide: 4
    default: 1
    }
  }

  private static func operatorSign(_ text: String) -> HTML { .element("mo", .text(text)) }

  private static func inside(_ expression: RuleExpression, atLeast rank: Int) -> HTML {
    let found = part(expression)
    return found.rank >= rank ? found.html : fenced("(", found.html, ")")
  }

  private static func fenced(_ opening: String, _ html: HTML, _ closing: String) -> HTML {
    .element("mrow", operatorSign(opening), html, operatorSign(closing))
  }

  private static func part(_ expression: RuleExpression) -> Part {
    switch expression.form {
    case .number(let value): return Part(html: number(value), rank: atom)
    case .name(let name): return Part(html: self.name(name), rank: atom)
    case .negative(let inner):
      return Part(
        html: .element("mrow", operatorSign("−"), inside(inner, atLeast: sign)), rank: sign)
    case .operation(.divide, let a, let b):
      return Part(
        html: .element("mfrac", .element("mrow", part(a).html), .element("mrow", part(b).html)),
        rank: rank(.divide))
    case .operation(.power, let base, let exponent):
      return Part(
        html: .element("msup", inside(base, atLeast: atom), .element("mrow", part(exponent).html)),
        rank: rank(.power))
    case .operation(let operation, let a, let b):
      let own = rank(operation)
      return Part(
        html: .element(
          "mrow", inside(a, atLeast: own), operatorSign(sign(operation)),
          inside(b, atLeast: own + 1)
        ), rank: own)
    case .call(let function, let arguments):
      return Part(html: call(function, arguments), rank: atom)
    case .gradient(let point):
      return Part(
        html: .element("mrow", name(RuleName.gradient), fenced("(", part(point).html, ")")),
        rank: atom)
    }
  }

  private static func sign(_ operation: RuleOperator) -> String {
    switch operation {
    case .subtract: "−"
    case .multiply: "·"
    case .lessOrEqual: "≤"
    case .greaterOrEqual: "≥"
    case .equal: "="
    case .unequal: "≠"
    default: operation.rawValue
    }
  }

  private static func call(_ function: RuleFunction, _ arguments: [RuleExpression]) -> HTML {
    let parts = arguments.map { part($0).html }
    switch function {
    case .sqrt: return .element("msqrt", .element("mrow", parts[0]))
    case .abs: return fenced("|", parts[0], "|")
    case .norm: return fenced("‖", parts[0], "‖")
    case .exp: return .element("msup", .element("mi", .text("e")), .element("mrow", parts[0]))
    case .choose:
      func line(_ value: HTML, _ words: HTML) -> HTML {
        .element("mtr", .element("mtd", value), .element("mtd", words))
      }
      let condition = HTML.element("mrow", .element("mtext", .text("where ")), parts[0])
      return .element(
        "mrow", operatorSign("{"),
        .element(
          "mtable", line(parts[1], condition),
          line(parts[2], .element("mtext", .text("elsewhere")))))
    case .sign, .min, .max, .log, .mean:
      return .element(
        "mrow", .element("mi", .text(function.rawValue)),
        fenced("(", parts.joined(operatorSign(",")), ")"))
    }
  }

  /// `1e-8` as 10⁻⁸.
  private static func number(_ value: Double) -> HTML {
    let text = NumberText.short(value)
    guard let e = text.firstIndex(of: "e") else { return .element("mn", .text(text)) }
    let power = HTML.element(
      "msup", .element("mn", .text("10")),
      .element("mn", .text(String(text[text.index(after: e)...]).replacing("-", with: "−"))))
    let factor = text[..<e]
    return factor == "1"
      ? power : .element("mrow", .element("mn", .text(String(factor))), operatorSign("·"), power)
  }

  private static let letters = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eps": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", RuleName.rate: "η",
  ]

  /// `beta1` as β with a 1 below it, `weight_decay` as it is.
  static func name(_ name: String) -> HTML {
    let digits = name.reversed().prefix { $0.isNumber }.count
    let stem = String(name.dropLast(digits))
    let end = String(name.suffix(digits))
    let letter = HTML.element("mi", .text(letters[stem] ?? stem))
    return digits == 0 ? letter : .element("msub", letter, .element("mn", .text(end)))
  }
}
