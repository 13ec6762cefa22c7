internal import SpecLanguage

/// The page around a report's content.
struct ReportPage {
  var title: String
  var description: String
  var body: HTML
  /// What the script reads.
  var data: JSONNode
  var colors: PictureColors

  var text: String {
    WebPage(
      title: title, description: description,
      body: body + .data(JSONText.compact(data), id: "report-data"), style: style,
      script: Self.script
    ).text
  }

  private static let script = String(decoding: PackageResources.report_js, as: UTF8.self)

  private var style: String {
    ":root{\(colors.light)}\n"
      + "@media screen and (prefers-color-scheme: dark){:root{\(colors.dark)}}\n"
  }
}
