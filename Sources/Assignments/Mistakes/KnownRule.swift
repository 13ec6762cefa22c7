/// A rule that can be asked for: what it is called, what it is told, and in which forms it is known.
package struct KnownRule: Sendable {
  /// A form that may be called right.
  package struct Convention: Sendable {
    package let name: String
    /// The id of the form.
    package let form: String
    /// What of the settings it has otherwise.
    let settings: RuleSettings?

    init(_ name: String, _ form: String, settings: RuleSettings? = nil) {
      self.name = name
      self.form = form
      self.settings = settings
    }
  }

  /// The kind of optimizer, as in a spec.
  package let name: String
  /// Which names its settings have, beside the rate, which goes along with every step.
  package let settingNames: [String]
  /// How it is set when it is tried: so that no mistake looks like the right rule.
  let settings: RuleSettings
  /// The first is meant where none is named.
  package let conventions: [Convention]
  package let forms: [RuleForm]

  package static let all: [KnownRule] = [
    KnownRule(
      name: "gd", settingNames: ["weight_decay"],
      settings: RuleSettings(lr: 0.1, weightDecay: 0.3),
      conventions: [Convention("torch", "torch")], forms: RuleForm.descents),
    KnownRule(
      name: "momentum", settingNames: ["momentum"], settings: RuleSettings(lr: 0.1, momentum: 0.8),
      conventions: [
        Convention("torch", "torch"), Convention("polyak", "lr-inside"),
        Convention("dampened", "dampened"),
        Convention("two-rates", "lr-inside", settings: twoRates),
      ], forms: RuleForm.momenta),
    KnownRule(
      name: "nesterov", settingNames: ["momentum"], settings: RuleSettings(lr: 0.1, momentum: 0.8),
      conventions: [
        Convention("lookahead", "lookahead"), Convention("torch", "torch-form"),
        Convention("polyak", "lr-inside"), Convention("two-rates", "lr-inside", settings: twoRates),
      ], forms: RuleForm.lookaheads),
    KnownRule(
      name: "adagrad", settingNames: ["eps"], settings: RuleSettings(lr: 0.1, eps: 1e-2),
      conventions: [Convention("torch", "torch"), Convention("eps-inside", "eps-inside")],
      forms: RuleForm.adagrads),
    KnownRule(
      name: "adadelta", settingNames: ["rho", "eps"],
      settings: RuleSettings(lr: 0.5, rho: 0.8, eps: 1e-2),
      conventions: [Convention("torch", "torch")], forms: RuleForm.adadeltas),
    KnownRule(
      name: "adam", settingNames: ["beta1", "beta2", "eps"],
      settings: RuleSettings(lr: 0.1, beta1: 0.8, beta2: 0.9, eps: 1e-2),
      conventions: [
        Convention("torch", "torch"), Convention("keras-eps", "eps-before"),
        Convention("eps-inside", "eps-inside"),
      ], forms: RuleForm.adams),
  ]

  /// v ← μv + η·g, θ ← θ − α·v.
  private static let twoRates = RuleSettings(lr: 0.1, momentum: 0.8, alpha: 0.5)

  package static func named(_ name: String) -> KnownRule? { all.first { $0.name == name } }

  /// The convention of a name; the usual one where none is given.
  package func convention(_ name: String?) -> Convention? {
    guard let name else { return conventions.first }
    return conventions.first { $0.name == name }
  }
}

/// A rule under a convention: one form is right, the others are mistakes.
package struct ChosenRule: Sendable {
  package let rule: KnownRule
  package let convention: KnownRule.Convention
  package let settings: RuleSettings
  package let right: RuleForm
  package let mistakes: [RuleForm]

  /// - Returns: `nil` where there is no such rule, or no such convention of it.
  package init?(_ name: String, convention: String? = nil) {
    guard let rule = KnownRule.named(name), let convention = rule.convention(convention),
      let right = rule.forms.first(where: { $0.id == convention.form })
    else { return nil }
    self.rule = rule
    self.convention = convention
    settings = convention.settings ?? rule.settings
    self.right = right
    let hasAlpha = settings.alpha != 1
    mistakes = rule.forms.filter { $0.id != right.id && (hasAlpha || !$0.needsAlpha) }
  }

  /// What a program is told, by name.
  package var toldSettings: [(name: String, value: Double)] {
    (rule.settingNames + (settings.alpha == 1 ? [] : ["alpha"])).compactMap { name in
      settings[name].map { (name, $0) }
    }
  }
}
