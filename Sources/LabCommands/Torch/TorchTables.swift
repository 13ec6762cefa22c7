internal import ExperimentRunner
internal import OptimizerLab

/// What a script says of the experiment itself: its problems and its optimizers.
struct TorchTables {
  let experiment: Experiment
  let traits: TorchTraits
  /// The problems' names as Python has them.
  let names: [String]

  /// A list of problems with their settings.
  var problems: String {
    let calls = zip(experiment.problems, names).map { problem, name -> String in
      let settings = problem.torchTask.settings(named: name, traits)
      let arguments = ["name=\(Self.cell(problem.name))"] + settings
      return PythonText.call("SimpleNamespace", arguments, depth: 1)
    }
    return "PROBLEMS = [\n\(calls.map { "    \($0),\n" }.joined())]\n"
  }

  /// A list of optimizers with their settings.
  var optimizers: String {
    let calls = experiment.optimizers.map { entry -> String in
      var arguments = [
        Self.cell(entry.name), TorchRules(experiment).spelling(of: entry.optimizer, depth: 2),
        "lr=\(rate(of: entry))",
      ]
      if let size = entry.torchBatchSize { arguments.append("batch_size=\(size)") }
      arguments += Self.arguments(entry.step, depth: 2)
      if let side = entry.discriminator {
        let own = [
          Self.cell(entry.name), TorchRules(experiment).spelling(of: side.optimizer, depth: 3),
          "lr=\(rate(of: side))",
        ]
        let call = PythonText.call(
          "Entry", own + Self.arguments(side.step, depth: 3), depth: 2, after: "discriminator=")
        arguments.append("discriminator=\(call)")
      }
      return PythonText.call("Entry", arguments, depth: 1)
    }
    return "OPTIMIZERS = [\n\(calls.map { "    \($0),\n" }.joined())]\n"
  }

  /// The class of an entry in the list of optimizers.
  var entryClass: String {
    var fields = [
      "    name: str", "    make: Callable  # of the parameters and lr",
      rateField,
    ]
    if traits.hasOwnBatches {
      fields.append("    batch_size: int | str | None = None  # without it, the problem's")
    }
    fields += stepFields
    let lines =
      ["@dataclass", "class Entry:", "    \"\"\"An optimizer that is compared.\"\"\"", ""] + fields
      + [""] + methods
    return lines.joined(separator: "\n") + "\n"
  }

  private var rateField: String {
    switch (traits.sweeps, traits.hasRatesByProblem) {
    case (false, false): "    lr: float"
    case (false, true): "    lr: float | dict  # the learning rate, or one for each problem"
    case (true, false): "    lr: float | list  # the learning rate, or those that are tried"
    case (true, true):
      "    lr: float | list | dict  # the learning rate, or those that are tried; or by problem"
    }
  }

  private var methods: [String] {
    let own =
      traits.hasRatesByProblem
      ? "        lr = self.lr[problem.name] if isinstance(self.lr, dict) else self.lr"
      : "        lr = self.lr"
    let make = "    def optimizer(self, problem, parameters):"
    if traits.hasSteps { return methodsOfSteps }
    if traits.sweeps {
      return [
        "    def rates(self, problem):", own, "        return lr if isinstance(lr, list) else [lr]",
        "",
        make, "        return self.make(parameters, lr=self.lr)",
      ]
    }
    return traits.hasRatesByProblem
      ? [make, own, "        return self.make(parameters, lr=lr)"]
      : [make, "        return self.make(parameters, lr=self.lr)"]
  }

  private func rate(of side: OptimizerSide) -> String {
    func rate(_ problem: String) -> String {
      let rates = side.learningRate?.rates(for: problem)?.values ?? []
      return rates.first.map(PythonText.number) ?? "None"
    }
    guard traits.hasRatesByProblem, case .byProblem? = side.learningRate else {
      return rate(experiment.problems.first?.name ?? "")
    }
    return PythonText.dictionary(
      experiment.problems.map { (key: Self.cell($0.name), value: rate($0.name)) }, depth: 3,
      after: "lr=")
  }

  private func rate(of entry: OptimizerEntry) -> String {
    func rates(_ problem: String) -> String {
      let rates = entry.rates(for: problem).map(PythonText.number)
      return rates.count == 1 ? rates[0] : PythonText.list(rates, depth: 2, after: "lr=")
    }
    guard traits.hasRatesByProblem, case .byProblem? = entry.learningRate else {
      return rates(experiment.problems.first?.name ?? "")
    }
    return PythonText.dictionary(
      experiment.problems.map { (key: Self.cell($0.name), value: rates($0.name)) }, depth: 2,
      after: "lr=")
  }

  /// A name as it stands in a cell of curves.csv.
  private static func cell(_ name: String) -> String { PythonText.string(CSVTable.cell(name)) }
}

extension Problem {
  /// The problem as what a script can train.
  var torchTask: any TorchTask {
    guard let task = task as? any TorchTask else {
      preconditionFailure("\(type(of: self.task).kind) is no TorchTask")
    }
    return task
  }
}
