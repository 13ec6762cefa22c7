internal import SpecLanguage

/// Reads the text of an equation:
///
///     equation   = name "=" comparison
///     comparison = sum [("<" | "<=" | ">" | ">=" | "==" | "!=") sum]
///     sum        = product {("+" | "-") product}
///     product    = signed {("*" | "/") signed}
///     signed     = "-" signed | power
///     power      = part ["^" signed]
///     part       = number | name | name "(" comparison {"," comparison} ")" | "(" comparison ")"
struct RuleParser {
  /// Parentheses, signs and powers inside one another.
  static let deepest = 60
  /// Operations inside one another: also those of a long sum, whose last one has all others inside.
  static let mostOperations = 100

  private let tokens: [RuleToken]
  private var place = 0
  private var nesting = 0

  private var next: RuleToken { tokens[place] }

  /// The equation.
  /// - Parameter target: the name that gets a value, also where the rest cannot be read.
  static func equation(
    _ text: String, target: inout String?
  ) throws(RuleSyntaxError) -> RuleEquation {
    var parser = RuleParser(tokens: try RuleLexer.tokens(of: text))
    return try parser.equation(&target)
  }

  private init(tokens: [RuleToken]) { self.tokens = tokens }

  private mutating func equation(_ target: inout String?) throws(RuleSyntaxError) -> RuleEquation {
    let first = take()
    guard case .name(let name) = first.form else {
      throw RuleSyntaxError(
        first.form == .end
          ? "is empty; an equation is written name = value"
          : "an equation begins with the name that gets a value: name = value", at: first.range)
    }
    target = name
    if next.isSymbol("==") {
      throw RuleSyntaxError("a value is given with one =; == compares", at: next.range)
    }
    guard next.isSymbol("=") else {
      throw RuleSyntaxError(
        next.form == .end
          ? "gives no value to a name; an equation is written name = value"
          : "expected = after the name that gets a value", at: next.range)
    }
    _ = take()
    let value = try comparison()
    guard next.form == .end else { throw afterValue() }
    return RuleEquation(target: name, targetRange: first.range, value: value)
  }

  /// Why a value cannot end here.
  private func afterValue() -> RuleSyntaxError {
    switch next.form {
    case .symbol("="):
      RuleSyntaxError("an equation has one =; to compare, write ==", at: next.range)
    case .symbol(")"): RuleSyntaxError("this ) has no ( before it", at: next.range)
    case .symbol(","):
      RuleSyntaxError("a comma stands only between what a function is given", at: next.range)
    case .name, .number, .symbol("("):
      RuleSyntaxError(
        "is an operator missing here? A product is written with *", at: next.range)
    case .symbol(let text):
      RuleSyntaxError(
        "a second \(text) in one comparison: put one of the two into parentheses", at: next.range)
    case .end: RuleSyntaxError("a value is missing", at: next.range)
    }
  }

  private mutating func take() -> RuleToken {
    let token = next
    if place < tokens.count - 1 { place += 1 }
    return token
  }

  private mutating func operation(among texts: [String]) -> RuleOperator? {
    guard case .symbol(let text) = next.form, texts.contains(text) else { return nil }
    _ = take()
    return RuleOperator(rawValue: text)
  }

  private mutating func comparison() throws(RuleSyntaxError) -> RuleExpression {
    let left = try sum()
    guard let found = operation(among: ["<", "<=", ">", ">=", "==", "!="]) else { return left }
    return try joined(found, left, try sum())
  }

  private mutating func sum() throws(RuleSyntaxError) -> RuleExpression {
    var value = try product()
    while let found = operation(among: ["+", "-"]) {
      value = try joined(found, value, try product())
    }
    return value
  }

  private mutating func product() throws(RuleSyntaxError) -> RuleExpression {
    var value = try signed()
    while let found = operation(among: ["*", "/"]) {
      value = try joined(found, value, try signed())
    }
    return value
  }

  private mutating func signed() throws(RuleSyntaxError) -> RuleExpression {
    if next.isSymbol("+") {
      throw RuleSyntaxError("a + before a value says nothing: leave it out", at: next.range)
    }
    guard next.isSymbol("-") else { return try power() }
    let sign = take()
    try enter(sign)
    let value = try signed()
    nesting -= 1
    return try made(.negative(value), sign.range.lowerBound..<value.range.upperBound)
  }

  private mutating func power() throws(RuleSyntaxError) -> RuleExpression {
    let base = try part()
    let sign = next
    guard operation(among: ["^"]) != nil else { return base }
    try enter(sign)
    let value = try joined(.power, base, try signed())
    nesting -= 1
    return value
  }

  private mutating func part() throws(RuleSyntaxError) -> RuleExpression {
    let token = take()
    switch token.form {
    case .number(let value): return try made(.number(value), token.range)
    case .name(let name):
      return next.isSymbol("(") ? try call(name, token) : try made(.name(name), token.range)
    case .symbol("("):
      try enter(token)
      let value = try comparison()
      try close(token)
      // With its parentheses, so that what is joined to it reaches over them.
      return try made(value.form, token.range.lowerBound..<tokens[place - 1].range.upperBound)
    case .end: throw RuleSyntaxError("a value is missing at the end", at: token.range)
    case .symbol(let text):
      throw RuleSyntaxError("a value is missing before \(text)", at: token.range)
    }
  }

  private mutating func call(
    _ name: String, _ token: RuleToken
  ) throws(RuleSyntaxError) -> RuleExpression {
    let bracket = take()
    try enter(bracket)
    var arguments: [RuleExpression] = []
    if !next.isSymbol(")") {
      arguments.append(try comparison())
      while next.isSymbol(",") {
        _ = take()
        arguments.append(try comparison())
      }
    }
    try close(bracket)
    let range = token.range.lowerBound..<tokens[place - 1].range.upperBound
    if name == RuleName.gradient {
      guard arguments.count == 1 else {
        throw RuleSyntaxError(
          "g(point) is the gradient at one point; here it is given \(arguments.count)", at: range)
      }
      return try made(.gradient(arguments[0]), range)
    }
    guard let function = RuleFunction(rawValue: name) else {
      throw RuleSyntaxError(unknownFunction(name), at: token.range)
    }
    guard arguments.count == function.arity else {
      throw RuleSyntaxError(
        "\(name) takes \(function.arity == 1 ? "one value" : "\(function.arity) values"), not "
          + "\(arguments.count): \(function.usage)", at: range)
    }
    return try made(.call(function, arguments), range)
  }

  private func unknownFunction(_ name: String) -> String {
    let known = RuleFunction.allCases.map(\.rawValue) + [RuleName.gradient]
    return "\(quoted(name)) is no function\(RuleSlips.hint(for: name, among: known))"
      + "Functions are \(known.joined(separator: ", ")); a product is written with *"
  }

  private mutating func enter(_ token: RuleToken) throws(RuleSyntaxError) {
    nesting += 1
    guard nesting <= Self.deepest else {
      throw RuleSyntaxError(
        "is nested more than \(Self.deepest) deep: give parts of it names of their own",
        at: token.range)
    }
  }

  private mutating func close(_ bracket: RuleToken) throws(RuleSyntaxError) {
    guard next.isSymbol(")") else {
      if next.form == .end { throw RuleSyntaxError("this ( is not closed", at: bracket.range) }
      throw afterValue()
    }
    _ = take()
    nesting -= 1
  }

  private func joined(
    _ operation: RuleOperator, _ a: RuleExpression, _ b: RuleExpression
  ) throws(RuleSyntaxError) -> RuleExpression {
    try made(.operation(operation, a, b), a.range.lowerBound..<b.range.upperBound)
  }

  private func made(
    _ form: RuleExpression.Form, _ range: Range<Int>
  ) throws(RuleSyntaxError) -> RuleExpression {
    let expression = RuleExpression(form, range: range)
    guard expression.depth <= Self.mostOperations else {
      throw RuleSyntaxError(
        "has more than \(Self.mostOperations) operations inside one another: give parts of it names "
          + "of their own", at: range)
    }
    return expression
  }
}
