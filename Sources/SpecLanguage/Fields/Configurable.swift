/// A value whose settings are the fields of an object in a spec.
///
/// One list of calls serves for reading, checking, filling in defaults, `optlab list` and the JSON
/// Schema:
///
/// ```swift
/// public mutating func configure(_ fields: inout Fields) {
///   fields.number("momentum", &momentum, in: 0..<1, "How much of the last step goes on.")
///   fields.choice("form", &form, "Which of the two published forms.")
/// }
/// ```
///
/// The calls must not depend on what they have read, but for calls of `report`.
public protocol Configurable {
  init()
  mutating func configure(_ fields: inout Fields)
}
