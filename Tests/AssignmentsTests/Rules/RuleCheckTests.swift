import Assignments
import KnownMistakes
import SpecLanguage
import Testing

@Suite("What is said of a rule") struct RuleCheckTests {
  private static let points = ["runs": 1.0, "rule": 5, "memory": 2, "float32": 1, "manners": 1]

  private func check(
    _ rule: String, _ convention: String? = nil, accept: [String: Double] = [:],
    level: HintLevel = .hint
  ) throws -> RuleCheck {
    try RuleCheck(
      rule: rule, convention: convention, points: Self.points, accept: accept, level: level)
  }

  private func source(
    _ name: String, convention: String? = nil, _ fault: FormSource.Fault = .none
  ) throws -> FormSource {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let chosen = try #require(ChosenRule(parts[0], convention: convention))
    let form = try #require(chosen.rule.forms.first { $0.id == parts[1] }, "\(name)")
    return FormSource(form: form, settings: chosen.settings, fault: fault)
  }

  private func results(
    _ check: RuleCheck, _ source: FormSource, variant: UInt64 = 7310
  ) -> [String: CheckResult] {
    let checks = check.outcome(of: source, task: "t", variant: variant).checks
    #expect(checks.map(\.id) == ["t.runs", "t.rule", "t.memory", "t.float32", "t.manners"])
    return Dictionary(uniqueKeysWithValues: checks.map { (String($0.id.dropFirst(2)), $0) })
  }

  @Test("the right rule has all points, under each convention, from three processes")
  func right() throws {
    for rule in KnownRule.all {
      for convention in rule.conventions {
        let check = try check(rule.name, convention.name)
        let source = try source("\(rule.name).\(convention.form)", convention: convention.name)
        let found = results(check, source)
        #expect(found.values.reduce(0) { $0 + $1.points } == 10, "\(rule.name) \(convention.name)")
        #expect(found.values.allSatisfy { $0.status == .pass && $0.mistake == nil })
        #expect(source.starts.value == 3)
      }
    }
  }

  @Test("a rule with one known mistake has three points, its name and its hint")
  func mistakes() throws {
    for rule in KnownRule.all {
      for convention in rule.conventions {
        let chosen = try #require(ChosenRule(rule.name, convention: convention.name))
        let check = try check(rule.name, convention.name)
        for form in chosen.mistakes {
          let found = results(check, FormSource(form: form, settings: chosen.settings))
          let place = "\(form) under \(convention.name)"
          #expect(found["rule"]?.mistake == form.name, "\(place)")
          #expect(found["rule"]?.hint == form.hint)
          #expect(found.values.reduce(0) { $0 + $1.points } == 3, "\(place)")
          #expect(
            found["memory"]?.status == .skipped && found["memory"]?.mistake == nil, "\(place)")
        }
      }
    }
  }

  @Test("two mistakes at once are called none that is known, with step, parameter and numbers")
  func unknown() throws {
    // As for another rule: no mistake of Adam.
    let adagrad = try source("adagrad.torch")
    var source = try source("adam.torch")
    source = FormSource(form: adagrad.form, settings: source.settings)
    let rule = try #require(results(try check("adam"), source)["rule"])
    #expect(rule.mistake == nil && rule.status == .fail)
    // Both first steps are lr·sign(g) but for ε.
    #expect(rule.points == 1)
    #expect(
      rule.message.hasPrefix("Right up to step 1; then it parts from adam at step 2, in theta["))
    #expect(rule.message.hasSuffix("it is two at once, or one that is not known here."))
    #expect(rule.expected != nil && rule.actual != nil && rule.expected != rule.actual)
    #expect(rule.hint?.isEmpty == false)
    // The first step is wrong too.
    let delta = try self.source("adadelta.torch")
    let other = FormSource(form: delta.form, settings: adagrad.settings)
    #expect(results(try check("adagrad"), other)["rule"]?.points == 0)
  }

  @Test("what returns theta as it came has the point for running, and no other")
  func starter() throws {
    let found = results(try check("adam"), try source("adam.torch", .staysPut))
    #expect(found.values.reduce(0) { $0 + $1.points } == 1)
    #expect(found["rule"]?.message == "theta never moves: rule.py returns it as it came.")
  }

  /// The check, what is found, and all points.
  private static let faults: [(FormSource.Fault, check: String, mistake: String?, points: Double)] =
    [
      (.sharedState, "memory", "shared-state", 8), (.lostState, "memory", "lost-state", 8),
      (.alias, "memory", "alias", 8), (.changesGradient, "manners", "gradient-changed", 9),
      (.changesType, "manners", "dtype", 9), (.rough, "float32", nil, 9),
    ]

  @Test("a mistake in a program's structure is named, and costs what it concerns")
  func structure() throws {
    for (fault, check, mistake, points) in Self.faults {
      let source = try source("momentum.torch", fault)
      let found = results(try self.check("momentum"), source)
      #expect(found[check]?.mistake == mistake, "\(fault)")
      #expect(found[check]?.status == .fail && found[check]?.points == 0, "\(fault)")
      #expect(found.values.reduce(0) { $0 + $1.points } == points, "\(fault)")
      #expect(found["rule"]?.status == .pass)
      #expect(source.starts.value <= 6)
    }
    let coupled = results(try check("momentum"), try source("momentum.torch", .coupled))
    #expect(coupled["memory"]?.mistake == "coupled-parameters")
    #expect(coupled["rule"]?.status == .fail && coupled["rule"]?.mistake == nil)
  }

  @Test("a rule that fails is told where, and is asked for nothing more")
  func failures() throws {
    let failure = RuleFailure(
      "returned None: is a `return` missing?", mistake: StructuralMistake.none)
    let source = try source("gd.torch", .fails(failure, step: 3))
    let found = results(try check("gd"), source)
    #expect(found["runs"]?.message == "At step 3, rule.py returned None: is a `return` missing?")
    #expect(found["runs"]?.mistake == "none" && found["runs"]?.status == .error)
    #expect(found["runs"]?.hint == StructuralMistake.none.hint)
    for id in ["rule", "memory", "float32", "manners"] {
      #expect(found[id]?.status == .skipped && found[id]?.points == 0)
    }
    #expect(source.starts.value == 1)
    var late = RuleFailure("took longer than 2 s for one step")
    late.isTimeout = true
    let slow = results(try check("gd"), try self.source("gd.torch", .fails(late, step: 1)))
    #expect(slow["runs"]?.status == .timeout)
  }

  @Test("NaN is told with step and parameter, and named where a known mistake makes it")
  func notFinite() throws {
    let rule = try #require(results(try check("adam"), try source("adam.no-eps"))["rule"])
    #expect(rule.mistake == "adam.no-eps")
    #expect(rule.message.contains("at step 1, in theta[11]"))
    #expect(rule.message.hasSuffix("NaN came."))
  }

  private static let own: [(rule: String, settings: String)] = [
    ("gd", #""weight_decay": 0.3"#), ("momentum", #""momentum": 0.8"#),
    ("nesterov", #""momentum": 0.8, "form": "lookahead""#), ("adagrad", #""eps": 0.01"#),
    ("adadelta", #""rho": 0.8, "eps": 0.01"#), ("adam", #""betas": [0.8, 0.9], "eps": 0.01"#),
  ]

  @Test("the lab's own optimizers pass every check of their rules")
  func ownOptimizers() throws {
    for (rule, settings) in Self.own {
      let node = try JSONParser.parse(Array(#"{"kind": "\#(rule)", \#(settings)}"#.utf8))
      let checks = try check(rule).outcome(
        of: OptimizerSource(asItIs: node), task: "t", variant: 7310
      ).checks
      for check in checks {
        #expect(check.status == .pass, "\(rule): \(check.id), \(check.message)")
      }
    }
  }

  @Test("an optimizer of the lab's is no rule that is handed in")
  func ownKinds() throws {
    let node = try JSONParser.parse(Array(#"{"kind": "adam"}"#.utf8))
    let checks = try check("adam").outcome(of: OptimizerSource(node), task: "t", variant: 1).checks
    #expect(checks.allSatisfy { $0.points == 0 })
    #expect(
      checks[0].message
        == #"the rule is no object of the kind "rule", which has equations under "update"."#)
  }

  @Test("levels tell a hint, the name too, or where alone")
  func levels() throws {
    let source = try source("adam.no-correction")
    let hint = try #require(results(try check("adam"), source)["rule"])
    let name = try #require(results(try check("adam", level: .name), source)["rule"])
    let place = try #require(results(try check("adam", level: .where), source)["rule"])
    #expect(hint.hint != nil && !hint.message.contains("no-correction"))
    #expect(
      name.hint == hint.hint
        && name.message == hint.message + " It is the path of adam.no-correction.")
    #expect(place.hint == nil && place.message == hint.message)
    // For the teacher, all the same.
    #expect(place.mistake == "adam.no-correction")
  }

  @Test("another form may be accepted, for all points or some")
  func accepted() throws {
    let source = try source("momentum.lr-inside")
    let all = results(try check("momentum", accept: ["momentum.lr-inside": 5]), source)
    #expect(all.values.reduce(0) { $0 + $1.points } == 10)
    #expect(all["rule"]?.status == .pass)
    let some = results(try check("momentum", accept: ["momentum.lr-inside": 4]), source)
    #expect(some.values.reduce(0) { $0 + $1.points } == 5)
    // Its own convention makes the other form the mistake.
    let torch = results(try check("momentum", "polyak"), try self.source("momentum.torch"))
    #expect(torch["rule"]?.mistake == "momentum.torch")
  }

  @Test("what an assignment asks for and nobody knows is refused with what there is")
  func refusals() {
    let cases: [(String, String?, [String: Double], String)] = [
      (
        "adm", nil, [:],
        "no rule is called \"adm\": there are gd, momentum, nesterov, adagrad, adadelta, adam"
      ),
      ("gd", "polyak", [:], "gd has no convention \"polyak\": there are torch"),
    ]
    for (rule, convention, accept, sentence) in cases {
      let error = #expect(throws: RuleCheckError.self) {
        try RuleCheck(rule: rule, convention: convention, points: [:], accept: accept)
      }
      #expect(error?.sentence == sentence)
    }
    let error = #expect(throws: RuleCheckError.self) {
      try RuleCheck(rule: "gd", points: [:], accept: ["gd.torch": 1])
    }
    #expect(
      error?.sentence.hasPrefix("no known mistake is called \"gd.torch\": there are gd.climbs,")
        == true)
  }
}
