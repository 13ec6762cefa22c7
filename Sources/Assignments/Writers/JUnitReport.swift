internal import ExperimentReport

/// JUnit's XML, in the part of it that is valid both by the schema of Ant's reports (which asks for
/// `package`, `id`, `hostname`, `properties` and both outputs, and lets `testsuites` have no attribute) and
/// by Jenkins' and pytest's `junit-10.xsd` (which has no `error`, and times of three decimals).
///
/// So whatever was not passed is a `failure` that says of which kind, and points are properties.
package enum JUnitReport: ResultWriter {
  package static let name = "junit"
  package static let summary = "JUnit XML, for whatever shows the tests of a build"
  package static let fileName = "junit.xml"

  private static let limit = 10_000

  package static func text(of result: GradeResult, in place: ReportPlace) -> String {
    let result = result.asStudentsSeeIt
    let failures = result.checks.count { $0.status != .pass && $0.status != .skipped }
    let source = result.assignment
    let suite = HTML.element(
      "testsuite",
      [
        "name": name(source.name), "package": "optlab", "id": "0", "hostname": "localhost",
        "timestamp": timestamp(result), "tests": "\(result.checks.count)",
        "failures": "\(failures)", "errors": "0", "time": time(result.seconds),
      ],
      [properties(of: result)] + result.checks.map { testcase($0, of: source.name) }
        + [
          .element("system-out", .text(ReportText.remarks(on: result).joined(separator: "\n"))),
          .element("system-err"),
        ])
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + HTML.element("testsuites", suite).source + "\n"
  }

  /// In UTC, without saying so: neither schema takes a zone.
  private static func timestamp(_ result: GradeResult) -> String {
    guard let time = result.finishedAt, time.utf8.count == 20, time.hasSuffix("Z") else {
      return "1970-01-01T00:00:00"
    }
    return String(time.dropLast())
  }

  /// Seconds with three decimals; both schemas end there.
  private static func time(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds > 0, seconds < 1e9 else { return "0.000" }
    let thousandths = Int((seconds * 1000).rounded())
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// A name in one line that is not empty.
  private static func name(_ text: String) -> String {
    let line = ReportText.line(ReportText.shortened(text, to: 500))
    return line.allSatisfy { $0 == " " } ? "unnamed" : line
  }

  private static func properties(of result: GradeResult) -> HTML {
    var values = [
      ("student", result.student), ("assignment", result.assignment.name),
      ("version", "\(result.assignment.version)"), ("variant", "\(result.variant)"),
      ("score", ReportText.points(result.score)), ("max", ReportText.points(result.most)),
      ("state", result.state), ("protection", result.protection.joined(separator: ", ")),
      ("optlab", result.program),
    ]
    for check in result.checks {
      values.append(
        (
          "points.\(check.id)",
          "\(ReportText.points(check.points)) of \(ReportText.points(check.most))"
        ))
    }
    return .element(
      "properties",
      values.map { key, value in
        .element("property", ["name": name(key), "value": ReportText.line(value)])
      })
  }

  private static func testcase(_ check: CheckResult, of assignment: String) -> HTML {
    let outcome: HTML
    switch check.status {
    case .pass: outcome = .nothing
    case .skipped: outcome = .element("skipped")
    case .fail, .error, .timeout:
      let paragraphs = ReportText.paragraphs(of: check, limit: limit)
      outcome = .element(
        "failure",
        [
          "type": check.status.rawValue,
          "message": ReportText.line(ReportText.shortened(check.message, to: 300)),
        ], .text(paragraphs.joined(separator: "\n")))
    }
    let title = [check.number, check.id, check.title].filter { !$0.isEmpty }.joined(separator: " ")
    return .element(
      "testcase",
      [
        "classname": name(assignment + (check.task.isEmpty ? "" : "." + check.task)),
        "name": name(title), "time": time(check.seconds ?? 0),
      ], outcome)
  }
}
