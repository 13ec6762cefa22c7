internal import SpecLanguage

/// What other languages and books write, and how it is written here.
enum RuleSlips {
  /// What begins with one of these is no word, and what to write in its place.
  private static let others: [(text: String, advice: String)] = [
    ("**", "a power is written ^"), ("²", "a square is written ^2"), ("³", "a cube is written ^3"),
    ("+=", "write the sum out: m = m + …"), ("-=", "write the difference out: m = m - …"),
    ("*=", "write the product out: m = m*…"), ("/=", "write the quotient out: m = m/…"),
    (":=", "an equation has one ="), ("←", "write ="), ("->", "write ="), ("=<", "write <="),
    ("=>", "write >="), ("<>", "write !="), ("≤", "write <="), ("≥", "write >="),
    ("≠", "write !="), ("×", "a product is written *"), ("·", "a product is written *"),
    ("⋅", "a product is written *"), ("∗", "a product is written *"),
    ("÷", "a quotient is written /"), ("−", "a minus is written -"), ("–", "a minus is written -"),
    ("√", "a root is written sqrt(…)"), ("‖", "a norm is written norm(…)"),
    ("|", "an absolute value is written abs(…), a norm norm(…)"),
    ("!", "\"not equal\" is written !="), ("&", "two conditions are multiplied: (a > 0)*(b > 0)"),
    ("[", "parentheses are round"), ("]", "parentheses are round"),
    ("{", "parentheses are round"), ("}", "parentheses are round"),
    (";", "an equation is a text of its own in the list"),
    ("\n", "an equation stands on one line; give parts of a long one names of their own"),
    ("\r", "an equation stands on one line; give parts of a long one names of their own"),
    (".", "a number begins with a digit, and functions have no prefix: 0.5, sqrt(x)"),
    ("#", "there are no comments; the spec's \"description\" has room for them"),
    ("%", "there is no remainder"), ("@", "there are no products of matrices"),
    ("?", "a choice is written where(condition, a, b)"),
    (":", "a choice is written where(condition, a, b)"),
  ]

  /// What is wrong with what begins here, and with how many bytes of it.
  static func mistake(at rest: ArraySlice<UInt8>) -> (message: String, count: Int)? {
    // What begins like a symbol and goes on otherwise is looked at first; `!=` is a symbol.
    if rest.starts(with: "!=".utf8) { return nil }
    guard let found = others.first(where: { rest.starts(with: $0.text.utf8) }) else { return nil }
    return (found.advice, found.text.utf8.count)
  }

  private static let greek = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda",
    "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi",
    "psi", "omega",
  ]

  /// How a Greek letter or a small digit is written in a name.
  static func spelling(of scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x3B1...0x3C9: greek[Int(scalar.value - 0x3B1)]
    case 0x391...0x3A9: greek[Int(scalar.value - 0x391)]
    case 0x2080...0x2089: "\(scalar.value - 0x2080)"
    default: nil
    }
  }

  /// What elsewhere has another name than here.
  private static let meanings = [
    "grad": RuleName.gradient, "gradient": RuleName.gradient, "dw": RuleName.gradient,
    "w": RuleName.parameters, "x": RuleName.parameters, "p": RuleName.parameters,
    "param": RuleName.parameters, "params": RuleName.parameters, "weights": RuleName.parameters,
    "eta": RuleName.rate, "alpha": RuleName.rate, "learning_rate": RuleName.rate,
    "step": RuleName.step, "iteration": RuleName.step, "k": RuleName.step,
    "ln": "log", "sgn": "sign", "root": "sqrt", "fabs": "abs", "maximum": "max", "minimum": "min",
    "average": "mean", "avg": "mean", "if": "where", "select": "where", "clip": "min(max(x, a), b)",
    "clamp": "min(max(x, a), b)", "square": "x^2", "pow": "a^b", "power": "a^b", "sum": "mean",
  ]

  /// `; did you mean "g"? `, or `. `.
  static func hint(for name: String, among names: [String]) -> String {
    if let meant = meanings[name.lowercased()] {
      return "; did you mean \(quoted(meant))? "
    }
    return suggestion(for: name, among: names)
  }
}
