import OptimizerLab
internal import SpecLanguage

extension DataError: CustomStringConvertible {
  /// `PATH: ` or `PATH:LINE: `, what is wrong, and what would be right.
  package var description: String {
    let place = problem.line.map { ":\($0)" } ?? ""
    return "\(Echo.escaped(path))\(place): \(problem.sentence)"
  }
}

extension DataProblem {
  /// The line of a text file where the problem is, as an editor counts.
  fileprivate var line: Int? {
    switch self {
    case .notUTF8(let line), .wrongCellCount(let line, _, _), .emptyCell(let line, _),
      .notANumber(let line, _, _), .tooLargeNumber(let line, _, _), .strayQuote(let line),
      .openQuote(let line):
      line
    default:
      nil
    }
  }

  var sentence: String {
    switch self {
    case .missing:
      "there is no such file"
    case .misspelt(let nearest):
      "there is no such file; did you mean \(Echo.quoted(nearest))?"
    case .noSuchExperiment(let nearest):
      "there is neither such a file nor an experiment of that name"
        + (nearest.map { "; did you mean \(Echo.quoted($0))?" }
          ?? "; `optlab list experiments` shows those that ship with the program")
    case .notAFile(let kind):
      "this is \(kind); an ordinary file is needed"
    case .unreadable(let reason):
      "the file cannot be read: \(reason)"
    case .tooLarge(let limit):
      "the file holds more than \(limit) bytes, the most that is read"
    case .foreign(let format, let wanted, let way):
      "this is \(format); what is needed is \(wanted)" + (way.map { "; \($0)" } ?? "")

    case .damagedGzip(let offset, let reason):
      "the gzip data are damaged before byte \(offset): \(Echo.escaped(reason))"
    case .truncatedGzip(let offset):
      "the gzip data break off at byte \(offset), in the middle; the file is incomplete"
    case .strayBytesAfterGzip(let offset):
      "the gzip data end at byte \(offset), but the file goes on with something else"

    case .shortHeader(let found, let expected):
      "the file ends after \(Echo.count(found, "byte")), within the \(expected) bytes of its IDX "
        + "header"
    case .wrongMagic(let found, let expected):
      "the first four bytes are \(Echo.hexadecimal(found)); IDX data of "
        + "\(expected >> 8 == 8 ? "unsigned bytes" : "32-bit numbers") in "
        + "\(Echo.count(Int(expected & 0xFF), "dimension")) begin with "
        + Echo.hexadecimal(expected)
    case .impossibleSize(let dimensions, let limit):
      "the IDX header promises \(Echo.product(dimensions)) bytes; "
        + "at most \(limit) are read"
    case .tooFewBytes(let dimensions, let found, let expected):
      "the IDX header promises \(Echo.product(dimensions)) = \(expected) bytes, "
        + "but the file has only \(found) after it; it is incomplete"
    case .tooManyBytes(let dimensions, let found?, let expected):
      "the IDX header promises \(Echo.product(dimensions)) = \(expected) bytes, "
        + "but the file has \(found) after it"
    case .tooManyBytes(let dimensions, nil, let expected):
      "the IDX header promises \(Echo.product(dimensions)) = \(expected) bytes, "
        + "but the file has more after it"

    case .missingDataset(let folder, let kind, let tried):
      "there is no \(folder) here: neither "
        + "\(tried.map(Echo.escaped).joined(separator: " nor ")) exists; "
        + (kind.map {
          "`optlab data fetch \($0)` fetches it, with `--root DIR` into the folder that `root` "
            + "names, as torchvision.datasets.\(folder)(root) would"
        }
          ?? "torchvision.datasets.\(folder)(root, …, download=True) fetches it into the folder that "
          + "`root` names")
    case .noImages(let dimensions):
      "\(Echo.product(dimensions)) pixels are no images; "
        + "a data set needs at least one image of one pixel"
    case .wrongImageSize(let rows, let columns, let expectedRows, let expectedColumns):
      "the images have \(rows) rows of \(columns) pixels; expected are \(expectedRows) of "
        + "\(expectedColumns)"
    case .notAProbability(let example, let value):
      "bce learns probabilities, but the target of example \(example) is \(value); targets have to "
        + "be in 0 ... 1"
    case .tooFewPictures(let found, let wanted):
      "the file has \(Echo.count(found, "image")), but `count` asks for \(wanted); without `count`, "
        + "all are taken"
    case .tooFewImages(let dataset, let split, let found, let wanted):
      "the \(split) split of \(dataset) has \(Echo.count(found, "image")) here, but `count` asks for "
        + "\(wanted); without `count`, all are taken"
    case .wrongLabelCount(let labels, let images, let imagesPath):
      "there are \(Echo.count(labels, "label")) for the \(Echo.count(images, "image")) "
        + "in \(Echo.escaped(imagesPath)); each image has one label"
    case .missingLabels(let tried):
      "a classification learns what pictures show, and there is no file that says it: neither "
        + "\(tried.map(Echo.escaped).joined(separator: " nor ")) exists"
    case .unknownLabel(let label, let example, let classes):
      "the label of example \(example) is \(label), but there are \(classes) classes, whose labels "
        + "are 0 ... \(classes - 1)"

    case .notUTF8:
      "the text is not UTF-8 here; save the table as UTF-8"
    case .emptyTable:
      "the file is empty; a table begins with a row of column names"
    case .noRows:
      "the table has column names but no rows"
    case .tooManyColumns(let found, let limit):
      "the header has \(found) columns; at most \(limit) are read"
    case .missingColumn(let name, let known):
      "there is no column \(Echo.quoted(name))\(Self.suggestion(for: name, among: known))"
    case .doubledColumn(let name, let positions):
      "the column name \(Echo.quoted(name)) stands \(positions.count) times in the header "
        + "(columns \(Echo.list(positions.map(String.init)))); a column that is used needs a "
        + "name of its own"
    case .wrongCellCount(_, let found, let expected):
      "the row has \(Echo.count(found, "cell")), the header \(expected)"
    case .emptyCell(_, let column):
      "column \(Echo.quoted(column)) is empty here; \(Self.wantedNumber)"
    case .notANumber(_, let column, let found):
      "column \(Echo.quoted(column)) holds \(Echo.quoted(found)); \(Self.wantedNumber)"
    case .tooLargeNumber(_, let column, let found):
      "column \(Echo.quoted(column)) holds \(Echo.quoted(found)), more than single precision "
        + "can; it ends at \(Float.greatestFiniteMagnitude)"
    case .noSuchPlace, .missingRange, .backwardRange, .oneColumn, .noFeatures, .badCells,
      .everyRowLeftOut, .textFeature, .textTarget, .tooManyValues, .tooManyClasses, .brokenClass,
      .severalClasses, .standardizedClasses, .noSpread, .otherColumns, .otherColumn,
      .emptyHoldout:
      tableSentence
    case .strayQuote:
      "a quote stands inside a cell; a cell with quotes in it is put in quotes, and its own are "
        + "doubled"
    case .openQuote:
      "the quote that opens this cell is never closed"
    }
  }

  static let wantedNumber = "a cell that is used is a decimal number, such as -1.5 or 2e-3"

  static func suggestion(for name: String, among known: [String]) -> String {
    let nearest = nearestName(to: name, among: known)
    let shown = known.prefix(12).map(Echo.quoted)
    return (nearest.map { "; did you mean \(Echo.quoted($0))?" } ?? ".")
      + " The header has \(Echo.list(shown + (known.count > shown.count ? ["…"] : [])))"
  }
}
