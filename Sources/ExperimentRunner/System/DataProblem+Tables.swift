import OptimizerLab
internal import SpecLanguage

// What can be wrong with a table as an experiment uses it, in words.
extension DataProblem {
  var tableSentence: String {
    switch self {
    case .noSuchPlace(let number, let columns):
      "there is no column number \(number): the table has \(columns), from 0 to \(columns - 1), or "
        + "from the end \(-columns) to -1"
    case .missingRange(let text, let known):
      "there is no column \(Echo.quoted(text)), and no two columns for a range "
        + "\"first..last\"\(Self.suggestion(for: text, among: known))"
    case .backwardRange(let text, let from, let to):
      "the range \(Echo.quoted(text)) goes backwards: \(Echo.quoted(to)) stands before "
        + "\(Echo.quoted(from)); write the column that comes first on the left"
    case .oneColumn(let separator, let others):
      "\(separator) makes one column of the first row; \(Self.words(others)). Say it with "
        + "`separator`"
    case .noFeatures:
      "there is no column to learn from: every one is a target"
    case .badCells(let cells, let count):
      badCellSentence(cells, count)
    case .everyRowLeftOut(let count):
      "each of the \(Echo.count(count, "row")) has one of the `missing` texts in a column that is "
        + "used; none is left"
    case .textFeature(let column, let example):
      "column \(Echo.quoted(column)) holds texts, such as \(Echo.quoted(example)), where numbers are "
        + "wanted; leave it out of `features`, or have a column for each text: {\"column\": "
        + "\(Echo.quoted(column)), \"one_hot\": true}"
    case .textTarget(let column, let example):
      "column \(Echo.quoted(column)) holds texts, such as \(Echo.quoted(example)), and a regression "
        + "learns numbers; texts are classes, which a problem of \"kind\": \"classification\" learns"
    case .tooManyValues(let column, let limit):
      "column \(Echo.quoted(column)) has more than \(limit) different texts, and `one_hot` makes a "
        + "column of each; a column of numbers is a feature as it is, one of names is none"
    case .tooManyClasses(let column, let limit):
      "column \(Echo.quoted(column)) has more than \(limit) different values; so many are no classes, "
        + "but numbers, which a problem of \"kind\": \"regression\" learns"
    case .brokenClass(let column, let found):
      "column \(Echo.quoted(column)) holds \(found); classes are texts or whole numbers, and other "
        + "numbers are learned by a problem of \"kind\": \"regression\""
    case .severalClasses(let columns):
      "`target` has \(columns) columns; a classification learns one, whose texts are the classes"
    case .standardizedClasses:
      "`standardize_target` is for numbers, and a classification learns classes"
    case .noSpread(let column, let value):
      "column \(Echo.quoted(column)) is \(value) in every row that is trained on, and what has no "
        + "spread cannot be standardized; leave it out"
    case .otherColumns(let found, let expected):
      "the part that is held out has \(Echo.count(found, "feature")) here, but the data have "
        + "\(expected); both need the same columns"
    case .otherColumn(let found, let expected):
      "column \(Echo.quoted(found)) stands here where the data have \(Echo.quoted(expected)); both "
        + "need the same columns in the same order"
    case .emptyHoldout(let share, let examples):
      "`holdout` \(JSONNode.shortestText(of: share)) of \(Echo.count(examples, "example")) leaves none "
        + "to learn from"
    default: ""
    }
  }

  private static func words(_ cuts: [TableCut]) -> String {
    cuts.map { "\($0.separator) would make \($0.columns)" }.joined(separator: ", ")
  }

  private func badCellSentence(_ cells: [BadCell], _ count: Int) -> String {
    let places = cells.map { cell in
      "line \(cell.line), column \(Echo.quoted(cell.column)): \(cell.fault.words)"
    }
    let more = count > cells.count ? "; and \(count - cells.count) more" : ""
    let areEmpty = cells.allSatisfy { $0.fault == .hasNoText }
    let texts = Set(cells.compactMap(\.fault.missingText)).sorted().prefix(5)
    let list = texts.map { "\"\(Echo.escaped($0))\"" }.joined(separator: ", ")
    let advice =
      cells.contains(where: \.fault.hasComma)
      ? "; with a comma before the fraction it is one with \"decimal\": \",\""
      : texts.isEmpty ? "" : "; rows with such cells are left out with \"missing\": [\(list)]"
    let what = areEmpty ? "empty" : "no numbers"
    return "\(Echo.count(count, "used cell")) \(count == 1 ? "is" : "are") \(what): "
      + "\(places.joined(separator: "; "))\(more). \(areEmpty ? "Each needs a text" : Self.upperNumber)"
      + advice
  }

  private static var upperNumber: String {
    "A" + wantedNumber.dropFirst()
  }
}

extension BadCell.Fault {
  fileprivate var words: String {
    switch self {
    case .isEmpty, .hasNoText: "empty"
    case .isText(let text): Echo.quoted(text)
    case .isTooLarge(let text): "\(Echo.quoted(text)), more than single precision can"
    }
  }

  /// Whether a comma is all that keeps it from being a number.
  fileprivate var hasComma: Bool {
    guard case .isText(let text) = self, text.contains(",") else { return false }
    return Float(text.replacing(",", with: ".")) != nil
  }

  /// What stands there in place of a number, where that may mean that there is none.
  fileprivate var missingText: String? {
    switch self {
    case .isEmpty, .hasNoText: ""
    case .isText(let text): text.count <= 8 ? text : nil
    case .isTooLarge: nil
    }
  }
}
