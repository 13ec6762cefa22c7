/// A cell that is used, but holds no number.
package struct BadCell: Equatable, Sendable {
  package enum Fault: Equatable, Sendable {
    case isEmpty
    /// The same where any text would do.
    case hasNoText
    case isText(String)
    case isTooLarge(String)
  }

  package var line: Int
  package var column: String
  package var fault: Fault
}
