internal import KnownMistakes
package import SpecLanguage

/// An update rule that a student writes.
package struct ImplementTask: AssignmentTask {
  package static let kind = "implement"
  package static let summary = "an update rule, as a program or as equations of a spec"

  /// What is checked of a rule, in the order of the result, with the usual points.
  package enum Check: String, CaseIterable, Sendable {
    case runs, rule, memory, float32, manners

    package var usualPoints: Double {
      switch self {
      case .runs, .float32, .manners: 1
      case .rule: 5
      case .memory: 2
      }
    }

    package var title: String {
      switch self {
      case .runs: "takes twenty steps without an error"
      case .rule: "follows the rule"
      case .memory: "keeps what it remembers with its parameters, and nothing else"
      case .float32: "follows it in single precision too"
      case .manners: "leaves the gradient as it is, and the numbers in their type"
      }
    }
  }

  /// How much a hint says.
  package enum Level: String, CaseIterable, Sendable { case hint, name, `where` }

  package static var rules: [String] { KnownRule.all.map(\.name) }

  package var common = TaskCommon()
  package var rule = "gd"
  package var file = ""
  package var command: [String] = []
  /// A file that may be handed in in its place, with an optimizer of the kind `rule`.
  package var equations: String?
  /// Which of several published forms is the right one; `nil` for the usual one.
  package var convention: String?
  package var points: [NamedValue<Double>] = []
  package var accept: [NamedValue<Double>] = []
  package var level = Level.hint

  package init() {}

  package mutating func configureOwn(_ fields: inout Fields) {
    fields.field(
      "rule", &rule, as: .name(among: Self.rules), required: true, "The rule that is to be written."
    )
    fields.field(
      "file", &file, as: .innerPath, required: true, "The program's file, which is handed in.")
    fields.texts(
      "command", &command, count: .atLeast(1), required: true,
      "What starts the program in its folder, word by word: [\"python3\", \"adam.py\"].")
    fields.field(
      "equations", &equations, as: .innerPath,
      "A file that may be handed in instead: {\"kind\": \"rule\", …}, the equations themselves.")
    fields.text(
      "convention", &convention,
      "Which of several published forms is right, such as dampened, polyak, torch, keras-eps.")
    fields.field(
      "points", &points, as: .table(of: .number(in: .atLeast(0)), naming: "check"),
      "From check to points: runs 1, rule 5, memory 2, float32 1, manners 1 without it.")
    fields.field(
      "accept", &accept, as: .table(of: .number(in: .atLeast(0)), naming: "known mistake"),
      "From a known mistake, such as momentum.lr-inside, to the points that `rule` gives for it.")
    fields.choice(
      "level", &level, "How much is told of a mistake: a hint, its name too, or where only.")
    let known = Check.allCases.map(\.rawValue)
    for entry in points where !known.contains(entry.name) {
      fields.report(unknownName(entry.name, among: known), atKey: ["points", .key(entry.name)])
    }
    checkRule(&fields)
  }

  /// Which conventions and mistakes there are, the rule says.
  private func checkRule(_ fields: inout Fields) {
    do throws(RuleCheckError) {
      _ = try RuleCheck(
        rule: rule, convention: convention, points: [:],
        accept: Dictionary(accept.map { ($0.name, $0.value) }, uniquingKeysWith: { a, _ in a }))
    } catch {
      switch error {
      case .unknownRule: break
      case .unknownConvention: fields.report(error.sentence, at: ["convention"])
      case .unknownMistake(let name, _):
        fields.report(error.sentence, atKey: ["accept", .key(name)])
      }
    }
  }

  package func points(of check: Check) -> Double {
    points.first { $0.name == check.rawValue }?.value ?? check.usualPoints
  }

  package var checks: [(id: String, title: String, most: Double)] {
    Check.allCases.map { ($0.rawValue, $0.title, points(of: $0)) }
  }

  package var files: [String] { [file] + (equations.map { [$0] } ?? []) }
}
