import Foundation
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// The lessons as files; `./test` executes them too, where it can.
@Suite("A lesson")
struct NotebookTests {
  static let names = [
    "00-tour", "01-gd-sgd-minibatch", "02-momentum-nesterov", "03-adagrad-adadelta-adam",
    "04-dying-relu", "05-gradient-flow", "06-gan", "08-edge-of-stability",
  ]

  private static var folder: URL { Program.repository.appendingPathComponent("Notebooks") }

  private struct Cell {
    var isCode: Bool
    var text: String
    var node: LooseJSON
  }

  private func cells(_ name: String) throws -> [Cell] {
    let file = Self.folder.appendingPathComponent("\(name).ipynb")
    let root = try LooseJSON(parsing: Array(try Data(contentsOf: file)))
    #expect(root["nbformat"].number == 4 && root["nbformat_minor"].number >= 5)
    #expect(root["metadata"]["kernelspec"]["name"].text == "python3")
    return root["cells"].elements.map { node in
      Cell(
        isCode: node["cell_type"].text == "code",
        text: node["source"].elements.map(\.text).joined(), node: node)
    }
  }

  @Test("is one of those that are there, and no other")
  func all() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let lessons = files.filter { $0.hasSuffix(".ipynb") }.map { String($0.dropLast(6)) }
    #expect(lessons.sorted() == Self.names)
  }

  @Test("is a valid notebook, stored without outputs", arguments: names)
  func valid(_ name: String) throws {
    let cells = try cells(name)
    let ids = cells.map { $0.node["id"].text }
    #expect(Set(ids).count == cells.count && !ids.contains(""))
    for cell in cells {
      #expect(["code", "markdown"].contains(cell.node["cell_type"].text))
      #expect(!cell.text.isEmpty)
      let members = Set(cell.node.members.map(\.key))
      #expect(members.isSuperset(of: ["id", "cell_type", "metadata", "source"]))
      if cell.isCode {
        #expect(JSONText.compact(cell.node["outputs"].node) == "[]", "\(name) has outputs")
        #expect(
          JSONText.compact(cell.node["execution_count"].node) == "null", "\(name) was executed")
      }
    }
  }

  @Test("has one question, a plot, the lab's own figure, an exercise and checks", arguments: names)
  func parts(_ name: String) throws {
    let cells = try cells(name)
    let texts = cells.filter { !$0.isCode }.map(\.text)
    let code = cells.filter(\.isCode).map(\.text)
    #expect(texts[0].hasPrefix("# \(name.prefix(2)) · "))
    #expect(texts[0].contains("?**\n"))
    #expect(texts.contains { $0.hasPrefix("## Exercise\n") || $0.contains("\n## Exercise\n") })
    #expect(code.contains { $0.contains("plt.subplots(") })
    #expect(code.contains { $0.contains("run.figure(") })
    let assignments = texts.flatMap { text in
      text.matches(of: /\]\(\.\.\/Assignments\/([a-z-]+)\/README\.md\)/).map { String($0.1) }
    }
    #expect(assignments.count == 1, "the assignment that it prepares for")
    for name in assignments {
      let page = Program.repository.appendingPathComponent("Assignments/\(name)/README.md")
      #expect(FileManager.default.fileExists(atPath: page.path), "\(name)")
    }
    #expect(cells.last?.isCode == true)
    #expect((code.last ?? "").ranges(of: "assert ").count >= 3)
  }

  @Test("names only experiments, commands and figures that there are", arguments: names)
  func known(_ name: String) throws {
    let text = try cells(name).map(\.text).joined(separator: "\n")
    let help = try Program.run(["--help"]).output
    let figures = try Program.run(["list", "figures"]).output
    let listed = try ["optimizers", "layers", "data"].map { try Program.run(["list", $0]).output }
      .joined()
    func names(in text: String) -> Set<String> {
      Set(
        text.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) })
    }
    for match in text.matches(of: /lab\.run\("([^"]+)"/) {
      #expect(ShippedTests.experiments.contains(String(match.1)))
    }
    for match in text.matches(of: /lab\.optlab\("([^"]+)"/) {
      #expect(names(in: help).contains(String(match.1)), "\(match.1)")
    }
    for match in text.matches(of: /\.figure\("([^"]+)"/) {
      #expect(names(in: figures).contains(String(match.1)), "\(match.1)")
    }
    let kinds = names(in: listed).union(["regression", "gan", "surface", "function"])
    for match in text.matches(of: /"kind": "([^"]+)"/) {
      #expect(kinds.contains(String(match.1)), "\(match.1)")
    }
  }

  @Test("installs what it needs in a first cell that does nothing else", arguments: names)
  func installs(_ name: String) throws {
    let first = try #require(try cells(name).first(where: \.isCode))
    #expect(first.text == "%pip install --quiet \"optimizer-lab[notebook]\"")
    // `scripts/lessons` has all of it.
    #expect(first.node["metadata"]["tags"].elements.map(\.text) == ["skip-execution"])
  }

  @Test("calls the program where a failure is an error, not through the shell", arguments: names)
  func noShell(_ name: String) throws {
    for cell in try cells(name).filter(\.isCode).dropFirst() {
      for line in cell.text.split(separator: "\n") {
        #expect(!line.hasPrefix("!") && !line.hasPrefix("%"), "\(name): \(line)")
      }
    }
  }
}
