/// What can be wrong with a data file. Lines and columns count from 1, offsets from 0.
package enum DataProblem: Equatable, Sendable {
  // Opening and reading
  case missing
  /// Nothing is there, but beside it a file of nearly that name.
  case misspelt(nearest: String)
  /// No experiment of that name ships with the program.
  case noSuchExperiment(nearest: String?)
  /// `kind` is what is there instead of a file, with its article: `a folder`.
  case notAFile(kind: String)
  case unreadable(reason: String)
  case tooLarge(limit: Int)
  /// It is a file of another kind than the one that is wanted.
  case foreign(format: String, wanted: String, way: String?)

  // gzip
  case damagedGzip(offset: Int, reason: String)
  case truncatedGzip(offset: Int)
  case strayBytesAfterGzip(offset: Int)

  // IDX
  case shortHeader(found: Int, expected: Int)
  case wrongMagic(found: UInt32, expected: UInt32)
  case impossibleSize(dimensions: [Int], limit: Int)
  /// `found` bytes of data follow the header instead of as many as the dimensions multiply to.
  case tooFewBytes(dimensions: [Int], found: Int, expected: Int)
  /// `found` is `nil` where reading stopped at the first byte too many.
  case tooManyBytes(dimensions: [Int], found: Int?, expected: Int)

  // Folders of images
  /// `kind` is what `optlab data fetch` calls it, where it can fetch it.
  case missingDataset(folder: String, kind: String?, tried: [String])
  case noImages(dimensions: [Int])
  case wrongImageSize(rows: Int, columns: Int, expectedRows: Int, expectedColumns: Int)
  case tooFewPictures(found: Int, wanted: Int)
  case tooFewImages(dataset: String, split: String, found: Int, wanted: Int)
  case wrongLabelCount(labels: Int, images: Int, imagesPath: String)
  /// What the pictures show is asked for, but is in no file.
  case missingLabels(tried: [String])
  case unknownLabel(label: Int, example: Int, classes: Int)

  // Tables
  case notUTF8(line: Int)
  case emptyTable
  case noRows
  case tooManyColumns(found: Int, limit: Int)
  case missingColumn(String, known: [String])
  case doubledColumn(String, positions: [Int])
  case wrongCellCount(line: Int, found: Int, expected: Int)
  case emptyCell(line: Int, column: String)
  case notANumber(line: Int, column: String, found: String)
  case tooLargeNumber(line: Int, column: String, found: String)
  case strayQuote(line: Int)
  case openQuote(line: Int)
  case noSuchPlace(Int, columns: Int)
  case missingRange(String, known: [String])
  case backwardRange(String, from: String, to: String)
  /// `others` are separators that would make more columns.
  case oneColumn(separator: String, others: [TableCut])
  case noFeatures
  /// Of several bad cells the first, and how many there are.
  case badCells([BadCell], count: Int)
  case everyRowLeftOut(count: Int)
  case textFeature(column: String, example: String)
  case textTarget(column: String, example: String)
  case tooManyValues(column: String, limit: Int)
  case tooManyClasses(column: String, limit: Int)
  case brokenClass(column: String, found: String)
  case severalClasses(columns: Int)
  case standardizedClasses
  case noSpread(column: String, value: String)
  /// The file of the part that is held out has other columns than that of the data.
  case otherColumns(found: Int, expected: Int)
  case otherColumn(found: String, expected: String)

  // A part that is held out
  case emptyHoldout(share: Double, examples: Int)

  // What a loss asks for
  case notAProbability(example: Int, value: Float)
}

/// What a separator would make of a table's first row.
package struct TableCut: Equatable, Sendable {
  /// In words: `";"`.
  package var separator: String
  package var columns: Int
}
