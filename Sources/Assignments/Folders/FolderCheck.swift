internal import ExperimentRunner
internal import LabCommands
internal import OptimizerLab
internal import SpecLanguage

/// What is wrong with the files that an assignment names.
struct FolderCheck {
  let folder: String
  let assignment: Assignment
  let source: SpecSource

  private let numbers: VariantNumbers

  init(folder: String, assignment: Assignment, source: SpecSource) {
    self.folder = folder
    self.assignment = assignment
    self.source = source
    numbers = VariantNumbers(assignment.variant, variant: Variant(code: 0))
  }

  /// Every mistake as it is printed; empty where there is none.
  var mistakes: String {
    var text = ""
    for (place, task) in assignment.tasks.enumerated() {
      let path: SpecPath = ["tasks", .index(place)]
      if let spec = task as? SpecTask { text += mistakes(of: spec, at: path) }
      for (key, runs) in [
        ("from", (task as? AnswerTask)?.from), ("judge", (task as? PredictTask)?.judge),
      ] {
        if let name = runs?.spec {
          text += mistakes(ofSpec: name, at: path + [.key(key), "spec"]).text
        }
      }
      text += missingSources(of: task, at: path)
    }
    return text
  }

  /// A slip of the author's in what is there already.
  private func say(_ message: String, at path: SpecPath) -> String {
    var mistake = Diagnostic(warning: message, at: path, in: source)
    mistake.isWarning = false
    return mistake.rendered(in: source) + "\n"
  }

  private func mistakes(of task: SpecTask, at path: SpecPath) -> String {
    if task.isBasedOnTask { return patternMistakes(of: task, at: path) }
    let (base, text) = mistakes(ofSpec: task.base, at: path + ["base"])
    return text + (base == nil ? "" : patternMistakes(of: task, at: path))
  }

  private func mistakes(
    ofSpec name: String, at path: SpecPath
  ) -> (experiment: Experiment?, text: String) {
    let file = "\(folder)/\(name)"
    guard OutputFile.exists(file), !OutputFile.isFolder(file) else {
      let known = OutputFile.names(in: folder).filter { $0.hasSuffix(".json") }
      return (
        nil, say("there is no file \(file)\(Self.hint(name, known))", at: path)
      )
    }
    do throws(DataError) {
      let spec = try GradedSpec.read(file, numbers: numbers)
      let text = spec.diagnostics.rendered(in: spec.source)
      return (text.isEmpty ? spec.experiment : nil, text)
    } catch {
      return (nil, say(error.description, at: path))
    }
  }

  /// What may not change has to be there.
  private func patternMistakes(of task: SpecTask, at path: SpecPath) -> String {
    guard let root = root(of: task), let spec = try? GradedSpec.read(root, numbers: numbers),
      spec.diagnostics.isEmpty
    else { return "" }
    let leaves = SpecLeaves(spec.resolved)
    return task.mustKeep.enumerated().filter { !leaves.contains($0.element) }.map {
      place, pattern in
      say(
        "the base has nothing at \(pattern)", at: path + ["must_keep", .index(place)])
    }.joined()
  }

  /// The file at the bottom of the tasks that a task is based on.
  private func root(of task: SpecTask) -> String? {
    var task = task
    for _ in assignment.tasks {
      guard task.isBasedOnTask else { return "\(folder)/\(task.base)" }
      guard let next = assignment.task(task.base) as? SpecTask else { return nil }
      task = next
    }
    return nil
  }

  /// Programs that are to be written have to be in `source`, where there is such a folder.
  private func missingSources(of task: any AssignmentTask, at path: SpecPath) -> String {
    guard let implement = task as? ImplementTask, OutputFile.isFolder("\(folder)/source"),
      !OutputFile.exists("\(folder)/source/\(implement.file)")
    else { return "" }
    let known = OutputFile.names(in: "\(folder)/source")
    return say(
      "there is no file \(folder)/source/\(implement.file)\(Self.hint(implement.file, known))",
      at: path + ["file"])
  }

  private static func hint(_ name: String, _ known: [String]) -> String {
    nearestName(to: name, among: known).map { "; did you mean \(quoted($0))?" } ?? ""
  }
}

extension SpecPath {
  static func + (path: SpecPath, steps: [Step]) -> SpecPath { SpecPath(path.steps + steps) }
}
