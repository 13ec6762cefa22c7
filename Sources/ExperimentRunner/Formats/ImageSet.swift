/// Grey images of one size, and what they show where that is known.
package struct ImageSet: Equatable, Sendable {
  package let count: Int
  package let rows: Int
  package let columns: Int
  /// `count` images of `rows` x `columns` bytes each, row by row from the top left.
  package let pixels: [UInt8]
  /// One label an image; `nil` where there is no file of labels.
  package let labels: [UInt8]?
}
