internal import ExperimentReport
internal import ExperimentRunner

/// What the pages of a grading share.
enum GradePage {
  static func text(title: String, description: String, body: HTML) -> String {
    WebPage(
      title: ReportText.line(title), description: description,
      body: .element("a", ["class": "skip", "href": "#main"], .text("To the content")) + body
        + footer,
      style: String(decoding: PackageResources.grades_css, as: UTF8.self),
      script: String(decoding: PackageResources.grades_js, as: UTF8.self)
    ).text
  }

  private static let footer = HTML.element(
    "footer",
    .text(
      "Written by optlab \(Version.number). This page needs no network and sends nothing."))

  static func links(_ sections: [(id: String, title: HTML)]) -> HTML {
    .element(
      "nav", ["aria-label": "Contents"],
      .element(
        "ul",
        sections.map { id, title in
          .element("li", .element("a", ["href": "#\(id)"], title))
        }))
  }

  static func warning(_ text: String) -> HTML {
    .element("p", ["class": "warning", "dir": "auto"], .text(text))
  }

  /// "2 of 5".
  static func points(_ value: Double, of most: Double) -> String {
    "\(ReportText.points(value)) of \(ReportText.points(most))"
  }

  /// A bar that is full as far as a share of 1; said in words beside it.
  static func bar(_ share: Double, kind: String) -> HTML {
    let part = min(max(share, 0), 1) * 100
    return .element(
      "svg",
      [
        "class": kind, "viewBox": "0 0 100 10", "preserveAspectRatio": "none",
        "aria-hidden": "true",
      ],
      .element("rect", ["class": "track", "width": "100", "height": "10"]),
      .element("rect", ["class": "part", "width": ReportText.points(part), "height": "10"]))
  }

  /// How a check stands: the name of its colour, and a sign and a word that need none.
  static func standing(of check: CheckResult) -> (kind: String, sign: String, word: String) {
    switch check.status {
    case .pass: ("pass", "✓", "passed")
    case .fail where check.points > 0: ("partly", "◐", "partly")
    case .fail: ("fail", "✗", "not passed")
    case .error: ("error", "!", "error")
    case .timeout: ("timeout", "◷", "out of time")
    case .skipped where check.isByHand: ("skipped", "…", "to be graded by the teacher")
    case .skipped: ("skipped", "–", "not checked")
    }
  }
}

extension HTML {
  /// A text from outside in one line, in which nothing turns the direction of writing.
  static func line(_ text: String) -> HTML { .name(ReportText.line(text)) }
}
