/// What is wrong in a rule, and where.
package struct RuleMistake: Equatable, Sendable {
  package enum Place: Equatable, Sendable {
    /// Some bytes of the text of an equation, from its place in the list.
    case equation(Int, Range<Int>)
    /// The list of equations.
    case update
    /// A state or a setting, by its place.
    case state(Int)
    case setting(Int)
  }

  package var place: Place
  package var message: String
  /// Whether the rule may be used all the same.
  package var isWarning = false
}

/// Why the text of an equation cannot be read, and at which bytes.
struct RuleSyntaxError: Error, Equatable {
  var message: String
  var range: Range<Int>

  init(_ message: String, at range: Range<Int>) {
    self.message = message
    self.range = range
  }
}
