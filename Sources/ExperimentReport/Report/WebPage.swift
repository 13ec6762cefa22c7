internal import ExperimentRunner
internal import FoundationEssentials
internal import OptimizerLab

/// A page that needs no other file and no network: one style and one script, both in it, and a policy that
/// lets nothing else run or be loaded.
package struct WebPage {
  package var title: String
  package var description: String
  package var body: HTML
  /// What is added to the report's style.
  package var style: String
  /// What runs before what every page does.
  package var script: String

  package init(title: String, description: String, body: HTML, style: String, script: String) {
    self.title = title
    self.description = description
    self.body = body
    self.style = style
    self.script = script
  }

  package var text: String {
    let head = HTML.element(
      "head",
      .element("meta", ["charset": "utf-8"]),
      .element("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
      .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .element("meta", ["name": "description", "content": description]),
      .element("meta", ["name": "referrer", "content": "no-referrer"]),
      .element("title", .text(title)),
      .trusted("<style>\(wholeStyle)</style>"))
    let page = HTML.element(
      "html", ["lang": "en"], head,
      .element("body", body, .trusted("<script>\(wholeScript)</script>")))
    return "<!DOCTYPE html>\n" + page.source + "\n"
  }

  /// Only this style, only this script, and pictures that are in the page.
  private var policy: String {
    "default-src 'none'; style-src '\(Self.hash(wholeStyle))'; script-src '\(Self.hash(wholeScript))'; "
      + "img-src data:; base-uri 'none'; form-action 'none'"
  }

  private static func hash(_ text: String) -> String {
    "sha256-" + Data(SHA256.digest(of: Array(text.utf8))).base64EncodedString()
  }

  private var wholeStyle: String { Self.reportStyle + style }

  private var wholeScript: String { script + Self.pageScript }

  private static let pageScript = String(decoding: PackageResources.page_js, as: UTF8.self)
  private static let reportStyle = String(decoding: PackageResources.report_css, as: UTF8.self)
}
