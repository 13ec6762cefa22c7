package import ExperimentRunner
internal import OptimizerLab

/// A PyTorch script of an experiment: the same draws, the same steps, the same curves.csv.
///
/// Every number in it comes from the spec with its defaults filled in. It has only the functions
/// that this experiment needs, and needs nothing but PyTorch.
package struct TorchScript {
  let experiment: Experiment
  /// The whole script.
  package let text: String
  /// The files that it reads from its own folder.
  let files: TorchFiles

  /// - Parameter specFolder: what the spec's paths are relative to.
  /// - Throws: a `TorchGap` for what PyTorch does not have, and for what no run has decided yet.
  package init(_ spec: Experiment, specFolder: String) throws(TorchGap) {
    try TorchGap.check(spec)
    let experiment = try Self.decided(spec, in: specFolder)
    self.experiment = experiment
    var files = TorchFiles(besides: [Self.name(of: experiment), "curves.csv"])
    let traits = TorchTraits(experiment)
    var names = PythonNames()
    var own: [String] = []
    var pythonNames: [String] = []
    for problem in experiment.problems {
      let name = names.name(for: problem.name)
      pythonNames.append(name)
      own += problem.torchTask.functions(named: name, folder: specFolder, files: &files, traits)
    }
    let tables = TorchTables(experiment: experiment, traits: traits, names: pythonNames)
    let training = Self.training(of: experiment, traits) + TorchRules(experiment).classes
    let description = [tables.entryClass] + own
    let lists = [tables.problems, tables.optimizers].joined(separator: "\n")
    let main = Self.main(traits)
    let calls = (training + description + [lists, main]).joined()
    let groups = TorchBlock.called(by: calls, traits).map { $0.map { "\($0.text)\n" } }

    let sections = [
      ("Training", training + groups[0]), ("Recording", groups[1]), ("Files", groups[2]),
      ("The experiment", description + [lists, main]),
    ]
    let body = sections.filter { !$0.1.isEmpty }.map { title, parts in
      "# ---- \(title) ----\n\n\n\(parts.joined(separator: "\n\n"))"
    }.joined(separator: "\n\n")
    let constants = Self.constants(of: experiment, files)
    self.files = files
    text = [
      Self.head(of: experiment, files), TorchImports.lines(for: constants + body),
      "\(constants)\n", "\(body)\n\nif __name__ == \"__main__\":\n    main()\n",
    ].joined(separator: "\n")
  }

  static func name(of experiment: Experiment) -> String { "\(experiment.name).py" }

  /// The functions that train, one a kind of problem.
  private static func training(of experiment: Experiment, _ traits: TorchTraits) -> [String] {
    var kinds: [any TorchTask.Type] = []
    for problem in experiment.problems {
      let kind = type(of: problem.torchTask)
      if !kinds.contains(where: { $0 == kind }) { kinds.append(kind) }
    }
    let functions = kinds.map { $0.training(traits) }
    let needsLoader = functions.contains { $0.contains("make_loader(") }
    return functions + (needsLoader ? [TorchLoader.text(traits)] : [])
  }

  private static func head(of experiment: Experiment, _ files: TorchFiles) -> String {
    var parts = ["\(experiment.name) in PyTorch."]
    if !experiment.description.isEmpty { parts.append(PythonText.escaped(experiment.description)) }
    parts.append(
      """
      It draws what `optlab run` draws, in the same order, so its numbers are the same up to the \
      rounding of sums, and writes them into a table of the same columns.
      """)
    if experiment.record.sharpness > 0 {
      parts.append(
        "It leaves out sharpness, critical_sharpness and preconditioned_sharpness, whose columns are "
          + "empty.")
    }
    if !files.entries.isEmpty {
      let names = files.entries.map { PythonText.escaped($0.name) }.joined(separator: ", ")
      parts.append(
        "Beside it must lie: \(names). `optlab torch SPEC --out DIR` writes it all into DIR.")
    }
    let text = parts.map(PythonText.wrapped).joined(separator: "\n\n")
    return "\"\"\"\(text)\n\n    python \(name(of: experiment)) [curves.csv]\n\"\"\"\n"
  }

  private static func constants(of experiment: Experiment, _ files: TorchFiles) -> String {
    let seeds = experiment.seeds.map(String.init).joined(separator: ", ")
    let columns =
      ["trial", "problem", "optimizer", "seed", "network", "step"]
      + CurveTable.shown.map(\.rawValue)
    let points = TorchTraits(experiment).limitsRecords ? experiment.record.points : nil
    let limit = points.map { "\nRECORD_POINTS = \($0)  # at most" } ?? ""
    var text = """
      SEEDS = [\(seeds)]
      RECORD_EVERY = \(experiment.record.every)  # steps\(limit)
      COLUMNS = \"""
      \(PythonText.wrapped(columns.joined(separator: " ")))
      \""".split()

      """
    if experiment.problems.contains(where: { $0.task.traits.hasExamples }) {
      text += "PROBE = \(experiment.record.probe)  # examples by which units are judged\n"
    }
    if TorchTraits(experiment).measuresPictures {
      text += "SAMPLES = \(experiment.record.samples)  # pictures that are measured\n"
    }
    if !files.entries.isEmpty { text += "HERE = Path(__file__).parent\n" }
    return text
  }

  private static func main(_ traits: TorchTraits) -> String {
    let trials =
      traits.sweeps
      ? """
              trials = [
                  (problem, replace(entry, lr=lr), seed)
                  for problem, entry in itertools.product(PROBLEMS, OPTIMIZERS)
                  for lr, seed in itertools.product(entry.rates(problem), SEEDS)
              ]
      """ : "        trials = itertools.product(PROBLEMS, OPTIMIZERS, SEEDS)"
    let rate = traits.sweeps ? "lr {entry.lr}, " : ""
    return """
      def main():
          torch.set_num_threads(1)  # for networks this small, threads cost time
          path = sys.argv[1] if len(sys.argv) > 1 else "curves.csv"
          with open(path, "w", encoding="utf-8", newline="") as file:
              table = csv.DictWriter(file, COLUMNS, lineterminator="\\n")
              table.writeheader()
      \(trials)
              for number, (problem, entry, seed) in enumerate(trials):
                  print(f"{problem.name}, {entry.name}, \(rate)seed {seed}")
                  keys = {"trial": number, "problem": problem.name}
                  keys |= {"optimizer": entry.name, "seed": seed}
                  torch.manual_seed(seed)
                  problem.train(problem, entry, (table, keys))

      """
  }
}
