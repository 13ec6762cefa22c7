package import SpecLanguage

// The result as `result.json` has it, which says all of it and is read back.
extension GradeResult {
  /// The number of this form of the file.
  package static let form = 1
  package static let fileName = "result.json"

  package var json: JSONNode {
    var members: [JSONNode.Member] = [
      .init("result", .integer(Self.form)), .init("assignment", .string(assignment.name)),
      .init("title", .string(assignment.title)), .init("version", .integer(assignment.version)),
      .init("assignment_sha256", .string(assignment.hash)), .init("student", .string(student)),
    ]
    if let name { members.append(.init("name", .string(name))) }
    if let section { members.append(.init("section", .string(section))) }
    members += [
      .init("variant", .integer(variant)), .init("optlab", .string(program)),
      .init("submission_sha256", .string(submissionHash)), .init("protection", texts(protection)),
      .init("handed_in", .bool(isHandedIn)), .init("graded", .bool(isGraded)),
      .init("score", .number(score)),
      .init("max", .number(most)), .init("seconds", .number(seconds.isFinite ? seconds : 0)),
    ]
    if let finishedAt { members.append(.init("finished_at", .string(finishedAt))) }
    members += [
      .init("names_mistakes", .bool(namesMistakes)), .init("format_errors", texts(formatErrors)),
      .init("remarks", texts(remarks)), .init("remarks_for_teacher", texts(remarksForTeacher)),
      .init("rankings", .array(rankings.map(\.json))), .init("tasks", .array(tasks.map(\.json))),
      .init("checks", .array(checks.map(\.json))),
    ]
    return .object(members)
  }

  private func texts(_ texts: [String]) -> JSONNode { .array(texts.map { .string($0) }) }
}

extension GradeResult.Task {
  fileprivate var json: JSONNode {
    .object([.init("id", .string(id)), .init("title", .string(title))])
  }
}

extension GradeResult.Ranking {
  fileprivate var json: JSONNode {
    .object([
      .init("name", .string(name)), .init("value", CheckResult.number(value)),
      .init("smaller_is_better", .bool(smallerIsBetter)),
    ])
  }
}

extension CheckResult {
  package var json: JSONNode {
    var members: [JSONNode.Member] = [
      .init("id", .string(id)), .init("task", .string(task)), .init("number", .string(number)),
      .init("title", .string(title)), .init("points", .number(points)),
      .init("max", .number(most)), .init("status", .string(status.rawValue)),
    ]
    if let mistake { members.append(.init("mistake", .string(mistake))) }
    members.append(.init("message", .string(message)))
    if let hint { members.append(.init("hint", .string(hint))) }
    for (key, value) in [
      ("expected", expected), ("actual", actual), ("difference", difference),
      ("tolerance", tolerance), ("seconds", seconds),
    ] {
      if let value { members.append(.init(key, Self.number(value))) }
    }
    members += [
      .init("visibility", .string(visibility.rawValue)), .init("by_hand", .bool(isByHand)),
      .init("figures", .array(figures.map { .string($0) })),
    ]
    return .object(members)
  }

  /// A number; one that JSON has not as a text: a loss can be infinite.
  fileprivate static func number(_ value: Double) -> JSONNode {
    value.isFinite ? .number(value) : .string(value.isNaN ? "nan" : value > 0 ? "inf" : "-inf")
  }
}
