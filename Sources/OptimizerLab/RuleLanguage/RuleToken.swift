/// A word of an equation: a number, a name, or what stands between.
struct RuleToken: Equatable, Sendable {
  enum Form: Equatable, Sendable {
    case number(Double)
    case name(String)
    /// One of `RuleLexer.symbols`.
    case symbol(String)
    case end
  }

  var form: Form
  /// Bytes of the text.
  var range: Range<Int>

  func isSymbol(_ text: String) -> Bool { form == .symbol(text) }
}
