internal import SpecLanguage

/// Gradescope's `results.json`: only fields that its documentation has, a test a check, so that the points
/// that can be had are the assignment's.
///
/// Hidden checks are tests that Gradescope does not show. It shows no pictures: figures are letters.
package enum GradescopeReport: ResultWriter {
  package static let name = "gradescope"
  package static let summary = "Gradescope's results.json"
  package static let fileName = "results.json"

  private static let limit = 4000

  package static func text(of result: GradeResult, in place: ReportPlace) -> String {
    var members: [JSONNode.Member] = [
      .init("execution_time", .integer(Int(clamping: result.seconds))),
      .init("output", .string(output(of: result))), .init("output_format", .string("md")),
      .init("test_output_format", .string("md")), .init("test_name_format", .string("text")),
      .init("visibility", .string("visible")), .init("stdout_visibility", .string("hidden")),
      .init("extra_data", extraData(of: result)),
      .init("tests", .array(result.checks.map { test($0, of: result, in: place) })),
    ]
    // Without a test there has to be a score.
    if result.checks.isEmpty { members.append(.init("score", .number(0.0))) }
    if result.isGraded, !result.rankings.isEmpty {
      members.append(.init("leaderboard", .array(result.rankings.map(ranking))))
    }
    return JSONText.pretty(.object(members))
  }

  private static func output(of result: GradeResult) -> String {
    let source = result.assignment
    let head =
      "**\(Markdown.escaped(source.title))** (\(Markdown.escaped(source.name)) \(source.version))"
    let remarks = ReportText.remarks(on: result).map {
      Markdown.escaped(ReportText.shortened($0, to: limit))
    }
    return ([head] + remarks).joined(separator: "\n\n")
  }

  private static func extraData(of result: GradeResult) -> JSONNode {
    .object([
      .init("optlab", .string(ReportText.line(result.program))),
      .init("assignment", .string(ReportText.line(result.assignment.name))),
      .init("version", .integer(result.assignment.version)),
      // As a text: it has more digits than some readers' numbers.
      .init("variant", .string("\(result.variant)")),
      .init("graded", .bool(result.isGraded)),
      .init("protection", .array(result.protection.map { .string(ReportText.line($0)) })),
    ])
  }

  private static func test(
    _ check: CheckResult, of result: GradeResult, in place: ReportPlace
  ) -> JSONNode {
    var shown = check
    if !result.namesMistakes { shown.mistake = nil }
    let paragraphs = ReportText.paragraphs(of: shown, limit: limit).map(Markdown.escaped)
    let figures = ResultFigure.texts(of: check, in: place.folder).map {
      Markdown.verbatim(ReportText.shortened($0, to: limit))
    }
    var members: [JSONNode.Member] = [
      .init("score", .number(check.points)), .init("max_score", .number(check.most)),
    ]
    if check.status != .skipped {
      members.append(.init("status", .string(check.status == .pass ? "passed" : "failed")))
    }
    members.append(.init("name", .string(name(of: check))))
    if !check.number.isEmpty {
      members.append(.init("number", .string(ReportText.line(check.number))))
    }
    members += [
      .init("output", .string((paragraphs + figures).joined(separator: "\n\n"))),
      .init("tags", .array([.string(ReportText.line(check.task))])),
      .init("visibility", .string(check.visibility.rawValue)),
      .init("extra_data", extraData(of: check)),
    ]
    return .object(members)
  }

  private static func name(of check: CheckResult) -> String {
    let id = ReportText.line(check.id)
    return check.title.isEmpty
      ? id : "\(id): \(ReportText.line(ReportText.shortened(check.title, to: 300)))"
  }

  private static func extraData(of check: CheckResult) -> JSONNode {
    var members: [JSONNode.Member] = [
      .init("id", .string(ReportText.line(check.id))),
      .init("status", .string(check.status.rawValue)),
    ]
    if let mistake = check.mistake {
      members.append(.init("mistake", .string(ReportText.line(mistake))))
    }
    return .object(members)
  }

  private static func ranking(_ ranking: GradeResult.Ranking) -> JSONNode {
    .object([
      .init("name", .string(ReportText.line(ranking.name))),
      .init(
        "value",
        ranking.value.isFinite ? .number(ranking.value) : .string(ReportText.number(ranking.value))),
      .init("order", .string(ranking.smallerIsBetter ? "asc" : "desc")),
    ])
  }
}

extension Int {
  /// Seconds as a whole number, whatever a clock said.
  fileprivate init(clamping seconds: Double) {
    self = seconds.isFinite ? Int(Swift.min(Swift.max(seconds.rounded(), 0), 1e9)) : 0
  }
}
