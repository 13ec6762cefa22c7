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
        (key: "\"\($0)\"", value: PythonRule.name($0))
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
    (["lr"] + rule.settings.map(\.name)).map { "\(PythonRule.name($0)) = group[\"\($0)\"]" }
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
    let equations = python.lines()
    let read = rule.states.map { "\(PythonRule.name($0.name)) = state[\"\($0.name)\"]" }
    let kept = rule.states.map { "state[\"\($0.name)\"] = \(PythonRule.name($0.name))" }
    return [
      "    @torch.no_grad()", "    def step(self, closure=None):",
      "        for group in self.param_groups:",
    ]
      + settings(of: rule).map { "            \($0)" }
      + [
        "            for p in group[\"params\"]:", "                state = self.state[p]",
        "                if not state:", "                    state[\"step\"] = 0",
      ] + states(of: rule, like: "p").map { "                    \($0)" }
      + [
        "                state[\"step\"] += 1",
        "                t, theta, g = state[\"step\"], p, p.grad",
      ]
      + (read + [""] + equations + [""] + ["p.copy_(theta)"] + kept).map {
        $0.isEmpty ? "" : "                \($0)"
      }
  }

  /// Where something looks at whole vectors: all parameters are one, and what groups have of their own
  /// is a number for each.
  private func wholeStep(of rule: WrittenRule) -> [String] {
    var python = PythonRule(rule)
    let equations = python.lines()
    let names = ["lr"] + rule.settings.map(\.name)
    let read = rule.states.map { "\(PythonRule.name($0.name)) = state[\"\($0.name)\"]" }
    let kept = rule.states.map { "state[\"\($0.name)\"] = \(PythonRule.name($0.name))" }
    let readsGradient = rule.readsGradient
    return Self.wholeHelpers + [
      "    @torch.no_grad()", "    def step(self, closure=None):",
      "        params = [p for group in self.param_groups for p in group[\"params\"]]",
      "        theta = torch.cat([p.flatten() for p in params])",
    ] + (rule.looksElsewhere ? Self.gradientAt : [])
      + names.map { "        \(PythonRule.name($0)) = self.setting(\"\($0)\")" }
      + [
        "        state = self.state[params[0]]", "        if not state:",
        "            state[\"step\"] = 0",
      ]
      + states(of: rule, like: "theta").map { "            \($0)" }
      + ["        state[\"step\"] += 1", "        t = state[\"step\"]"]
      + read.map { "        \($0)" }
      + (readsGradient
        ? [
          rule.looksElsewhere
            ? "        g = gradient(theta)"
            : "        g = torch.cat([p.grad.flatten() for p in params])"
        ] : [])
      + [""] + equations.map { "        \($0)" } + ["", "        self.move(params, theta)"]
      + kept.map { "        \($0)" }
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
    "", "        def gradient(point):", "            self.move(params, point)",
    "            with torch.enable_grad():", "                closure()",
    "            return torch.cat([p.grad.flatten() for p in params])", "",
  ]
}
