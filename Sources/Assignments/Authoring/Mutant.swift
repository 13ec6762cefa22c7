internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// A solution with one mistake, and what the checks have to say of it.
struct Mutant: Configurable, Sendable {
  var file = ""
  var replace: String?
  var with: String?
  var edits: [String] = []
  var expect = ""
  var says: String?

  mutating func configure(_ fields: inout Fields) {
    fields.field("file", &file, as: .innerPath, required: true, "The file of the solution.")
    fields.text("replace", &replace, "What stands in it once.")
    fields.text("with", &with, "What stands there in its place.")
    fields.texts("edits", &edits, "Changes of a spec, as for --set: optimizers.0.lr=3.")
    fields.text(
      "expect", &expect, required: true,
      "The known mistake that is named, or the check that is not passed: adam.no-correction, kill.dead."
    )
    fields.text("says", &says, "Words that the message or the hint has.")
    if fields.has("replace") == fields.has("edits") {
      fields.report("says what it changes by either replace and with, or edits")
    }
    if fields.has("replace"), !fields.has("with") {
      fields.report("says replace, and not with what")
    }
  }

  /// All mutants of an assignment, with their names.
  /// - Throws: `AssignmentMistakes`, `AssignmentError`.
  static func all(of assignment: AssignmentFolder) throws -> [(name: String, mutant: Mutant)] {
    let folder = assignment.file("mutants")
    var mutants: [(name: String, mutant: Mutant)] = []
    var mistakes = ""
    for name in OutputFile.names(in: folder) where name.hasSuffix(".json") {
      let source: SpecSource
      do throws(DataError) {
        source = SpecSource(
          name: "\(folder)/\(name)", bytes: try InputBytes.read("\(folder)/\(name)", limit: 1 << 20)
        )
      } catch {
        throw AssignmentError(error)
      }
      let stem = String(name.dropLast(".json".count))
      guard let tree = try? JSONParser.parse(source.bytes) else {
        mistakes += Reading<Mutant>(source).diagnostics.rendered(in: source)
        continue
      }
      let nodes = tree.elements ?? [tree]
      for (place, node) in nodes.enumerated() {
        let reading = Reading<Mutant>(node, in: source)
        mistakes += reading.diagnostics.rendered(in: source)
        mutants.append((nodes.count > 1 ? "\(stem)[\(place)]" : stem, reading.value))
      }
    }
    guard mistakes.isEmpty else { throw AssignmentMistakes(mistakes) }
    return mutants
  }

  /// The solution's files with the mistake in one of them.
  /// - Throws: why it does not apply.
  func applied(to files: [HandOut.File]) throws(AssignmentError) -> [HandOut.File] {
    guard let place = files.firstIndex(where: { $0.name == file }) else {
      throw AssignmentError("the solution has no file \(file)")
    }
    var files = files
    if let replace, let with {
      let text = String(decoding: files[place].bytes, as: UTF8.self)
      let parts = text.split(separator: replace, omittingEmptySubsequences: false)
      guard !replace.isEmpty, parts.count == 2 else {
        throw AssignmentError(
          "\(quoted(replace)) stands \(parts.count - 1) times in \(file), and should once")
      }
      files[place].bytes = Array(parts.joined(separator: with).utf8)
      return files
    }
    guard var tree = try? JSONParser.parse(files[place].bytes) else {
      throw AssignmentError("\(file) is no JSON")
    }
    for text in edits {
      do throws(Diagnostic) {
        try SpecEdit(text).apply(to: &tree)
      } catch {
        throw AssignmentError("\(text): \(error.message)")
      }
    }
    files[place].bytes = Array(JSONText.pretty(tree).utf8)
    return files
  }

  /// What is wrong with what the checks said; `nil` where it is what was expected.
  func complaint(about result: GradeResult) -> String? {
    let found = result.checks.filter {
      $0.mistake == expect || $0.id == expect && $0.status != .pass
    }
    guard !found.isEmpty else {
      let said = result.checks.filter { $0.status.isFailure }.map { check in
        "\(check.id)\(check.mistake.map { " (\($0))" } ?? ""): \(check.message)"
      }
      return "was to be told as \(expect), and was "
        + (said.isEmpty ? "found right" : "told so: \(said.joined(separator: " | "))")
    }
    guard let says else { return nil }
    return found.contains { "\($0.message) \($0.hint ?? "")".contains(says) }
      ? nil : "was to be told with \(quoted(says)), and was: \(found[0].message)"
  }
}
