internal import ExperimentReport

// Every student, with every check.
extension ClassPage {
  var students: HTML {
    let checks = book.checks
    let hasNames = book.results.contains { $0.name != nil }
    let hasSections = book.results.contains { $0.section != nil }
    var columns: [(title: String, isNumber: Bool)] = [("student", false)]
    if hasNames { columns.append(("name", false)) }
    if hasSections { columns.append(("section", false)) }
    columns += [("points", true), ("%", true)]
    columns += checks.map {
      ("\($0.number.isEmpty ? $0.id : $0.number) /\(ReportText.points($0.most))", true)
    }
    columns += [("time", true), ("remarks", true)]
    let rows = book.results.enumerated().map { place, result -> [HTML] in
      let own = result.checksByID
      return [link(place)] + (hasNames ? [.line(result.name ?? "–")] : [])
        + (hasSections ? [.line(result.section ?? "–")] : [])
        + points(of: result)
        + checks.map { check in cell(own[check.id], of: result) }
        + [
          .text("\(ReportText.points((result.seconds * 10).rounded() / 10)) s"),
          remarkCount(place),
        ]
    }
    return .element(
      "section", ["id": "students"], .element("h2", .text("Students")),
      rows.isEmpty
        ? .element("p", .text("There is none."))
        : sortable(
          "students",
          HTML.table(
            caption: .text(
              "Points by check, which go by their numbers above. ✗: none of them; !: an error; ◷: out of time; –: not checked. Heads of columns sort."
            ),
            label: "Students", columns: columns, rows: rows)))
  }

  private func points(of result: GradeResult) -> [HTML] {
    guard result.isGraded, result.formatErrors.isEmpty else {
      return [.element("span", ["class": "fail"], .text(result.state)), .text("–")]
    }
    return [
      .element(
        "strong",
        .text(ReportText.points(result.score) + (result.awaited.isEmpty ? "" : " …"))),
      .text(result.percent.map { ReportText.points($0.rounded()) } ?? "–"),
    ]
  }

  private func cell(_ check: CheckResult?, of result: GradeResult) -> HTML {
    guard let check, result.isGraded else { return .text("–") }
    let standing = GradePage.standing(of: check)
    let sign = ["pass", "partly"].contains(standing.kind) ? "" : " \(standing.sign)"
    let text =
      standing.kind == "skipped" ? standing.sign : ReportText.points(check.points) + sign
    return .element(
      "span", ["class": standing.kind, "title": standing.word], .text(text))
  }

  private func remarkCount(_ place: Int) -> HTML {
    let count = book.remarks(on: place).count
    return count == 0 ? .text("") : .element("a", ["href": "#remark-\(place)"], .text("\(count)"))
  }
}
