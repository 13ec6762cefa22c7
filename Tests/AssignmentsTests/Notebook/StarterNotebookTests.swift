import Assignments
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

@Suite("The notebook that is handed out") struct StarterNotebookTests {
  private static let page = """
    # Dying units

    Kill them.

    ```sh
    ## no heading
    ```

    ## How

    By long steps.
    """

  private static let notebook = StarterNotebook(
    title: "Dying units", page: page,
    tasks: [
      .init(id: "adam", title: "Write Adam", points: 10, kind: .program("adam.py")),
      .init(id: "kill", title: "Kill half", points: 1, kind: .spec("kill.json")),
      .init(
        id: "born", title: "Born", text: "How many are \"born\" so?", points: 2.5,
        kind: .answer(choices: [])),
      .init(
        id: "who", title: "Who", points: 2, kind: .prediction(choices: ["yes", "cannot be told"])),
      .init(id: "why", title: "Why", points: 3, kind: .manual(nil)),
      .init(id: "gone", title: "Gone", points: 1, kind: .program("binary.bin")),
    ],
    files: ["adam.py": "import optlab\n\nname = \"e\u{301}\\n\"\n\n", "kill.json": "{}\n"])

  private static let cells = LooseJSON(node: notebook.node)["cells"].elements

  private static func source(_ cell: LooseJSON) -> String {
    cell["source"].elements.map(\.text).joined()
  }

  private static let sources = cells.map(source)

  @Test("is nbformat 4.5: cells with ids of their own, without outputs, read back as written")
  func format() throws {
    let root = try LooseJSON(parsing: Array(Self.notebook.text.utf8))
    #expect(root["nbformat"].number == 4 && root["nbformat_minor"].number == 5)
    #expect(root["metadata"]["kernelspec"]["name"].text == "python3")
    #expect(root["cells"].elements.map(Self.source) == Self.sources)
    let ids = Self.cells.map { $0["id"].text }
    #expect(Set(ids).count == ids.count)
    for cell in Self.cells {
      let keys = Set(cell.members.map(\.key))
      let isCode = cell["cell_type"].text == "code"
      #expect(
        keys
          == Set(
            ["cell_type", "id", "metadata", "source"]
              + (isCode ? ["execution_count", "outputs"] : [])))
      #expect(cell["id"].text.wholeMatch(of: /[a-zA-Z0-9_-]{1,64}/) != nil)
      let lines = cell["source"].elements.map(\.text)
      #expect(lines.dropLast().allSatisfy { $0.hasSuffix("\n") } && lines.last?.last != "\n")
    }
  }

  @Test("has the page, a section a cell, and the heading of a fence in none of its own")
  func page() {
    #expect(Self.sources[0].hasPrefix("# Dying units\n\nA cell that begins with"))
    #expect(Self.sources[1].hasPrefix("\nKill them.") && Self.sources[1].contains("## no heading"))
    #expect(Self.sources[2] == "## How\n\nBy long steps.")
  }

  @Test("installs what its cells call, in a cell of its own that a program may leave out")
  func installs() {
    #expect(Self.sources[3] == "%pip install --quiet optimizer-lab numpy")
    #expect(Self.cells[3]["metadata"]["tags"].elements.map(\.text) == ["skip-execution"])
    #expect(Self.cells[4]["metadata"].members.isEmpty)
    #expect(
      Self.sources[4] == "from optimizer_lab.assignment import answer, check, lock, run")
  }

  @Test("has of each task what is asked, the file in a cell that writes it, and its checks")
  func tasks() {
    #expect(
      Array(Self.sources.dropFirst(5)) == [
        "## Write Adam (10 points)",
        "%%writefile adam.py\nimport optlab\n\nname = \"e\u{301}\\n\"", "check(\"adam\")",
        "## Kill half (1 point)", "%%writefile kill.json\n{}",
        "# print(run(\"kill.json\"))  # trains it, and says what came out", "check(\"kill\")",
        "## Born (2.5 points)\n\nHow many are \"born\" so?",
        "answer(\"born\", None)  # a number", "check(\"born\")", "## Who (2 points)",
        "answer(\"who\", None)  # one of \"yes\", \"cannot be told\"",
        "# lock()  # before the run: what is locked cannot be changed after it",
        "## Why (3 points)", "## Gone (1 point)", "check(\"gone\")", "## All of it", "check()",
      ])
  }
}
