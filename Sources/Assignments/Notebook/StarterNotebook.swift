package import SpecLanguage

/// The notebook that is handed out beside the files of an assignment, for those who would rather work in
/// one: its pages in cells, each file of the student's in a cell that writes it, each question in a cell
/// that answers it, and the checks of the command line.
///
/// A pure function of what is handed out; it is no other way to hand in: what is checked are the files.
package struct StarterNotebook: Sendable {
  /// What is asked of the student.
  package struct Task: Sendable {
    package enum Kind: Sendable, Equatable {
      /// A program or a spec, the file by its name in the folder.
      case program(String)
      case spec(String)
      /// A number, or one of the choices where there are some.
      case answer(choices: [String])
      case prediction(choices: [String])
      /// What people read and judge; the file where one is handed in.
      case manual(String?)
    }

    package var id: String
    package var title: String
    /// The question, where it is one.
    package var text: String
    package var points: Double
    package var kind: Kind

    package init(id: String, title: String, text: String = "", points: Double, kind: Kind) {
      self.id = id
      self.title = title
      self.text = text
      self.points = points
      self.kind = kind
    }
  }

  package static let fileName = "notebook.ipynb"

  private let title: String
  private let page: String
  private let tasks: [Task]
  private let files: [String: String]

  /// - Parameters:
  ///   - title: of the assignment.
  ///   - page: what students read, in Markdown.
  ///   - files: the texts that they begin with, by name.
  package init(title: String, page: String, tasks: [Task], files: [String: String]) {
    self.title = title
    self.page = page
    self.tasks = tasks
    self.files = files
  }

  package var text: String { JSONText.pretty(node) }

  /// In nbformat 4.5.
  package var node: JSONNode {
    .object([
      .init("cells", .array(cells.enumerated().map { $1.node(id: "cell-\($0)") })),
      .init(
        "metadata",
        .object([
          .init(
            "kernelspec",
            .object([
              .init("display_name", .string("Python 3")), .init("language", .string("python")),
              .init("name", .string("python3")),
            ])),
          .init("language_info", .object([.init("name", .string("python"))])),
        ])),
      .init("nbformat", .integer(4)), .init("nbformat_minor", .integer(5)),
    ])
  }

  private var cells: [NotebookCell] {
    let head = NotebookCell.markdown("# \(title)\n\n" + Self.introduction)
    return [head] + NotebookCell.sections(of: page, without: title)
      + [.installing(Self.installation), .code(Self.helpers)] + tasks.flatMap(cells)
      + [.markdown("## All of it"), .code("check()")]
  }

  private static let introduction = """
    A cell that begins with `%%writefile` writes that file into this folder: change it here, and run it. \
    What is checked, and handed in, are the files; `optlab assignment check` says the same as the cells \
    below.
    """

  /// The program with its package for Python, wherever the notebook is opened; numpy is what rules need.
  private static let installation = "%pip install --quiet optimizer-lab numpy"

  /// What the cells call.
  private static let helpers = "from optimizer_lab.assignment import answer, check, lock, run"

  private func cells(of task: Task) -> [NotebookCell] {
    let points = "\(JSONNode.shortestText(of: task.points)) point\(task.points == 1 ? "" : "s")"
    let heading =
      "## \(task.title) (\(points))" + (task.text.isEmpty ? "" : "\n\n\(task.text)")
    let check = NotebookCell.code("check(\(Self.python(task.id)))")
    switch task.kind {
    case .program(let file):
      return [.markdown(heading)] + writing(file) + [check]
    case .spec(let file):
      let run = NotebookCell.code(
        "# print(run(\(Self.python(file))))  # trains it, and says what came out")
      return [.markdown(heading)] + writing(file) + [run, check]
    case .answer(let choices):
      return [.markdown(heading), .code(Self.answering(task.id, choices)), check]
    case .prediction(let choices):
      let lock = "# lock()  # before the run: what is locked cannot be changed after it"
      return [.markdown(heading), .code(Self.answering(task.id, choices)), .code(lock)]
    case .manual(let file):
      return [.markdown(heading)] + (file.map(writing) ?? [])
    }
  }

  /// Nothing for a file that is none of text.
  private func writing(_ file: String) -> [NotebookCell] {
    files[file].map { [.code("%%writefile \(file)\n\($0)")] } ?? []
  }

  private static func answering(_ id: String, _ choices: [String]) -> String {
    let listed = choices.map(python).joined(separator: ", ")
    let what = choices.isEmpty ? "a number" : "one of \(listed)"
    return "answer(\(python(id)), None)  # \(what)"
  }

  /// A literal of Python: JSON's strings are some.
  private static func python(_ text: String) -> String { JSONText.quoted(text) }
}
