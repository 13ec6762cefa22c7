internal import ExperimentReport
internal import ExperimentRunner
internal import OptimizerLab

/// The runs of one submission's specs, each trained once however many tasks ask for it.
package final class SpecWorkshop {
  private let reader: SpecReader
  private let trainer: SpecTrainer
  private let variant: Variant
  /// The seeds of runs that are the same for a whole class.
  private let classVariant: Variant
  private let work: String
  private let shared: String
  private var known: [String: Result<TrainedRuns, SpecRefusal>] = [:]

  /// - Parameters:
  ///   - work: where the runs are kept.
  ///   - shared: where runs of the assignment's own specs are, which every submission asks for.
  package init(
    reader: SpecReader, trainer: SpecTrainer, variant: Variant, classVariant: Variant,
    work: String, shared: String
  ) {
    self.reader = reader
    self.trainer = trainer
    self.variant = variant
    self.classVariant = classVariant
    self.work = work
    self.shared = shared
  }

  /// What came of a task's spec, as it was handed in.
  package func runs(of task: SpecTask) -> Result<TrainedRuns, SpecRefusal> {
    if let done = known[task.id] { return done }
    let result = Result { () throws(SpecRefusal) in
      let spec = try reader.read(task)
      let count = task.seeds ?? reader.assignment.assignment.variant.seeds
      let experiment = SpecTrainer.graded(
        spec.own, root: spec.root, name: task.id, seeds: variant.seeds(count),
        figures: TaskFigures.names(for: task))
      return try trainer.train(
        experiment, from: spec.isRunWhereHandedIn ? reader.submission : reader.assignment.path,
        into: folder(of: task.id))
    }
    known[task.id] = result
    return result
  }

  /// What came of a spec of the assignment's.
  package func runs(ofSpec name: String) -> Result<TrainedRuns, SpecRefusal> {
    if let done = known["\(name)/"] { return done }
    let result = Result { () throws(SpecRefusal) in
      let spec = try reader.reference(name)
      let count = reader.assignment.assignment.variant.seeds
      let plain = name.replacing("/", with: "_").replacing(".json", with: "")
      let numbers = reader.numbers.chosen.sorted { $0.key < $1.key }.map { "-\($0.value.place)" }
      let experiment = SpecTrainer.graded(
        spec, root: spec, name: plain, seeds: classVariant.seeds(count), figures: [])
      return try trainer.train(
        experiment, from: spec.folder, into: "\(shared)/\(plain)\(numbers.joined())",
        isAuthors: true)
    }
    known["\(name)/"] = result
    return result
  }

  private func folder(of task: String) -> String { "\(work)/\(task)" }

  /// Draws what a task's page shows.
  /// - Returns: the names of the pictures in `folder`.
  package func drawFigures(of task: SpecTask, into folder: String) -> [String] {
    guard case .success(let runs)? = known[task.id], !runs.results.isEmpty else { return [] }
    let run = RunFolder(
      path: self.folder(of: task.id), experiment: runs.experiment, trials: runs.trials,
      results: runs.results)
    guard let presentation = try? OutputFolder(run).write() else { return [] }
    let drawn = FigureDrawer().draw(
      presentation.drawable.map(\.name), in: run.path, as: [.svg, .png])
    return drawn.files.compactMap { name in
      let file = "\(task.id)-\(name)"
      guard let bytes = try? InputBytes.read("\(run.path)/\(name)"),
        (try? OutputFile.write(bytes, to: "\(folder)/\(file)")) != nil
      else { return nil }
      return file
    }
  }
}

/// Which of the lab's figures matter for a task.
enum TaskFigures {
  static func names(for task: SpecTask) -> [String] {
    let columns = Set(task.goals.compactMap(\.measure.columnName))
    var names = ["convergence"]
    if !columns.isDisjoint(with: ["dead_fraction", "dead_units", "always_negative"]) {
      names.append("dead_units")
    }
    if !columns.isDisjoint(with: ["frechet", "coverage", "classes", "saturation", "diversity"]) {
      names += ["gan_scores", "pictures"]
    }
    if !columns.isDisjoint(with: ["x", "y", "value"]) { names.append("paths") }
    if task.goals.contains(where: { $0.measure.bestRate != nil }) { names.append("lr_sensitivity") }
    let known = FigureCatalog.all.map { $0.name }
    return names.filter(known.contains)
  }
}
