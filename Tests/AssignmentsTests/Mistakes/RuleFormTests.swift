import Assignments
import KnownMistakes
import OptimizerLab
import TestSupport
import Testing

@Suite("Known mistakes") struct RuleFormTests {
  /// Spread over all that a variant can be.
  private static func variant(_ i: Int) -> UInt64 { UInt64(i) &* 0x9E37_79B9_7F4A_7C15 }

  /// Every rule under each of its conventions.
  static let choices: [ChosenRule] = KnownRule.all.flatMap { rule in
    rule.conventions.compactMap { ChosenRule(rule.name, convention: $0.name) }
  }

  @Test("over a thousand variants, every mistake is at least 0.01 away from the right rule")
  func distances() {
    var nearest: [String: (distance: Double, id: String)] = [:]
    for i in 1...1000 {
      let inputs = RuleInputs(variant: Self.variant(i))
      for chosen in Self.choices {
        let right = inputs.path(chosen.right, settings: chosen.settings)
        for form in chosen.mistakes {
          let distance = right.distance(to: inputs.path(form, settings: chosen.settings))
          let name = "\(chosen.rule.name), \(chosen.convention.name)"
          if distance < nearest[name]?.distance ?? .infinity { nearest[name] = (distance, form.id) }
        }
      }
    }
    #expect(nearest.count == Self.choices.count)
    for (name, near) in nearest {
      #expect(near.distance >= 0.01, "\(name): \(near.id) is \(near.distance) away")
    }
  }

  @Test("no two mistakes of a rule have the same path")
  func pairs() {
    for i in 1...5 {
      let inputs = RuleInputs(variant: Self.variant(i))
      for chosen in Self.choices {
        let paths = chosen.mistakes.map { inputs.path($0, settings: chosen.settings) }
        for (a, path) in paths.enumerated() {
          for b in 0..<a {
            let distance = path.distance(to: paths[b])
            #expect(distance > 1e-3, "\(chosen.mistakes[a]) and \(chosen.mistakes[b]): \(distance)")
          }
        }
      }
    }
  }

  /// The lab's own optimizers under the settings under which a rule is tried.
  private static let own: [(rule: String, convention: String, settings: Settings)] = [
    ("gd", "torch", #"{"weight_decay": 0.3}"#), ("momentum", "torch", #"{"momentum": 0.8}"#),
    ("nesterov", "lookahead", #"{"momentum": 0.8, "form": "lookahead"}"#),
    ("nesterov", "torch", #"{"momentum": 0.8}"#), ("adagrad", "torch", #"{"eps": 0.01}"#),
    ("adadelta", "torch", #"{"rho": 0.8, "eps": 0.01}"#),
    ("adam", "torch", #"{"betas": [0.8, 0.9], "eps": 0.01}"#),
  ]

  @Test("the right rules take the steps of the lab's own optimizers")
  func rightRules() throws {
    for (rule, convention, settings) in Self.own {
      let chosen = try #require(ChosenRule(rule, convention: convention))
      let optimizer = try #require(settings.optimizer(rule), "\(rule)")
      for i in 1...20 {
        let inputs = RuleInputs(variant: Self.variant(i))
        let right = inputs.path(chosen.right, settings: chosen.settings)
        let ours = VariantSlopes<Double>.path(of: optimizer, chosen, on: inputs)
        #expect(ours.distance(to: right) < 1e-12, "\(rule), \(convention)")
      }
    }
  }

  @Test("over a thousand variants, a right rule in float32 is within 0.001 of itself in float64")
  func single() throws {
    for (rule, convention, settings) in Self.own {
      let chosen = try #require(ChosenRule(rule, convention: convention))
      let optimizer = try #require(settings.optimizer(rule), "\(rule)")
      var largest = 0.0
      for i in 1...1000 {
        let inputs = RuleInputs(variant: Self.variant(i))
        let right = inputs.path(chosen.right, settings: chosen.settings)
        let single = VariantSlopes<Float>.path(of: optimizer, chosen, on: inputs)
        largest = max(largest, single.distance(to: right))
      }
      #expect(largest > 0 && largest <= 1e-3, "\(rule), \(convention): \(largest)")
    }
  }

  @Test("every form has a name of its own and a hint that does not say it")
  func hints() {
    for rule in KnownRule.all {
      #expect(Set(rule.forms.map(\.id)).count == rule.forms.count)
      for form in rule.forms {
        #expect(form.rule == rule.name)
        #expect(form.hint.hasSuffix("?") && form.hint.count > 40, "\(form)")
        #expect(!form.hint.contains(form.id) || !form.id.contains("-"), "\(form)")
      }
      for convention in rule.conventions {
        #expect(rule.forms.contains { $0.id == convention.form }, "\(rule.name) \(convention.name)")
      }
    }
    #expect(KnownRule.all.reduce(0) { $0 + $1.forms.count - 1 } >= 84)
  }

  @Test("the documentation lists every form and every convention")
  func documentation() throws {
    let lines = try PythonRules.text("docs/assignments-mistakes.md").split(separator: "\n")
    let mistakes = lines.drop { $0 != "## The mistakes" }
    let conventions = lines.drop { $0 != "## Which form is right" }
    for rule in KnownRule.all {
      let line = try #require(mistakes.first { $0.hasPrefix("| \(rule.name) |") })
      for form in rule.forms { #expect(line.contains("`\(form.id)`"), "\(form)") }
      for convention in rule.conventions {
        #expect(conventions.contains { $0.contains("`\(convention.name)`") }, "\(convention.name)")
      }
    }
    let structure = Array(mistakes)
    for mistake in StructuralMistake.allCases {
      #expect(structure.contains { $0.hasPrefix("| `\(mistake.rawValue)` |") }, "\(mistake)")
      #expect(mistake.hint.count > 40)
    }
  }

  @Test("a variant has the same numbers each time, and others than another variant")
  func variants() {
    let inputs = RuleInputs(variant: 7310)
    #expect(inputs == RuleInputs(variant: 7310))
    #expect(inputs != RuleInputs(variant: 7311))
    // The upper half counts too.
    #expect(inputs != RuleInputs(variant: 7310 + 1 << 32))
    #expect(inputs.gradients[0][11] == 0)
    #expect(inputs.gradients.map { $0[10] != 0 } == (1...20).map { $0 % 3 == 1 })
    #expect((0..<12).allSatisfy { i in i == 11 || inputs.gradients[0][i] != 0 })
  }
}
