import Assignments

/// Results as gradings leave them, and as nobody would wish them.
enum SampleResults {
  /// What a program can make a message of, each a piece that some reader trips over.
  static let hostile =
    "]]> <![CDATA[ </script><script>window.hostile = 1</script> \u{0} \u{1b}[2J\u{1b}]0;x\u{7} \u{8}"
    + "\u{202e}txt.exe \u{2066}\u{200f} \u{feff}\u{fffe}\u{ffff} \u{85}\u{2028} =cmd|'/c calc'!A0 "
    // Half of a pair of UTF-16, as a program's bytes can have it.
    + String(decoding: [0xED, 0xA0, 0x80, 0xFF], as: UTF8.self)
    + " &amp; \"quoted\" 'single' ${HOME} `rm -rf` ![x](http://x) **bold** | a | <img src=x onerror=y>\r\n"
    + "second line\tafter a tab \\u0000 {{7*7}} %s %n"

  static let long = String(repeating: "printed again and again, ", count: 1000)

  static let source = GradeResult.Source(
    name: "rates", title: "A rate for each", version: 3,
    hash: String(repeating: "0123456789abcdef", count: 4))

  static func empty(_ student: String = "ada") -> GradeResult {
    GradeResult(assignment: source, student: student, variant: .max, program: "0.1.0 (abc)")
  }

  static func check(
    _ id: String, _ points: Double, of most: Double, _ status: CheckResult.Status,
    _ change: (inout CheckResult) -> Void = { _ in }
  ) -> CheckResult {
    var check = CheckResult(id: id, task: String(id.prefix { $0 != "." }), most: most)
    check.points = points
    check.status = status
    check.number = "1.\(id.utf8.count)"
    check.title = "what \(id) checks"
    change(&check)
    return check
  }

  static var right: GradeResult {
    var result = empty()
    result.name = "Ada Lovelace"
    result.section = "2"
    result.tasks = [.init(id: "adam", title: "Adam"), .init(id: "born", title: "A question")]
    result.isGraded = true
    result.finishedAt = "2026-11-30T09:00:00Z"
    result.submissionHash = String(repeating: "ab", count: 32)
    result.protection = ["rlimit", "subreaper", "landlock 7"]
    result.seconds = 5.4321
    result.rankings = [.init(name: "steps", value: 27, smallerIsBetter: true)]
    result.checks = [
      check("adam.runs", 1, of: 1, .pass), check("adam.rule", 5, of: 5, .pass),
      check("adam.memory", 0, of: 2, .skipped), check("born.answer", 2, of: 2, .pass),
    ]
    return result
  }

  static var partly: GradeResult {
    var result = right
    result.checks[1] = check("adam.rule", 2, of: 5, .fail) {
      $0.mistake = "adam.no-correction"
      $0.message = "Your path parts from Adam's at step 1."
      $0.hint = "How large is m after one step?"
      ($0.expected, $0.actual) = (0.31, -0.62)
      ($0.difference, $0.tolerance) = (2, 1e-9)
      $0.figures = ["adam-paths.png", "adam-paths.txt", "../secret.png"]
    }
    result.checks.append(
      check("born.secret", 1, of: 4, .fail) {
        $0.visibility = .hidden
        $0.message = "The hidden seed says otherwise."
        $0.mistake = "born.guessed"
      })
    result.checks.append(
      check("essay.prose", 0, of: 10, .skipped) { $0.isByHand = true })
    result.remarks = ["handed in under version 2 of the assignment"]
    result.remarksForTeacher = ["its files are older than the assignment"]
    return result
  }

  static var halves: GradeResult {
    var result = right
    result.checks[1].points = 2.5
    result.checks[3].points = 1 / 3
    result.checks[3].status = .fail
    return result
  }

  static var notGraded: GradeResult {
    var result = empty()
    result.checks = right.checks.map { check in
      var check = CheckResult(id: check.id, task: check.task, most: check.most)
      check.title = "to be checked"
      return check
    }
    return result
  }

  static var unreadable: GradeResult {
    var result = empty("no zip")
    result.isGraded = true
    result.formatErrors = ["the file is no zip archive: \(hostile)"]
    return result
  }

  static var absent: GradeResult {
    var result = notGraded
    result.student = "fay"
    result.isHandedIn = false
    return result
  }

  static var hostileResult: GradeResult {
    var result = right
    result.student = hostile
    result.name = hostile
    result.section = "=1+1"
    result.assignment.title = hostile
    result.assignment.name = " "
    result.tasks = [.init(id: "adam", title: hostile)]
    result.remarks = [hostile]
    result.namesMistakes = true
    result.seconds = .infinity
    result.protection = [hostile]
    result.rankings = [.init(name: hostile, value: .nan, smallerIsBetter: false)]
    result.finishedAt = nil
    for place in result.checks.indices {
      result.checks[place].message = hostile + (place == 1 ? long : "")
      result.checks[place].title = place == 0 ? "" : hostile
      result.checks[place].hint = hostile
      result.checks[place].mistake = hostile
      result.checks[place].status = place == 3 ? .skipped : .error
      result.checks[place].expected = .infinity
      result.checks[place].actual = .nan
      result.checks[place].difference = -.infinity
      result.checks[place].figures = [hostile, "/etc/passwd", ".hidden.png"]
    }
    return result
  }

  static var many: GradeResult {
    var result = right
    for place in 0..<1200 {
      result.checks.append(
        check("table.row-\(place)", 0, of: 1, place % 2 == 0 ? .fail : .timeout) {
          $0.message = String(repeating: "x", count: 900)
        })
    }
    return result
  }

  /// All but the one that is large.
  static var small: [(name: String, result: GradeResult)] { all.filter { $0.name != "many" } }

  static var all: [(name: String, result: GradeResult)] {
    [
      ("right", right), ("partly", partly), ("halves", halves), ("empty", empty()),
      ("not-graded", notGraded), ("absent", absent), ("unreadable", unreadable),
      ("hostile", hostileResult),
      ("many", many),
    ]
  }
}
