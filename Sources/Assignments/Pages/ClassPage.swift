internal import ExperimentAnalysis
internal import ExperimentReport
package import ExperimentRunner
internal import LabCommands

/// `class.html`, for the teacher: how the class did, which checks and which mistakes cost it points, and
/// who.
package struct ClassPage {
  package static let fileName = "class.html"

  let facts: ClassFacts

  package init(_ book: Gradebook) { facts = ClassFacts(book) }

  package func write(to folder: String) throws(OutputError) {
    try OutputFile.write(text, to: "\(folder)/\(Self.fileName)")
  }

  var book: Gradebook { facts.book }

  package var text: String {
    let title = book.assignment?.title ?? "No submissions"
    return GradePage.text(
      title: "\(title) · the class", description: "\(book.results.count) submissions",
      body: head(title)
        + .element(
          "main", ["id": "main"], distribution, checks, mistakes, students, remarks, origin))
  }

  // MARK: Head

  private func head(_ title: String) -> HTML {
    let sections: [(id: String, title: HTML)] = [
      ("distribution", .text("Distribution")), ("checks", .text("Checks")),
      ("mistakes", .text("Mistakes")), ("students", .text("Students")),
      ("remarks", .text("Remarks")), ("origin", .text("How it was graded")),
    ]
    return .element(
      "header", .element("h1", .line(title)),
      .element("p", ["class": "question"], .text(counts)),
      .element(
        "p", ["class": "facts"],
        .text(
          "For the teacher: this page names students, mistakes and hidden checks. Spreadsheets: "),
        GradebookWriters.all.map { writer in
          .element("a", ["href": writer.fileName], .text(writer.fileName))
        }.joined(.text(", ")), .text(".")),
      GradePage.links(sections))
  }

  /// "30 submissions: 27 graded, 2 not readable, 1 not graded yet".
  private var counts: String {
    let states = ["graded", "not readable", "not graded yet", "not handed in"].compactMap { state in
      let count = book.results.count { $0.state == state }
      return count > 0 ? "\(count) \(state)" : nil
    }
    let count = book.results.count
    return "\(count) student\(count == 1 ? "" : "s")"
      + (states.isEmpty ? "" : ": " + states.joined(separator: ", "))
  }

  // MARK: Points

  private var distribution: HTML {
    .element(
      "section", ["id": "distribution"], .element("h2", .text("Distribution")),
      .element("p", .text(sentences.joined(separator: " "))),
      PointsHistogram(bins: facts.bins, median: facts.median).html)
  }

  private var sentences: [String] {
    guard let median = facts.median else { return ["Nothing is graded yet."] }
    let full = facts.graded.count { book.results[$0].isFull }
    let most = book.most
    var sentences = [
      "The median is \(GradePage.points(median, of: most)) points"
        + (facts.quartiles.map {
          "; a quarter of the class has less than \(ReportText.points($0.low)), and a quarter more than \(ReportText.points($0.high))"
        } ?? "") + ".",
      "\(full) of \(facts.graded.count) \(full == 1 ? "has" : "have") all points.",
    ]
    let awaited = book.results.count { !$0.awaited.isEmpty }
    if awaited > 0 {
      sentences.append(
        "Of \(awaited) student\(awaited == 1 ? "" : "s") some points are still to be given by hand."
      )
    }
    return sentences
  }

  // MARK: Checks and mistakes

  private var checks: HTML {
    let graded = facts.graded.count
    let rows = facts.checks.map { fact -> [HTML] in
      let check = fact.check
      let tried = fact.passed.count + fact.failed.count
      let share = tried > 0 ? Double(fact.passed.count) / Double(tried) : 0
      return [
        .text(check.number.isEmpty ? "–" : check.number), .line(check.id), .line(check.title),
        .text(check.visibility == .hidden ? "hidden" : ""),
        .text(ReportText.points(check.most)),
        .text(ReportText.points((fact.mean * 100).rounded() / 100)),
        GradePage.bar(share, kind: "share") + .text("\(fact.passed.count) of \(tried)"),
        .text("\(fact.skipped)"), names(fact.failed),
      ]
    }
    return .element(
      "section", ["id": "checks"], .element("h2", .text("Checks")),
      rows.isEmpty
        ? .element("p", .text("There is none."))
        : sortable(
          "checks",
          HTML.table(
            caption: .text("Of the \(graded) submission\(graded == 1 ? "" : "s") that are graded"),
            label: "Checks",
            columns: [
              ("no.", false), ("check", false), ("what", false), ("shown", false), ("points", true),
              ("mean", true), ("passed", false), ("not tried", true), ("not passed by", true),
            ], rows: rows)))
  }

  private var mistakes: HTML {
    let rows = facts.mistakes.map { mistake -> [HTML] in
      [
        .line(mistake.id), names(mistake.students),
        mistake.hint.map {
          .element(
            "span", ["dir": "auto"], .text(ReportText.cleaned(ReportText.shortened($0, to: 400))))
        } ?? .text("–"),
      ]
    }
    return .element(
      "section", ["id": "mistakes"], .element("h2", .text("Mistakes")),
      rows.isEmpty
        ? .element("p", .text("No known mistake was found."))
        : sortable(
          "mistakes",
          HTML.table(
            caption: .text("Known mistakes, and the hint that the students read"),
            label: "Mistakes",
            columns: [("mistake", false), ("made by", true), ("hint", false)], rows: rows)))
  }

  /// How many, and, unfolded, who.
  private func names(_ places: [Int]) -> HTML {
    guard !places.isEmpty else { return .text("0") }
    return .element(
      "details", ["data-print": "yes"], .element("summary", .text("\(places.count)")),
      places.map(link).joined(.text(", ")))
  }

  func sortable(_ kind: String, _ table: HTML) -> HTML {
    .element("div", ["class": "sortable \(kind)"], table)
  }

  /// A student, with a way to the student's page.
  func link(_ place: Int) -> HTML {
    let name = HTML.line(book.results[place].student)
    guard let folder = book.entries[place].folder else { return name }
    return .element("a", ["href": "\(Self.address(folder))/\(StudentPage.fileName)"], name)
  }

  /// A folder's name in an address: `.` before it, so that nothing in it is taken for a protocol.
  static func address(_ name: String) -> String {
    let hex = Array("0123456789ABCDEF")
    return name.utf8.reduce(into: "./") { result, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "%\(hex[Int(byte >> 4)])\(hex[Int(byte & 15)])"
      }
    }
  }

  // MARK: Remarks and origin

  private var remarks: HTML {
    let rows = book.results.indices.compactMap { place -> HTML? in
      let remarks = book.remarks(on: place)
      guard !remarks.isEmpty else { return nil }
      return .element(
        "dt", ["id": "remark-\(place)"], link(place))
        + .element(
          "dd", ["dir": "auto"],
          .text(
            remarks.map { ReportText.line(ReportText.shortened($0, to: 600)) }
              .joined(separator: "; ")))
    }
    return .element(
      "section", ["id": "remarks"], .element("h2", .text("Remarks")),
      rows.isEmpty ? .element("p", .text("There is none.")) : .element("dl", rows))
  }

  private var origin: HTML {
    let seconds = book.results.map(\.seconds)
    let longest = seconds.indices.max { seconds[$0] < seconds[$1] }
    var facts: [(String, HTML)] = []
    if let assignment = book.assignment {
      facts.append(("Assignment", .line("\(assignment.name), version \(assignment.version)")))
      facts.append(("Its fingerprint", .text(String(assignment.hash.prefix(16)))))
    }
    if let longest, seconds[longest] > 0 {
      facts.append(
        (
          "Time",
          .text(
            "\(DurationText.text(seconds.reduce(0, +))) in all, \(Wording.duration(Median.of(seconds) ?? 0)) "
              + "the median, \(Wording.duration(seconds[longest])) the longest: ") + link(longest)
        ))
    }
    let protections = Set(book.results.map { $0.protection.joined(separator: ", ") }).sorted()
    facts.append(
      ("Programs ran within", .line(protections.filter { !$0.isEmpty }.joined(separator: "; or "))))
    facts.append(
      ("By optlab", .line(Set(book.results.map(\.program)).sorted().joined(separator: "; "))))
    return .element(
      "section", ["id": "origin"], .element("h2", .text("How it was graded")),
      .element("dl", facts.map { .element("dt", .text($0.0)) + .element("dd", $0.1) }))
  }
}
