internal import Foundation
package import OptimizerLab

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

/// Files of the system that hold one short text.
enum SystemFile {
  static func text(_ path: String) -> String? {
    // Not by its size: those under /proc say that they have none.
    guard let file = FileHandle(forReadingAtPath: path),
      let data = try? file.read(upToCount: 1 << 20)
    else { return nil }
    return String(decoding: data, as: UTF8.self)
  }

  /// The value of the first line `NAME : VALUE`, or `NAME=VALUE`.
  static func value(_ name: String, in path: String) -> String? {
    for line in text(path)?.split(separator: "\n") ?? [] {
      let parts = line.split(maxSplits: 1, whereSeparator: { $0 == ":" || $0 == "=" })
      guard parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == name else {
        continue
      }
      return parts[1].trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
    }
    return nil
  }
}
