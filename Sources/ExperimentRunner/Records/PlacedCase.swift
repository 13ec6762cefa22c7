/// A named case of an enumeration without associated values, which knows its place among all.
///
/// To hash a name takes as long as to write a number, and tables have millions: such a case is hashed
/// by its place.
package protocol PlacedCase: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

extension PlacedCase {
  /// From 0, in the order of `allCases`.
  package var place: Int {
    // A case without values is kept as its place, in one byte, which is read here and nothing else;
    // a test holds it against `allCases`.
    unsafe Int(unsafeBitCast(self, to: UInt8.self))
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(place) }
}
