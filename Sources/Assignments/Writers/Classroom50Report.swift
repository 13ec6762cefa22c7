internal import SpecLanguage

/// Classroom 50's `result.json`, version 1. Its scores are whole numbers, it lets no field be added at the
/// top, and it compares the identity with the repository's, which its runner tells in the environment.
package enum Classroom50Report: ResultWriter {
  package static let name = "classroom50"
  package static let summary = "Classroom 50's result.json"
  package static let fileName = "result.json"

  private static let limit = 2000

  package static func text(of result: GradeResult, in place: ReportPlace) -> String {
    let result = result.asStudentsSeeIt
    let scale = WholePoints(result.checks)
    let rows = result.checks.map { row($0, scale) }
    let commit = known("COMMIT_URL", place) ?? "local"
    let members: [JSONNode.Member] = [
      .init("schema", .string("classroom50/result/v1")),
      .init("classroom", .string(known("CLASSROOM", place) ?? "local")),
      .init(
        "assignment",
        .string(known("ASSIGNMENT", place) ?? nonEmpty(result.assignment.name))),
      .init(
        "assignment_type",
        .string(known("ASSIGNMENT_TYPE", place) ?? known("MODE", place) ?? "individual")),
      .init(
        "owner",
        .string(known("OWNER", place) ?? known("USERNAME", place) ?? nonEmpty(result.student))),
      .init("submission", .string(known("SUBMISSION_TAG", place) ?? "submit/local")),
      .init("commit", .string(commit)),
      .init("release", .string(known("RELEASE_URL", place) ?? commit)),
      .init("review", .string(known("REVIEW_URL", place) ?? commit)),
      // Its runner writes the time of the commit over it.
      .init("datetime", .string(time(result))),
      .init("graded_at", .string(time(result))),
      .init("score", .integer(rows.reduce(0) { $0 + $1.score })),
      .init("max-score", .integer(rows.reduce(0) { $0 + $1.most })),
      .init("tests", .array(rows.map(\.node))),
    ]
    return JSONText.pretty(.object(members))
  }

  private static func known(_ name: String, _ place: ReportPlace) -> String? {
    guard let value = place.environment[name], !value.isEmpty else { return nil }
    return ReportText.line(value)
  }

  private static func nonEmpty(_ text: String) -> String {
    let line = ReportText.line(text)
    return line.isEmpty ? "unnamed" : line
  }

  private static func time(_ result: GradeResult) -> String {
    guard let time = result.finishedAt, time.utf8.count == 20 else { return "1970-01-01T00:00:00Z" }
    return time
  }

  private static func row(
    _ check: CheckResult, _ scale: WholePoints
  ) -> (score: Int, most: Int, node: JSONNode) {
    let most = scale.most(check.most)
    let score = min(scale.points(check.points), most)
    let title = [check.number, check.id, check.title].filter { !$0.isEmpty }.joined(separator: " ")
    let text = ReportText.paragraphs(of: check, limit: limit).joined(separator: "\n")
    let node = JSONNode.object([
      .init(
        "test-name",
        .string(nonEmpty(ReportText.shortened(title, to: 300)) + scale.note)),
      .init("passed", .bool(check.status == .pass)), .init("score", .integer(score)),
      .init("max-score", .integer(most)), .init("status", .string(check.status.rawValue)),
      .init("output", .string(text)),
    ])
    return (score, most, node)
  }
}

/// Points as whole numbers: themselves, or the least multiple of all that is.
struct WholePoints {
  let scale: Int
  /// Whether every number is exact so; thirds of points are none of whole hundredths.
  let isExact: Bool

  init(_ checks: [CheckResult]) {
    let all = checks.flatMap { [$0.points, $0.most] }
    let found = [1, 2, 3, 4, 5, 6, 8, 10, 12, 20, 100].first { scale in
      all.allSatisfy { value in
        let scaled = value * Double(scale)
        return abs(scaled - scaled.rounded()) < 1e-6
      }
    }
    scale = found ?? 100
    isExact = found != nil
  }

  /// What follows a test's name where its points are not its own.
  var note: String {
    scale == 1 ? "" : isExact ? " (points × \(scale))" : " (points × \(scale), rounded down)"
  }

  func points(_ value: Double) -> Int { whole((value * Double(scale) + 1e-6).rounded(.down)) }
  func most(_ value: Double) -> Int { whole((value * Double(scale)).rounded()) }

  private func whole(_ value: Double) -> Int { Int(min(max(value, 0), 1e9)) }
}
