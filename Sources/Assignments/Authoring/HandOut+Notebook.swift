internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

extension HandOut {
  /// The notebook that is handed out beside these files.
  func notebook(beside files: [File]) -> File {
    let texts = files.compactMap { file in
      String(validating: file.bytes, as: UTF8.self).map { (file.name, $0) }
    }
    let known = Dictionary(texts) { first, _ in first }
    let notebook = StarterNotebook(
      title: assignment.assignment.title, page: known["README.md"] ?? "",
      tasks: assignment.assignment.tasks.compactMap(notebookTask), files: known)
    return File(StarterNotebook.fileName, Array(notebook.text.utf8))
  }

  /// `nil` for a kind of task that notebooks know nothing of.
  private func notebookTask(_ task: any AssignmentTask) -> StarterNotebook.Task? {
    let about: (text: String, kind: StarterNotebook.Task.Kind)
    switch task {
    case let task as ImplementTask: about = ("", .program(task.file))
    case let task as SpecTask: about = ("", .spec(task.file))
    case let task as AnswerTask:
      about = (task.question.text, .answer(choices: task.question.choices))
    case let task as PredictTask:
      about = (task.question.text, .prediction(choices: task.question.choices))
    case let task as ManualTask: about = (task.question, .manual(task.handedIn))
    default: return nil
    }
    return StarterNotebook.Task(
      id: task.id, title: numbers.fill(task.common.title), text: numbers.fill(about.text),
      points: task.mostPoints, kind: about.kind)
  }
}
