internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// The rules of an experiment as optimizer classes of PyTorch, one for each that is different.
struct TorchRules {
  private let rules: [WrittenRule]

  init(_ experiment: Experiment) {
    var seen: Set<String> = []
    rules = experiment.optimizers.flatMap(\.optimizers).compactMap { $0 as? WrittenRule }
      .filter { seen.insert(Self.key($0)).inserted }
  }

  private static func key(_ rule: WrittenRule) -> String { JSONText.compact(Fields.writing(rule)) }

  /// What the class of a rule is called in the script.
  func className(of rule: WrittenRule) -> String {
    let place = rules.firstIndex { Self.key($0) == Self.key(rule) } ?? 0
    return rules.count == 1 ? "Rule" : "Rule\(place + 1)"
  }

  /// The optimizer as something to call with parameters and `lr`.
  func spelling(of optimizer: any Optimizer, depth: Int) -> String {
    (optimizer as? WrittenRule).map { className(of: $0) }
      ?? TorchSpelling.optimizer(optimizer, depth: depth)
  }

  var classes: [String] {
    rules.map { rule in
      let isWhole = !rule.goesInParts
      return (head(of: rule) + [""] + (isWhole ? wholeStep(of: rule) : step(of: rule)))
        .joined(separator: "\n") + "\n"
    }
  }

  private func head(of rule: WrittenRule) -> [String] {
    let settings = rule.settings.map {
      "\(PythonRule.name($0.name))=\(PythonText.number($0.value))"
    }
    let defaults = PythonText.dictionary(
      (["lr"] + rule.settings.map(\.name)).map {
        (key: "\"\(PythonRule.name($0))\"", value: PythonRule.name($0))
      }, depth: 2, after: "defaults = ")
    let asks =
      rule.looksElsewhere
      ? ["    asks = True  # step() asks its closure for gradients", ""] : []
    let call = PythonText.call(
      "def __init__", ["self", "params", "lr"] + settings, depth: 1)
    return [
      "class \(className(of: rule))(torch.optim.Optimizer):",
      "    \"\"\"An optimizer of equations:", "",
    ] + rule.update.map { "    \(PythonText.escaped($0))" } + ["    \"\"\"", ""] + asks + [
      "    \(call):",
      "        defaults = \(defaults)",
      "        super().__init__(params, defaults)",
    ]
  }

  /// `mu = group["mu"]`.
  private func settings(of rule: WrittenRule) -> [String] {
    (["lr"] + rule.settings.map(\.name)).map {
      "\(PythonRule.name($0)) = group[\"\(PythonRule.name($0))\"]"
    }
  }

  private func states(of rule: WrittenRule, like vector: String) -> [String] {
    rule.states.map { state in
      state.start == 0
        ? "state[\"\(state.name)\"] = torch.zeros_like(\(vector))"
        : "state[\"\(state.name)\"] = torch.full_like(\(vector), \(PythonText.number(state.start)))"
    }
  }

  private func step(of rule: WrittenRule) -> [String] {
    var python = PythonRule(rule)
    var body = settings(of: rule)
    body += ["if not state:", "    state[\"step\"] = 0"]
    body += Self.indented(states(of: rule, like: "p"), by: 1)
    body += ["state[\"step\"] += 1", "t, theta = state[\"step\"], p"]
    body += read(of: rule) + [""]
    body += python.lines()
    body += ["", "p.copy_(theta)"]
    body += kept(of: rule)
    return [
      "    @torch.no_grad()", "    def step(self, closure=None):",
      "        for group in self.param_groups:", "            for p in group[\"params\"]:",
      "                self.update(p, p.grad, self.state[p], group)", "",
      "    def update(self, p, g, state, group):",
    ] + Self.indented(body, by: 2)
  }

  private static func indented(_ lines: [String], by levels: Int) -> [String] {
    let space = String(repeating: "    ", count: levels)
    return lines.map { $0.isEmpty ? "" : space + $0 }
  }

  private func read(of rule: WrittenRule) -> [String] {
    rule.states.map { "\(PythonRule.name($0.name)) = state[\"\($0.name)\"]" }
  }

  private func kept(of rule: WrittenRule) -> [String] {
    rule.states.map { "state[\"\($0.name)\"] = \(PythonRule.name($0.name))" }
  }

  /// Where something looks at whole vectors: all parameters are one, and what groups have of their own
  /// is a number for each.
  private func wholeStep(of rule: WrittenRule) -> [String] {
    var python = PythonRule(rule)
    var body = [
      "params = [p for group in self.param_groups for p in group[\"params\"]]",
      "theta = torch.cat([p.flatten() for p in params])",
    ]
    if rule.looksElsewhere { body += Self.gradientAt }
    body += (["lr"] + rule.settings.map(\.name)).map { name in
      "\(PythonRule.name(name)) = self.setting(\"\(PythonRule.name(name))\")"
    }
    body += ["state = self.state[params[0]]", "if not state:", "    state[\"step\"] = 0"]
    body += Self.indented(states(of: rule, like: "theta"), by: 1)
    body += ["state[\"step\"] += 1", "t = state[\"step\"]"]
    body += read(of: rule)
    if rule.readsGradient {
      body.append(
        rule.looksElsewhere
          ? "g = gradient(theta)" : "g = torch.cat([p.grad.flatten() for p in params])")
    }
    body += [""]
    body += python.lines()
    body += ["", "self.move(params, theta)"]
    body += kept(of: rule)
    return Self.wholeHelpers + ["    @torch.no_grad()", "    def step(self, closure=None):"]
      + Self.indented(body, by: 2)
  }

  private static let wholeHelpers = [
    "    def setting(self, name):",
    "        \"\"\"A number, or one for each parameter where groups differ.\"\"\"",
    "        values = [group[name] for group in self.param_groups]",
    "        if len(set(values)) == 1:", "            return values[0]",
    "        return torch.cat(",
    "            [",
    "                torch.full_like(p.flatten(), group[name])",
    "                for group in self.param_groups", "                for p in group[\"params\"]",
    "            ]", "        )", "",
    "    @staticmethod", "    def move(params, theta):",
    "        \"\"\"Puts the parameters where a vector says.\"\"\"",
    "        for p, part in zip(params, theta.split([p.numel() for p in params])):",
    "            p.copy_(part.view_as(p))", "",
  ]

  private static let gradientAt = [
    "", "def gradient(point):", "    self.move(params, point)", "    with torch.enable_grad():",
    "        closure()", "    return torch.cat([p.grad.flatten() for p in params])", "",
  ]
}
