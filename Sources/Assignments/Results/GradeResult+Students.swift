// What a student may see of a result.
extension GradeResult {
  /// The identifier of the row that stands for all checks that are not shown.
  package static let hiddenRow = "hidden"

  /// The result without what students are not to know: hidden checks are one row, so that the points add
  /// up still; which mistake it was goes, unless it is to be named; so do remarks for the teacher.
  package var asStudentsSeeIt: GradeResult {
    var result = self
    let hidden = checks.filter { $0.visibility == .hidden }
    result.checks = checks.filter { $0.visibility == .visible }
    if !namesMistakes {
      for place in result.checks.indices { result.checks[place].mistake = nil }
    }
    if !hidden.isEmpty { result.checks.append(Self.row(of: hidden)) }
    result.remarksForTeacher = []
    return result
  }

  private static func row(of hidden: [CheckResult]) -> CheckResult {
    var row = CheckResult(id: hiddenRow, task: "", most: hidden.reduce(0) { $0 + $1.most })
    row.points = hidden.reduce(0) { $0 + $1.points }
    row.title =
      hidden.count == 1 ? "a check that is not shown" : "\(hidden.count) checks that are not shown"
    row.status =
      hidden.allSatisfy { $0.status == .pass }
      ? .pass : hidden.contains { $0.status != .skipped && $0.status != .pass } ? .fail : .skipped
    return row
  }

  /// What a task is called.
  package func title(ofTask id: String) -> String {
    tasks.first { $0.id == id }?.title ?? id
  }

  /// The tasks that have checks, each with its checks, in order.
  package var checksByTask: [(task: String, checks: [CheckResult])] {
    var order = tasks.map(\.id)
    for check in checks where !order.contains(check.task) { order.append(check.task) }
    return order.compactMap { task in
      let own = checks.filter { $0.task == task }
      return own.isEmpty ? nil : (task, own)
    }
  }

  /// The checks by their identifiers; the first where one comes twice.
  package var checksByID: [String: CheckResult] {
    Dictionary(checks.map { ($0.id, $0) }) { first, _ in first }
  }

  /// Whether all points were given.
  package var isFull: Bool { isGraded && formatErrors.isEmpty && score >= most }

  /// The checks whose points a person has still to give.
  package var awaited: [CheckResult] {
    guard isGraded, formatErrors.isEmpty else { return [] }
    return checks.filter { $0.isByHand && $0.status == .skipped }
  }

  /// What became of it, in a word or two.
  package var state: String {
    if !isHandedIn { return "not handed in" }
    if !formatErrors.isEmpty { return "not readable" }
    return isGraded ? "graded" : "not graded yet"
  }

  /// The points of 100; `nil` where there are none to be had.
  package var percent: Double? { most > 0 ? score / most * 100 : nil }

  /// Takes over what a person gave before: points and words of checks that are made by hand.
  package mutating func adoptPointsByHand(of earlier: GradeResult) {
    for place in checks.indices where checks[place].isByHand {
      let id = checks[place].id
      guard let own = earlier.checks.first(where: { $0.id == id && $0.isByHand }),
        own.status != .skipped
      else { continue }
      checks[place].points = min(own.points, checks[place].most)
      checks[place].status = own.status
      checks[place].message = own.message
    }
  }
}
