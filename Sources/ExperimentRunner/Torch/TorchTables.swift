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
        Self.cell(entry.name), TorchSpelling.optimizer(entry.optimizer, depth: 2),
        "lr=\(rate(of: entry))",
      ]
      if let size = entry.torchBatchSize { arguments.append("batch_size=\(size)") }
      return PythonText.call("Entry", arguments, depth: 1)
    }
    return "OPTIMIZERS = [\n\(calls.map { "    \($0),\n" }.joined())]\n"
  }

  /// The class of an entry in the list of optimizers.
  var entryClass: String {
    var fields = [
      "    name: str", "    make: Callable  # of the parameters and lr",
      traits.hasRatesByProblem
        ? "    lr: float | dict  # the learning rate, or one for each problem" : "    lr: float",
    ]
    if traits.hasOwnBatches {
      fields.append("    batch_size: int | str | None = None  # without it, the problem's")
    }
    let body =
      traits.hasRatesByProblem
      ? [
        "        lr = self.lr[problem.name] if isinstance(self.lr, dict) else self.lr",
        "        return self.make(parameters, lr=lr)",
      ] : ["        return self.make(parameters, lr=self.lr)"]
    let lines =
      ["@dataclass", "class Entry:", "    \"\"\"An optimizer that is compared.\"\"\"", ""] + fields
      + ["", "    def optimizer(self, problem, parameters):"] + body
    return lines.joined(separator: "\n") + "\n"
  }

  private func rate(of entry: OptimizerEntry) -> String {
    guard traits.hasRatesByProblem, case .byProblem? = entry.learningRate else {
      return PythonText.number(entry.rate(for: experiment.problems.first?.name ?? ""))
    }
    let rates = experiment.problems.map { problem in
      (key: Self.cell(problem.name), value: PythonText.number(entry.rate(for: problem.name)))
    }
    return PythonText.dictionary(rates, depth: 2, after: "lr=")
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
