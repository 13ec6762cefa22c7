internal import ExperimentRunner
internal import SpecLanguage

/// PrairieLearn's `results.json`: a score from 0 to 1, the checks as tests, figures as pictures inside.
///
/// What cannot be read costs no attempt (`gradable` is false), and neither does a grading that did not end.
/// The file keeps below a megabyte, whatever is in it.
package enum PrairieLearnReport: ResultWriter {
  package static let name = "prairielearn"
  package static let summary = "PrairieLearn's results.json, pictures inside"
  package static let fileName = "results.json"

  /// Of the whole file, and of a picture in it, in bytes.
  static let mostBytes = 1_000_000
  static let mostPictureBytes = 200_000

  package static func text(of result: GradeResult, in place: ReportPlace) -> String {
    let result = result.asStudentsSeeIt
    // Texts are cut until the file is small enough; in the end the checks themselves go.
    for limit in [4000, 1000, 200, 0] {
      let bare = text(of: result, limit: limit, pictures: [:])
      let room = mostBytes - bare.utf8.count
      guard room >= margin else { continue }
      let (pictures, left) = pictures(of: result, in: place, room: room)
      guard !pictures.isEmpty || left > 0 else { return bare }
      var shown = result
      if left > 0 {
        shown.remarks.append(
          "\(left) picture\(left == 1 ? " is" : "s are") too large to be shown here.")
      }
      return text(of: shown, limit: limit, pictures: pictures)
    }
    var short = result
    short.checks = []
    short.remarks = ["There are too many checks to show them here."]
    return text(of: short, limit: 200, pictures: [:], score: result.percent)
  }

  private static func text(
    of result: GradeResult, limit: Int, pictures: [Int: [JSONNode]], score: Double? = nil
  ) -> String {
    let isGradable = result.isGraded && result.formatErrors.isEmpty
    var members: [JSONNode.Member] = [.init("gradable", .bool(isGradable))]
    if isGradable {
      let percent = score ?? result.percent ?? 0
      members.append(.init("score", .number(min(max(percent / 100, 0), 1))))
    } else {
      let errors =
        result.formatErrors.isEmpty ? ReportText.remarks(on: result) : result.formatErrors
      members.append(
        .init(
          "format_errors",
          .array(
            errors.prefix(20).map { .string(ReportText.line(ReportText.shortened($0, to: 1000))) }))
      )
    }
    let remarks = ReportText.remarks(on: result).prefix(20).map {
      ReportText.shortened($0, to: 1000)
    }
    members += [
      .init("message", .string(remarks.joined(separator: "\n"))),
      .init(
        "tests",
        .array(
          result.checks.enumerated().map { test($1, limit: limit, pictures: pictures[$0] ?? []) })),
    ]
    return JSONText.compact(.object(members)) + "\n"
  }

  private static func test(_ check: CheckResult, limit: Int, pictures: [JSONNode]) -> JSONNode {
    let name = [check.number, check.title.isEmpty ? check.id : check.title]
      .filter { !$0.isEmpty }.joined(separator: " ")
    var members: [JSONNode.Member] = [
      .init("name", .string(ReportText.line(ReportText.shortened(name, to: 300)))),
      .init("points", .number(check.points)), .init("max_points", .number(check.most)),
    ]
    let paragraphs = limit > 0 ? ReportText.paragraphs(of: check, limit: limit) : []
    if !paragraphs.isEmpty {
      members.append(.init("message", .string(paragraphs.joined(separator: "\n"))))
    }
    if !pictures.isEmpty { members.append(.init("images", .array(pictures))) }
    return .object(members)
  }

  /// What the members of a picture's object take besides its name and address, and those of a remark.
  private static let margin = 150

  /// Pictures of the checks, by their places, as many as there is room for; and how many are left out.
  private static func pictures(
    of result: GradeResult, in place: ReportPlace, room: Int
  ) -> (pictures: [Int: [JSONNode]], left: Int) {
    var room = room - margin
    var pictures: [Int: [JSONNode]] = [:]
    var left = 0
    for (index, check) in result.checks.enumerated() {
      for figure in ResultFigure.pictures(of: check, in: place.folder, endings: ["png"]) {
        let label = ReportText.line(figure.name)
        let size = figure.url.utf8.count + label.utf8.count + margin
        guard figure.url.utf8.count <= mostPictureBytes, size <= room else {
          left += 1
          continue
        }
        room -= size
        pictures[index, default: []].append(
          .object([.init("label", .string(label)), .init("url", .string(figure.url))]))
      }
    }
    return (pictures, left)
  }
}
