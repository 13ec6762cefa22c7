internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

// What an entry says beyond its optimizer, rate and batches.
extension TorchTables {
  /// Of one entry.
  /// - Parameter depth: how many levels they are indented.
  static func arguments(_ step: StepFields, depth: Int) -> [String] {
    var arguments: [String] = []
    if let setting = step.schedule {
      let before = "schedule=lambda o, n: "
      arguments.append(
        before + TorchSpelling.schedule(setting.schedule, depth: depth, after: before))
      if setting.unit == .step { arguments.append("by=\"step\"") }
      if let watched = setting.schedule.watched, watched != .evalLoss {
        arguments.append("monitor=\"\(watched.rawValue)\"")
      }
    }
    switch step.clip?.clip {
    case .norm(let most)?: arguments.append("clip={\"norm\": \(PythonText.number(most))}")
    case .value(let most)?: arguments.append("clip={\"value\": \(PythonText.number(most))}")
    case nil: break
    }
    if !step.decaysBiases { arguments.append("decay_bias=False") }
    if let scales = step.layerScales {
      arguments.append(
        "lr_scale="
          + PythonText.dictionary(
            scales.map { (PythonText.string($0.name), PythonText.number($0.value)) },
            depth: depth, after: "lr_scale="))
    }
    return arguments
  }

  /// Their fields.
  var stepFields: [String] {
    (traits.hasSchedules
      ? [
        "    schedule: Callable | None = None  # of the optimizer and the number of rates",
        "    by: str = \"epoch\"  # when the schedule moves on",
      ] : [])
      + (traits.hasMonitors
        ? ["    monitor: str = \"eval_loss\"  # what the schedule looks at"] : [])
      + (traits.hasClips ? ["    clip: dict | None = None  # what Clip is told"] : [])
      + (traits.hasGroups
        ? [
          "    decay_bias: bool = True  # whether biases and normalizations have weight decay",
          "    lr_scale: dict | None = None  # from layer to what its rate is multiplied by",
        ] : [])
      + (traits.hasSides
        ? ["    discriminator: object = None  # its own entry; without it, this one"] : [])
  }

  var methodsOfSteps: [String] {
    let byProblem =
      traits.hasRatesByProblem
      ? "self.lr[problem.name] if isinstance(self.lr, dict) else self.lr" : "self.lr"
    let rates = [
      "    def rates(self, problem):", "        lr = \(byProblem)",
      "        return lr if isinstance(lr, list) else [lr]", "",
    ]
    let groups = #"""

          def groups(self, problem, model, name):
              """A network's parameters, with their own rates and weight decays."""
              if self.decay_bias and not self.lr_scale:
                  return model.parameters()
              lr, scales = self.rate(problem), self.lr_scale or {}
              groups = [{"params": [], "scale": 1}]  # first, where the rate is looked up
              for key, p in model.named_parameters():
                  layer = key.split(".")[0]
                  scale = scales.get(f"{name}.{layer}", scales.get(layer, 1))
                  groups.append({"params": [p], "lr": lr * scale, "scale": scale})
                  if not self.decay_bias and p.ndim < 2:
                      groups[-1]["weight_decay"] = 0
              return groups
      """#
    return (traits.sweeps ? rates : []) + [
      "    def rate(self, problem):", "        return \(byProblem)", "",
      "    def optimizer(self, problem, parameters):",
      "        return self.make(parameters, lr=self.rate(problem))",
    ] + (traits.hasGroups ? [groups] : [])
  }
}
