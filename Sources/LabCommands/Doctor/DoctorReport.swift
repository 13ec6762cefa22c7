internal import OptimizerLab
package import SpecLanguage

/// What somebody who looks into a fault has to know about the machine it happened on.
///
/// Reads and asks; changes nothing, needs no network, and does without whatever is missing: that is
/// what it then says.
package struct DoctorReport: Sendable {
  /// A heading and its lines, in the order in which they are shown.
  package let sections: [(name: String, facts: [Fact])]

  package init() {
    sections = [
      ("program", ProgramFacts.all), ("system", SystemFacts.all),
      ("processor", ProcessorFacts.all), ("memory", MemoryFacts.all),
      ("gnuplot", GnuplotFacts.all), ("other programs", OtherProgramFacts.all),
      ("folders", FolderFacts.all), ("environment", EnvironmentFacts.all),
    ]
  }

  /// For people.
  package var text: String {
    sections.map { section in
      let width = section.facts.map(\.name.count).max() ?? 0
      let lines = section.facts.map { fact in
        let space = String(repeating: " ", count: width - fact.name.count)
        return "  \(TerminalText.escaped(fact.name))\(space)  \(TerminalText.escaped(fact.text))\n"
      }
      return "\(section.name)\n" + (lines.isEmpty ? "  nothing\n" : lines.joined())
    }.joined(separator: "\n")
  }

  /// For programs: an object of objects.
  package var json: JSONNode {
    .object(
      sections.map { section in
        .init(section.name, .object(section.facts.map { .init($0.name, $0.value) }))
      })
  }
}

/// One thing that is so.
package struct Fact: Sendable {
  package var name: String
  package var value: JSONNode

  init(_ name: String, _ value: JSONNode) {
    self.name = name
    self.value = value
  }

  init(_ name: String, _ text: String) {
    self.init(name, .string(text))
  }

  init(_ name: String, _ words: [String]) {
    self.init(name, .array(words.map(JSONNode.string)))
  }

  /// The value in words.
  var text: String { Self.words(of: value) }

  private static func words(of node: JSONNode) -> String {
    switch node.value {
    case .null: "unknown"
    case .bool(let value): value ? "yes" : "no"
    case .number(let text), .string(let text): text
    case .array(let elements):
      elements.isEmpty ? "none" : elements.map(words).joined(separator: " ")
    case .object(let members):
      members.map { "\($0.key) \(words(of: $0.node))" }.joined(separator: ", ")
    }
  }
}
