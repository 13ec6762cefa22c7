/// Where a cell's content lies in its file: without the blanks around it, and without the quotes that
/// it is put in.
struct CSVCell: Equatable {
  let range: Range<Int>
  let hasDoubledQuotes: Bool

  var isEmpty: Bool { range.isEmpty }
}
