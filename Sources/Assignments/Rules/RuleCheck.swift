package import ExperimentRunner
internal import KnownMistakes
package import SpecLanguage

/// How much is told of a mistake.
package enum HintLevel: String, Sendable, CaseIterable {
  /// A hint.
  case hint
  /// The hint, and the mistake's name.
  case name
  /// Step and parameter alone.
  case `where`
}

/// Where a rule comes from.
package enum RuleSubject: Sendable {
  case program(
    folder: String, command: [String], limits: ProgramLimits, confinement: Confinement)
  /// An optimizer of a spec, `{"kind": "rule", …}`.
  case rule(JSONNode)
}

/// Checks an update rule that somebody wrote: whether it is the one that was asked for, and if not, which
/// mistake it has.
package struct RuleCheck: Sendable {
  let chosen: ChosenRule
  let points: [String: Double]
  /// By the name of a mistake, the points that it gives all the same.
  let accept: [String: Double]
  let level: HintLevel

  /// - Parameters:
  ///   - convention: which of several published forms is right; `nil` for the usual one.
  ///   - points: of `runs`, `rule`, `memory`, `float32`, `manners`; what is not in it gives none.
  /// - Throws: what is wrong with the rule's name or the convention's.
  package init(
    rule: String, convention: String? = nil, points: [String: Double],
    accept: [String: Double] = [:], level: HintLevel = .hint
  ) throws(RuleCheckError) {
    guard let known = KnownRule.named(rule) else {
      throw .unknownRule(rule, among: KnownRule.all.map(\.name))
    }
    guard let chosen = ChosenRule(rule, convention: convention) else {
      throw .unknownConvention(
        convention ?? "", of: rule, among: known.conventions.map(\.name))
    }
    let names = chosen.mistakes.map(\.name)
    for name in accept.keys.sorted() where !names.contains(name) {
      throw .unknownMistake(name, among: names)
    }
    self.chosen = chosen
    self.points = points
    self.accept = accept
    self.level = level
  }

  /// What came of it.
  package struct Outcome: Sendable {
    /// `TASK.runs`, `.rule`, `.memory`, `.float32` and `.manners`.
    package var checks: [CheckResult]
    /// What kept its program from the lab.
    package var protection: [String]
    /// Why there is no figure, where there should be one.
    package var remarks: [String]
  }

  /// The checks on a variant's numbers.
  /// - Parameter folder: where the figure of the paths is written to; `nil` for none.
  package func results(
    of subject: RuleSubject, task: String, variant: UInt64, figures folder: String? = nil
  ) -> [CheckResult] {
    outcome(of: subject, task: task, variant: variant, figures: folder).checks
  }

  /// The checks, and under which protection they ran.
  package func outcome(
    of subject: RuleSubject, task: String, variant: UInt64, figures folder: String? = nil
  ) -> Outcome {
    switch subject {
    case .program(let place, let command, let limits, let confinement):
      let source = ProgramSource(
        folder: place, command: command, limits: limits, confinement: confinement)
      return outcome(of: source, task: task, variant: variant, figures: folder)
    case .rule(let node):
      return outcome(of: OptimizerSource(node), task: task, variant: variant, figures: folder)
    }
  }

  /// The same of a rule from anywhere.
  package func outcome(
    of source: any RuleSource, task: String, variant: UInt64, figures folder: String? = nil
  ) -> Outcome {
    let inputs = RuleInputs(variant: variant)
    let seen = RuleTrial(chosen: chosen, inputs: inputs, source: source).observe()
    var report = RuleReport(check: self, task: task, subject: source.subject, inputs: inputs)
    report.take(seen)
    if let folder, let path = seen.path { report.addFigure(of: path, in: folder) }
    return Outcome(
      checks: report.checks, protection: seen.protection, remarks: report.remarks)
  }
}

/// What an assignment asks for that is not known.
package enum RuleCheckError: Error, Sendable, Equatable {
  case unknownRule(String, among: [String])
  case unknownConvention(String, of: String, among: [String])
  case unknownMistake(String, among: [String])

  package var sentence: String {
    switch self {
    case .unknownRule(let name, let known):
      "no rule is called \(name.debugDescription): there are \(known.joined(separator: ", "))"
    case .unknownConvention(let name, let rule, let known):
      "\(rule) has no convention \(name.debugDescription): there are \(known.joined(separator: ", "))"
    case .unknownMistake(let name, let known):
      "no known mistake is called \(name.debugDescription): there are \(known.joined(separator: ", "))"
    }
  }
}
