internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// What a shell offers for a word of the command line that was begun.
package struct WordCandidates: Sendable {
  private let prefix: String

  package init(_ prefix: String) {
    self.prefix = prefix
  }

  /// Spec files, and the names of the experiments that ship with the program.
  package func specs(named names: [String]) -> [String] {
    names.filter { $0.hasPrefix(prefix) }
      + PathCandidates(prefix).files(ending: ".json", except: ".schema.json")
  }

  /// The folders that runs left.
  package var runs: [String] { PathCandidates(prefix).folders(with: SpecOrigin.fileName) }

  /// Assignments' folders, and the names of those that ship with the program.
  package func assignments(named names: [String]) -> [String] {
    names.filter { $0.hasPrefix(prefix) } + PathCandidates(prefix).folders(with: "assignment.json")
  }

  /// The keys of a spec that go one step on: `optimizers.0.` has `optimizers.0.lr=` and more. What holds
  /// objects ends with a dot, what can be given a value with `=`.
  ///
  /// A spec with mistakes has the keys that are written in it, any other those of its defaults too. The
  /// shell quotes what it is offered.
  package func keys(of file: SpecFile) -> [String] {
    let reading = Reading(file.source, from: Experiment.ofLab)
    let written = try? JSONParser.parse(file.source.bytes)
    let spec = reading.diagnostics.isEmpty ? Fields.writing(reading.value) : written
    return spec.map(keys) ?? []
  }

  private func keys(of spec: JSONNode) -> [String] {
    let cut = prefix.lastIndex(of: ".").map { prefix.index(after: $0) } ?? prefix.startIndex
    var node = spec
    for name in prefix[..<cut].split(separator: ".") {
      guard let next = node.child(Self.step(String(name), in: node)) else { return [] }
      node = next
    }
    return Self.steps(of: node).compactMap { name, child in
      guard name.hasPrefix(prefix[cut...]), Self.isWhole(name) else { return nil }
      return prefix[..<cut] + name + (Self.holdsObjects(child) ? "." : "=")
    }
  }

  private static func step(_ name: String, in node: JSONNode) -> SpecPath.Step {
    if case .array = node.value, let index = Int(name) { return .index(index) }
    return .key(name)
  }

  private static func steps(of node: JSONNode) -> [(name: String, child: JSONNode)] {
    switch node.value {
    case .object(let members): members.map { ($0.key, $0.node) }
    case .array(let elements): elements.enumerated().map { ("\($0)", $1) }
    default: []
    }
  }

  private static func holdsObjects(_ node: JSONNode) -> Bool {
    switch node.value {
    case .object(let members): !members.isEmpty
    case .array(let elements):
      elements.contains { if case .object = $0.value { true } else { false } }
    default: false
    }
  }

  /// Whether it stays one step of a path, and one word: a line of what is offered is one, and for bash a
  /// word ends at a colon.
  private static func isWhole(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { $0 >= 32 && $0 != 127 && !".=:".utf8.contains($0) }
  }
}
