import Foundation

/// The value of an expression in the words of Python and gnuplot: + − * / **, parentheses, x, y, pi,
/// cos, exp and sqrt.
struct Formula {
  private var rest: Substring
  private let variables: [String: Double]

  /// - Returns: NaN for what is no expression.
  static func value(_ text: String, x: Double, y: Double) -> Double {
    var formula = Formula(
      rest: Substring(text.filter { $0 != " " }), variables: ["x": x, "y": y, "pi": .pi])
    let value = formula.sum()
    return formula.rest.isEmpty ? value : .nan
  }

  private mutating func take(_ text: String) -> Bool {
    guard rest.hasPrefix(text) else { return false }
    rest.removeFirst(text.count)
    return true
  }

  private mutating func sum() -> Double {
    var value = product()
    while true {
      if take("+") { value += product() } else if take("-") { value -= product() } else { break }
    }
    return value
  }

  private mutating func product() -> Double {
    var value = sign()
    while true {
      if !rest.hasPrefix("**"), take("*") {
        value *= sign()
      } else if take("/") {
        value /= sign()
      } else {
        return value
      }
    }
  }

  private mutating func sign() -> Double { take("-") ? -sign() : power() }

  private mutating func power() -> Double {
    let base = atom()
    return take("**") ? pow(base, sign()) : base
  }

  private mutating func atom() -> Double {
    if take("cos") { return cos(atom()) }
    if take("exp") { return exp(atom()) }
    if take("sqrt") { return atom().squareRoot() }
    if take("(") {
      let value = sum()
      return take(")") ? value : .nan
    }
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "." }
    rest.removeFirst(word.count)
    return variables[String(word)] ?? Double(word) ?? .nan
  }
}
