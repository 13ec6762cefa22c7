internal import ExperimentRunner
internal import Foundation
internal import OptimizerLab
internal import SpecLanguage

/// The page around a report's content: one style and one script, both in it, and a policy that lets
/// nothing else run or be loaded.
struct ReportPage {
  var title: String
  var description: String
  var body: HTML
  /// What the script reads.
  var data: JSONNode
  var colors: PictureColors

  var text: String {
    let head = HTML.element(
      "head",
      .element("meta", ["charset": "utf-8"]),
      .element("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
      .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .element("meta", ["name": "description", "content": description]),
      .element("meta", ["name": "referrer", "content": "no-referrer"]),
      .element("title", .text(title)),
      .trusted("<style>\(style)</style>"))
    let page = HTML.element(
      "html", ["lang": "en"], head,
      .element(
        "body", body, .data(JSONText.compact(data), id: "report-data"),
        .trusted("<script>\(Self.script)</script>")))
    return "<!DOCTYPE html>\n" + page.source + "\n"
  }

  /// Only this style, only this script, and pictures that are in the page.
  private var policy: String {
    "default-src 'none'; style-src '\(Self.hash(style))'; script-src '\(Self.hash(Self.script))'; "
      + "img-src data:; base-uri 'none'; form-action 'none'"
  }

  private static func hash(_ text: String) -> String {
    "sha256-" + Data(SHA256.digest(of: Array(text.utf8))).base64EncodedString()
  }

  private static let script = String(decoding: PackageResources.report_js, as: UTF8.self)
  private static let sampleGrid = String(decoding: PackageResources.report_css, as: UTF8.self)

  private var style: String {
    Self.sampleGrid + ":root{\(colors.light)}\n"
      + "@media screen and (prefers-color-scheme: dark){:root{\(colors.dark)}}\n"
  }
}
