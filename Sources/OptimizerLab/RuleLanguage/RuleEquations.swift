/// A state of a rule: its name, and what each of its numbers is before the first step.
public struct RuleState: Sendable, Equatable {
  public var name: String
  public var start: Double

  public init(_ name: String, start: Double = 0) {
    self.name = name
    self.start = start
  }
}

/// The equations of a rule, read and made ready to be run; or what is wrong with them.
package final class RuleEquations: Sendable {
  package let states: [RuleState]
  package let equations: [RuleEquation]
  package let mistakes: [RuleMistake]
  let program: RuleProgram

  /// - Parameter settings: their names.
  package init(states: [RuleState], settings: [String], texts: [String]) {
    let checker = RuleChecker(states: states.map(\.name), settings: settings, texts: texts)
    self.states = states
    equations = checker.equations
    mistakes = checker.mistakes
    // Of what is wrong there is nothing to run.
    program =
      mistakes.contains { !$0.isWarning } ? RuleProgram() : RuleCompiler.program(of: checker.graph)
  }

  /// Whether the equations may be used.
  package var areGood: Bool { !mistakes.contains { !$0.isWarning } }
}
