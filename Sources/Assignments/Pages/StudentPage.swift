internal import ExperimentAnalysis
internal import ExperimentReport
package import ExperimentRunner

/// `report.html` of a student: what was checked, what came out, what to think about, and how it was graded.
///
/// It has what students may see, and nothing else: hidden checks are one row.
package struct StudentPage {
  package static let fileName = "report.html"

  private let result: GradeResult
  /// Where the figures are.
  private let folder: String?

  package init(_ result: GradeResult, folder: String?) {
    self.result = result.asStudentsSeeIt
    self.folder = folder
  }

  package func write(to folder: String) throws(OutputError) {
    try OutputFile.write(text, to: "\(folder)/\(Self.fileName)")
  }

  package var text: String {
    let tasks = result.checksByTask
    return GradePage.text(
      title: "\(result.student) · \(result.assignment.title)",
      description: "\(GradePage.points(result.score, of: result.most)) points",
      body: head(tasks.map(\.task))
        + .element(
          "main", ["id": "main"], summary(tasks),
          tasks.enumerated().map { section(of: $1.task, $1.checks, place: $0) }.joined(), origin))
  }

  // MARK: Head

  private func head(_ tasks: [String]) -> HTML {
    let who = [result.name, result.section.map { "section \($0)" }].compactMap { $0 }
    let links =
      tasks.enumerated().map { (id: "task-\($0 + 1)", title: heading(of: $1)) }
      + [(id: "origin", title: .text("How it was graded"))]
    return .element(
      "header",
      .element("h1", .line(result.assignment.title)),
      .element(
        "p", ["class": "who"],
        .element("strong", .line(result.student)),
        who.map { .text(" · ") + .line($0) }.joined()),
      score, ReportText.remarks(on: result).map(GradePage.warning).joined(),
      GradePage.links(links))
  }

  private var score: HTML {
    guard result.isGraded else { return .nothing }
    let percent =
      result.percent.map { " points (\(ReportText.points($0.rounded())) %)" } ?? " points"
    return .element(
      "p", ["class": "score"], .element("strong", .text(ReportText.points(result.score))),
      .text(" of \(ReportText.points(result.most))\(percent)"))
      + (result.percent.map { GradePage.bar($0 / 100, kind: "meter") } ?? .nothing)
  }

  private func heading(of task: String) -> HTML {
    task.isEmpty ? .text("Further checks") : .line(result.title(ofTask: task))
  }

  private func summary(_ tasks: [(task: String, checks: [CheckResult])]) -> HTML {
    guard tasks.count > 1 else { return .nothing }
    let rows = tasks.enumerated().map { place, part -> [HTML] in
      let points = part.checks.reduce(0) { $0 + $1.points }
      let most = part.checks.reduce(0) { $0 + $1.most }
      let passed = part.checks.count { $0.status == .pass }
      return [
        .element("a", ["href": "#task-\(place + 1)"], heading(of: part.task)),
        .text(GradePage.points(points, of: most)),
        GradePage.bar(most > 0 ? points / most : 0, kind: "share")
          + .text("\(passed) of \(part.checks.count)"),
      ]
    }
    return HTML.table(
      caption: .text("Points by task"), label: "Points by task",
      columns: [("task", false), ("points", true), ("checks passed", false)], rows: rows)
  }

  // MARK: Checks

  private func section(of task: String, _ checks: [CheckResult], place: Int) -> HTML {
    let points = GradePage.points(
      checks.reduce(0) { $0 + $1.points }, of: checks.reduce(0) { $0 + $1.most })
    return .element(
      "section", ["id": "task-\(place + 1)", "class": "task"],
      .element(
        "h2", heading(of: task), .text(" "),
        .element("span", ["class": "points"], .text("\(points) points"))),
      checks.map(article).joined())
  }

  private func article(of check: CheckResult) -> HTML {
    let standing = GradePage.standing(of: check)
    let title = [check.number, check.title].filter { !$0.isEmpty }.joined(separator: " ")
    let id = check.id == GradeResult.hiddenRow ? "" : check.id
    return .element(
      "article", ["class": "check \(standing.kind)"],
      .element(
        "h3",
        .element(
          "span", ["class": "badge \(standing.kind)"],
          .element("span", ["aria-hidden": "true"], .text("\(standing.sign) ")),
          .text(standing.word)),
        .text(" "), .line(title.isEmpty ? check.id : title), .text(" "),
        title.isEmpty || id.isEmpty ? .nothing : .element("span", ["class": "id"], .line(id)),
        .text(" "),
        .element("span", ["class": "points"], .text(GradePage.points(check.points, of: check.most)))
      ),
      words(of: check), numbers(of: check), figures(of: check))
  }

  /// Longer messages are cut: what a program printed a thousand times helps nobody.
  private static let limit = 4000

  private func words(of check: CheckResult) -> HTML {
    func paragraph(_ kind: String, _ head: HTML, _ text: String) -> HTML {
      .element(
        "p", ["class": kind, "dir": "auto"], head,
        .text(ReportText.cleaned(ReportText.shortened(text, to: Self.limit))))
    }
    return (check.message.isEmpty ? .nothing : paragraph("message", .nothing, check.message))
      + (check.mistake.map { paragraph("quiet", .text("Known mistake: "), $0) } ?? .nothing)
      + (check.hint.map { paragraph("hint", .element("b", .text("To think about: ")), $0) }
        ?? .nothing)
  }

  private func numbers(of check: CheckResult) -> HTML {
    let values = [
      ("expected", check.expected), ("found", check.actual), ("difference", check.difference),
      ("allowed", check.tolerance),
    ]
    // What is allowed says nothing alone.
    guard values.dropLast().contains(where: { $0.1 != nil }) else { return .nothing }
    return .element(
      "dl",
      values.map { title, value in
        value.map {
          .element("dt", .text(title))
            + .element(
              "dd", .text(ReportText.number($0).replacing("-", with: "−")))
        } ?? .nothing
      })
  }

  private func figures(of check: CheckResult) -> HTML {
    ResultFigure.pictures(of: check, in: folder, endings: ["svg", "png"]).map { figure in
      .element(
        "figure",
        .element(
          "img",
          [
            "src": figure.url,
            "alt":
              "Figure \(figure.name) of the check “\(check.title.isEmpty ? check.id : check.title)”; "
              + "what it shows is said above",
          ]),
        .element("figcaption", .line(figure.name)))
    }.joined()
  }

  // MARK: Origin

  private var origin: HTML {
    let source = result.assignment
    var facts: [(String, String)] = [
      ("Assignment", "\(source.name), version \(source.version)"),
      ("Its fingerprint", String(source.hash.prefix(16))),
      ("Your variant", "\(result.variant)"),
      ("What was handed in", String(result.submissionHash.prefix(16))),
      ("Your program ran within", result.protection.joined(separator: ", ")),
      ("Time", result.seconds > 0 ? Wording.duration(result.seconds) : ""),
      ("Graded", result.finishedAt ?? ""), ("By optlab", result.program),
    ]
    facts += result.rankings.map { ($0.name, ReportText.number($0.value)) }
    return .element(
      "section", ["id": "origin"], .element("h2", .text("How it was graded")),
      .element(
        "dl",
        facts.filter { !$0.1.isEmpty }.map {
          .element("dt", .line($0.0)) + .element("dd", .line($0.1))
        }),
      .element(
        "p", ["class": "quiet"],
        .text(
          "The variant decides the numbers that your work is tried with. A fingerprint is the beginning "
            + "of the SHA-256 of the files: the same files, the same fingerprint.")))
  }
}
