internal import OptimizerLab
internal import SpecLanguage

/// The texts that stand in a column, each once, by a number.
struct Categories {
  /// More are no categories but numbers, names or times: each would become a column or a class.
  static let limit = 1000

  /// In the order in which they came.
  private(set) var texts: [String] = []
  /// How often each came.
  private(set) var counts: [Int] = []
  private(set) var isFull = false
  private var codes: [ArraySlice<UInt8>: Int] = [:]

  /// The number of a cell's text; any where there are too many.
  mutating func code(ofCell place: Int, in rows: CSVRows) -> Int {
    if isFull { return 0 }
    let cell = rows.cells[place]
    if let code = codes[rows.bytes[cell.range]] {
      counts[code] += 1
      return code
    }
    let text = rows.row.text(ofCell: place)
    // Quotes that are doubled in the file are the only way to write one text twice.
    let known = cell.hasDoubledQuotes ? texts.firstIndex { $0.utf8.elementsEqual(text.utf8) } : nil
    guard texts.count < Self.limit || known != nil else {
      isFull = true
      return 0
    }
    let code = known ?? texts.count
    codes[rows.bytes[cell.range]] = code
    if known == nil {
      texts.append(text)
      counts.append(0)
    }
    counts[code] += 1
    return code
  }

  /// The categories as they are used: numbers by size, where all are numbers, otherwise texts by their
  /// bytes, which is how Python sorts them.
  /// - Parameter point: what stands before a number's fraction.
  func sorted(point: UInt8) -> SortedCategories {
    let numbers = texts.compactMap { text -> Double? in
      let letters = Array(text.utf8)
      return DecimalText(letters, letters.indices, point: point)?.double(in: letters)
    }
    guard numbers.count == texts.count else {
      let order = texts.indices.sorted { texts[$0].utf8.lexicographicallyPrecedes(texts[$1].utf8) }
      return SortedCategories(
        names: order.map { texts[$0] }, counts: order.map { counts[$0] },
        ranks: texts.indices.map { code in order.firstIndex(of: code) ?? 0 }, numbers: nil)
    }
    // 1 and 1.0 are one number.
    let sizes = Set(numbers).sorted()
    let ranks = numbers.map { number in sizes.firstIndex(of: number) ?? 0 }
    var sums = [Int](repeating: 0, count: sizes.count)
    for (rank, count) in zip(ranks, counts) { sums[rank] += count }
    return SortedCategories(
      names: sizes.map { CSVTable.number($0) ?? "" }, counts: sums, ranks: ranks, numbers: sizes)
  }
}

/// Categories in their order.
struct SortedCategories {
  let names: [String]
  /// How often each came.
  let counts: [Int]
  /// The place of each in this order, by its number.
  let ranks: [Int]
  /// Their sizes, where all are numbers.
  let numbers: [Double]?
}
