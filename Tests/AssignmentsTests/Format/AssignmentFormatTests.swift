import Assignments
import SpecLanguage
import Testing

/// A good assignment with a task of each kind.
let goodAssignment = #"""
  {
    "assignment": 1, "name": "units", "version": 3, "title": "Units", "points": 20,
    "variant": {"seeds": 3, "numbers": {"high": [16, 25]}},
    "tasks": [
      {"id": "adam", "kind": "implement", "rule": "adam", "file": "adam.py",
       "command": ["python3", "adam.py"], "points": {"rule": 4}},
      {"id": "kill", "kind": "spec", "file": "kill.json", "base": "base.json",
       "may_change": ["optimizers[0]"],
       "goals": [
         {"id": "trains", "points": 1, "every": "status", "is": "finished"},
         {"id": "dead", "points": 3, "median": "dead_fraction", "at_least": 0.5, "partial": [[0.4, 2]]}]},
      {"id": "cure", "kind": "spec", "file": "cure.json", "base": "kill", "needs": ["kill.dead"],
       "may_change": ["problems[0].model[*]"], "must_keep": ["problems[0].model[#]"],
       "goals": [{"id": "learns", "points": 2, "median": "eval_loss", "at_most": 0.1}]},
      {"id": "rate", "kind": "answer", "question": "Up to {high}?", "points": 2, "relative": 0.03,
       "value": {"by": "high", "values": [0.125, 0.08]}, "near": [{"value": 0.04, "hint": "Twice."}]},
      {"id": "who", "kind": "predict", "type": "choice", "choices": ["yes", "no", "cannot be told"],
       "question": "Lower?", "judge": {"difference": ["cure", "kill"]}, "points": 2},
      {"id": "essay", "kind": "manual", "question": "Why?", "points": 1}
    ]
  }
  """#

@Suite("An assignment's file") struct AssignmentFormatTests {
  struct Slip: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var old: String
    var new: String
    var messages: [String]

    init(_ testDescription: String, _ old: String, _ new: String, _ messages: String...) {
      self.testDescription = testDescription
      (self.old, self.new, self.messages) = (old, new, messages)
    }
  }

  static let slips: [Slip] = [
    Slip(
      "an unknown kind", #""kind": "manual""#, #""kind": "manaul""#,
      #"tasks[5].kind: "manaul" is unknown; did you mean "manual"? Known here: implement, spec, answer, predict, manual"#
    ),
    Slip(
      "an unknown need", #""needs": ["kill.dead"]"#, #""needs": ["kill.dad"]"#,
      #"tasks[2].needs[0]: "kill.dad" is unknown; did you mean "kill.dead"? Known here: adam"#),
    Slip(
      "a cycle", #""id": "dead", "points": 3"#, #""id": "dead", "points": 3, "needs": ["cure"]"#,
      "tasks[1]: waits for itself: kill.dead needs cure.learns needs kill.dead",
      "tasks[2]: waits for itself"),
    Slip(
      "a cycle of one", #""id": "learns", "points": 2"#,
      #""id": "learns", "points": 2, "needs": ["learns"]"#,
      "tasks[2]: waits for itself: cure.learns needs cure.learns"),
    Slip(
      "a base that is no task before it", #""base": "kill""#, #""base": "kil""#,
      #"tasks[2].base: is no file that ends in .json, and no spec task before this one; did you mean "kill"?"#
    ),
    Slip(
      "a sum of points", #""points": 20"#, #""points": 21"#,
      "points: the tasks have 20 points in all"),
    Slip(
      "a column that no table has", "dead_fraction", "dead_fractoin",
      #"tasks[1].goals[1].median: there is no such column: "dead_fractoin" is unknown; did you mean "dead_fraction"?"#
    ),
    Slip(
      "a clock", "dead_fraction", "seconds",
      "tasks[1].goals[1].median: is a clock's, and differs from machine to machine"),
    Slip(
      "two measures", #""median": "eval_loss""#, #""median": "eval_loss", "every": "loss""#,
      "tasks[2].goals[0].every: every and median exclude each other"),
    Slip(
      "no measure", #""median": "eval_loss", "#, "",
      "tasks[2].goals[0]: says nothing to measure: one of median, every, share, steps_to"),
    Slip(
      "two limits", #""at_most": 0.1"#, #""at_most": 0.1, "at_least": 0"#,
      "tasks[2].goals[0].at_most: at_most and at_least exclude each other"),
    Slip("no limit", #", "at_most": 0.1"#, "", "tasks[2].goals[0]: says no limit"),
    Slip(
      "a status with a limit", #""is": "finished""#, #""at_least": 1"#,
      "tasks[1].goals[0].at_least: a status is compared with `is`"),
    Slip(
      "an unknown status", #""is": "finished""#, #""is": "finishd""#,
      #"tasks[1].goals[0].is: "finishd" is unknown; did you mean "finished"?"#),
    Slip(
      "a weaker limit that is stronger", "[[0.4, 2]]", "[[0.6, 2]]",
      "tasks[1].goals[1].partial[0][0]: is no weaker limit than at_least"),
    Slip(
      "part of the points that is all", "[[0.4, 2]]", "[[0.4, 3]]",
      "tasks[1].goals[1].partial[0][1]: gives from 0 to less than the goal's points"),
    Slip(
      "no place in specs", #""optimizers[0]""#, #""optimizers[x]""#,
      #"tasks[1].may_change[0]: "optimizers[x]" is no place in specs"#),
    Slip(
      "two tasks of one id", #""id": "who""#, #""id": "rate""#,
      "tasks[4].id: the same id as tasks[3]; each may come once"),
    Slip(
      "a file elsewhere", #""file": "kill.json""#, #""file": "../kill.json""#,
      "tasks[1].file: is a file's path inside the folder"),
    Slip(
      "an unknown check", #""points": {"rule": 4}"#, #""points": {"rul": 4, "rule": 4}"#,
      #"tasks[0].points.rul: "rul" is unknown; did you mean "rule"?"#),
    Slip(
      "an unknown convention", #""rule": "adam","#, #""rule": "adam", "convention": "tf","#,
      #"tasks[0].convention: adam has no convention "tf""#),
    Slip(
      "an unknown mistake", #""points": {"rule": 4}"#,
      #""points": {"rule": 4}, "accept": {"adam.nothing": 3}"#,
      #"tasks[0].accept["adam.nothing"]: no known mistake is called "adam.nothing""#),
    Slip(
      "an unknown number", #""by": "high""#, #""by": "hihg""#,
      #"tasks[3].value.by: "hihg" is unknown; did you mean "high"?"#),
    Slip(
      "too few values", "[0.125, 0.08]", "[0.125]",
      #"tasks[3].value.values: has 1 values, and "high" may be 2"#),
    Slip(
      "a choice of two for three outcomes", #"["yes", "no", "cannot be told"]"#, #"["yes", "no"]"#,
      "tasks[4].judge: which of two is lower is a choice of three"),
    Slip(
      "an unknown task to judge by", #"["cure", "kill"]"#, #"["cure", "kil"]"#,
      #"tasks[4].judge.difference[1]: "kil" is unknown; did you mean "kill"?"#),
    Slip(
      "an answer without a value",
      #"""
      "value": {"by": "high", "values": [0.125, 0.08]},
      """#, "", "tasks[3]: says neither value nor from"),
    Slip(
      "several at once", #""version": 3, "title": "Units""#, #""version": 0, "titel": "Units""#,
      "version: 0 is outside 1 ... 1000000", "title: missing; expected a text",
      #"titel: unknown field; did you mean "title"?"#),
  ]

  private func messages(_ text: String) -> [String] {
    Reading<Assignment>(SpecSource(name: "assignment.json", text: text)).diagnostics.map {
      "\($0.path.isEmpty ? "" : "\($0.path): ")\($0.message)"
    }
  }

  @Test("that is good is read, and says the same when it is written and read again")
  func good() throws {
    #expect(messages(goodAssignment).isEmpty)
    let reading = Reading<Assignment>(SpecSource(name: "a", text: goodAssignment))
    let again = Reading<Assignment>(
      SpecSource(name: "a", text: JSONText.pretty(reading.resolved)))
    #expect(again.diagnostics.isEmpty)
    #expect(JSONText.canonical(again.resolved) == JSONText.canonical(reading.resolved))
    #expect(reading.value.mostPoints == 20)
    #expect(
      reading.value.needs(of: "cure.learns") == ["kill.dead"]
        && reading.value.needs(of: "kill.dead").isEmpty)
  }

  @Test("is told every mistake with its place", arguments: slips)
  func mistakes(slip: Slip) throws {
    let text = goodAssignment.replacing(
      slip.old, with: slip.new, maxReplacements: 1)
    try #require(text != goodAssignment)
    let found = messages(text)
    #expect(found.count == slip.messages.count, "\(found)")
    for message in slip.messages {
      #expect(found.contains { $0.hasPrefix(message) }, "\(found)")
    }
  }

  @Test("has nothing of the answers in what students get")
  func withoutAnswers() throws {
    let own = Reading<Assignment>(SpecSource(name: "a", text: goodAssignment)).value
    let text = JSONText.pretty(Fields.writing(own.withoutAnswers))
    for secret in ["0.08", "Twice.", "difference"] { #expect(!text.contains(secret)) }
    #expect(messages(text).isEmpty)
  }
}
