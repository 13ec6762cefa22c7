package import SpecLanguage

/// Why a file is no result: the place in it, and what is wrong there.
package struct ResultReadingError: Error, Equatable, CustomStringConvertible {
  /// As in `checks[3].points`; empty for the whole.
  package var place: String
  package var problem: String

  package var description: String { place.isEmpty ? problem : "\(place): \(problem)" }
}

extension GradeResult {
  /// The result that the bytes of a `result.json` hold, with points that a person changed in it.
  package init(reading bytes: [UInt8]) throws(ResultReadingError) {
    let node: JSONNode
    do throws(JSONSyntaxError) {
      node = try JSONParser.parse(bytes)
    } catch {
      throw ResultReadingError(
        place: "", problem: "byte \(error.offset): \(error.message)")
    }
    try self.init(reading: node)
  }

  package init(reading node: JSONNode, at place: String = "") throws(ResultReadingError) {
    let fields = try ResultFields(node, at: place)
    let form = try fields.whole("result")
    guard form == Self.form else {
      throw fields.wrong(
        "result", "this program reads results of form \(Self.form), and this is of \(form)")
    }
    self.init(
      assignment: Source(
        name: try fields.text("assignment"), title: try fields.text("title"),
        version: try fields.whole("version"), hash: try fields.text("assignment_sha256")),
      student: try fields.text("student"), variant: try fields.variant("variant"),
      program: try fields.text("optlab"))
    name = try fields.optionalText("name")
    section = try fields.optionalText("section")
    submissionHash = try fields.text("submission_sha256")
    protection = try fields.texts("protection")
    isHandedIn = try fields.flag("handed_in")
    isGraded = try fields.flag("graded")
    seconds = try fields.number("seconds")
    finishedAt = try fields.optionalText("finished_at")
    namesMistakes = try fields.flag("names_mistakes")
    formatErrors = try fields.texts("format_errors")
    remarks = try fields.texts("remarks")
    remarksForTeacher = try fields.texts("remarks_for_teacher")
    for ranking in try fields.objects("rankings") {
      rankings.append(
        Ranking(
          name: try ranking.text("name"), value: try ranking.number("value"),
          smallerIsBetter: try ranking.flag("smaller_is_better")))
    }
    for task in try fields.objects("tasks") {
      tasks.append(Task(id: try task.text("id"), title: try task.text("title")))
    }
    for check in try fields.objects("checks") { checks.append(try CheckResult(reading: check)) }
  }
}

extension CheckResult {
  fileprivate init(reading fields: ResultFields) throws(ResultReadingError) {
    self.init(
      id: try fields.text("id"), task: try fields.text("task"), most: try fields.number("max"))
    guard most.isFinite, most >= 0 else {
      throw fields.wrong("max", "points are numbers from 0 on")
    }
    number = try fields.text("number")
    title = try fields.text("title")
    points = try fields.number("points")
    guard points >= 0, points <= most else {
      throw fields.wrong(
        "points", "\(points) is outside 0 to \(most), which is the most that it can give")
    }
    status = try fields.choice("status")
    mistake = try fields.optionalText("mistake")
    message = try fields.text("message")
    hint = try fields.optionalText("hint")
    expected = try fields.optionalNumber("expected")
    actual = try fields.optionalNumber("actual")
    difference = try fields.optionalNumber("difference")
    tolerance = try fields.optionalNumber("tolerance")
    seconds = try fields.optionalNumber("seconds")
    visibility = try fields.choice("visibility")
    isByHand = try fields.flag("by_hand")
    figures = try fields.texts("figures")
  }
}
