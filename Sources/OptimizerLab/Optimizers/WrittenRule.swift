public import SpecLanguage

/// An optimizer whose equations stand in the spec, in the language of `docs/rules.md`.
///
///     {"kind": "rule", "state": ["v"], "settings": {"mu": 0.9},
///      "update": ["v = mu*v + g", "theta = theta - lr*v"]}
///
/// The equations are taken one after the other, for each parameter by itself, but for means, norms and
/// gradients elsewhere. Memory: a vector for each state, under its name.
///
/// Outside of training, a rule is read from its JSON and stepped down any `Objective`, which gives the
/// gradients, also those that it asks for elsewhere, and counts them:
///
///     let reading = WrittenRule.reading(node, in: source)   // {"kind": "rule", …}
///     guard reading.diagnostics.isEmpty else { … }          // all mistakes, with their places
///     var state = OptimizationState<Double>(start)
///     let loss = reading.value.step(&state, down: &objective, learningRate: 0.1)
///
/// `state.parameters` has moved then. All that it remembers is `state.memory`: its `step` and `vectors`
/// are kept and given to `Memory(layout:step:vectors:numbers:)` to go on from there.
public struct WrittenRule: GradientRule {
  public static let kind = "rule"
  public static let summary = "equations of your own, written in the spec"
  public static let defaultLearningRate = 0.01

  public private(set) var states: [RuleState] = []
  public private(set) var settings: [NamedValue<Double>] = []
  public private(set) var update = ["theta = theta - lr*g"]
  /// Those of `update`.
  package private(set) var equations: RuleEquations
  /// Of the settings, in their order.
  private(set) var values: [Double] = []

  private static let descent = RuleEquations(
    states: [], settings: [], texts: ["theta = theta - lr*g"])

  public init() { equations = Self.descent }

  var program: RuleProgram { equations.program }

  /// The rule of an object that may have more fields, such as `kind`, a name and a rate.
  package static func reading(_ node: JSONNode, in source: SpecSource) -> Reading<WrittenRule> {
    guard case .object(let members) = node.value else { return Reading(node, in: source) }
    let own = Set(Fields.describing(WrittenRule()).descriptions.map(\.name))
    var rule = node
    rule.value = .object(members.filter { own.contains($0.key) })
    return Reading(rule, in: source)
  }

  // MARK: what the lab asks of an optimizer

  public var memoryVectors: Int { program.wholeCount }
  public var goesInParts: Bool { program.stages.count == 1 }
  public var looksElsewhere: Bool { program.asks > 0 }
  public var evaluatesOften: Bool { program.asks + (program.readsGradient ? 1 : 0) > 1 }
  public var ownsStep: Bool { !goesInParts }

  /// Any of its settings may be one.
  public var epsilons: [Double] { values }

  /// The setting that decay is called by, if the rule has one: parameters that are not to decay get 0.
  public var weightDecay: Double {
    get { value(of: "weight_decay") ?? 0 }
    set { setValue(newValue, of: "weight_decay") }
  }

  /// A schedule moves the setting of that name, if the rule has one, as in PyTorch.
  public var takesMomentum: Bool { value(of: "momentum") != nil }
  public mutating func setMomentum(_ value: Double) { setValue(value, of: "momentum") }

  /// Whether it looks at the gradient where the parameters stand.
  package var readsGradient: Bool { program.readsGradient }

  private func value(of setting: String) -> Double? {
    settings.first { $0.name == setting }?.value
  }

  private mutating func setValue(_ value: Double, of setting: String) {
    guard let place = settings.firstIndex(where: { $0.name == setting }) else { return }
    settings[place].value = value
    values[place] = value
  }
}

// Its fields.
extension WrittenRule {
  public mutating func configure(_ fields: inout Fields) {
    // What cannot be read is not looked at any further.
    var states = fields.has("state") ? nil : Optional(self.states)
    var settings = fields.has("settings") ? nil : Optional(self.settings)
    var update = fields.has("update") ? nil : Optional(self.update)
    fields.field(
      "state", &states, as: RuleState.fieldType,
      "What is remembered for each parameter: a list of names, or an object from name to what it is "
        + "at the start, else 0.")
    fields.field(
      "settings", &settings, as: .table(of: FieldType<Double>.number(), naming: "setting"),
      "Numbers with a name.")
    fields.field(
      "update", &update, as: .list(of: .text, count: .from(1, to: Self.mostEquations)),
      required: true, "The equations of a step, one after the other: \"theta = theta - lr*g\".")
    fields.elsewhere(
      "weight_decay", "a setting of that name, and \"g + weight_decay*theta\" in an equation")
    guard fields.has("update"), let states, let settings, let update else { return }
    (self.states, self.settings, self.update) = (states, settings, update)
    values = settings.map(\.value)
    equations = RuleEquations(states: states, settings: settings.map(\.name), texts: update)
    report(&fields)
  }

  /// More than these are no rule that anybody writes.
  static let mostEquations = 100

  private func report(_ fields: inout Fields) {
    for mistake in equations.mistakes {
      switch mistake.place {
      case .equation(let i, let range):
        fields.tell(
          mistake.message, at: ["update", .index(i)], bytes: range, isWarning: mistake.isWarning)
      case .update: fields.tell(mistake.message, at: ["update"], isWarning: mistake.isWarning)
      case .state(let i):
        fields.tell(
          mistake.message, at: ["state", .index(i)], orKey: states[i].name,
          isWarning: mistake.isWarning)
      case .setting(let i):
        fields.tell(
          mistake.message, at: ["settings"], orKey: settings[i].name, isWarning: mistake.isWarning)
      }
    }
  }
}

extension RuleState {
  /// `["m", "v"]`, or `{"m": 0, "h": 0.1}`.
  static var fieldType: FieldType<[RuleState]> {
    let count = ListCount.from(0, to: 32)
    return .either(
      FieldType<[String]>.list(of: .text, count: count, isUnique: true).converted(
        to: { $0.map { RuleState($0) } },
        from: { $0.allSatisfy { $0.start == 0 } ? $0.map(\.name) : nil }),
      or: FieldType<[NamedValue<Double>]>.table(of: .number(), naming: "state").converted(
        to: { $0.map { RuleState($0.name, start: $0.value) } },
        from: { $0.map { NamedValue($0.name, $0.start) } }))
  }
}
