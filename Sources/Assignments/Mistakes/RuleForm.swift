/// A rule as it may be written down: as it is right under some convention, or as it is often got wrong.
///
/// One entry each, in the file of its rule. Which form is right an assignment says; all others are
/// then mistakes that have a name.
package struct RuleForm: Sendable {
  /// Takes one parameter a step on.
  package typealias Step = @Sendable (_ x: inout RuleParameter, _ r: RuleMoment) -> Void
  /// Takes all parameters a step on, where one's step depends on the others.
  package typealias JointStep = @Sendable (_ all: inout [RuleParameter], _ r: RuleMoment) -> Void
  /// Where the gradient of a parameter is asked for.
  package typealias Place = @Sendable (_ x: RuleParameter, _ r: RuleMoment) -> Double

  package enum Body: Sendable {
    case each(Step)
    case joint(JointStep)
    /// Asks for its gradient itself, and may ask elsewhere.
    case asking(at: Place, Step)
  }

  /// The kind of optimizer, as in a spec: `adam`.
  package let rule: String
  /// Its name among the rule's forms: `no-correction`.
  package let id: String
  /// What whoever wrote it by mistake is told: a question or an observation that leads to it.
  package let hint: String
  /// Whether it is a mistake only where α is a setting of its own, for elsewhere it is another form.
  package let needsAlpha: Bool
  /// What its parameters remember before the first step.
  let memory: Double
  let body: Body

  init(
    _ rule: String, _ id: String, needsAlpha: Bool = false,
    memory: Double = 0, _ hint: String, body: Body
  ) {
    self.rule = rule
    self.id = id
    self.hint = hint
    self.needsAlpha = needsAlpha
    self.memory = memory
    self.body = body
  }

  /// As in `adam.no-correction`.
  package var name: String { "\(rule).\(id)" }

  /// Whether it asks for its gradient itself.
  package var asks: Bool { if case .asking = body { true } else { false } }
}

extension RuleForm: CustomStringConvertible {
  package var description: String { name }
}
