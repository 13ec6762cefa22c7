package import SpecLanguage

/// A spec that a student edits, and what its runs have to show.
package struct SpecTask: AssignmentTask {
  package static let kind = "spec"
  package static let summary = "a spec to be edited, and goals for what comes of its runs"

  /// What a spec may do only where the task says so.
  package enum Permission: String, CaseIterable, Sendable {
    case external, weights
    /// Data of files in its folder.
    case files
  }

  package var common = TaskCommon()
  package var file = ""
  /// A spec of the assignment, or the id of another task whose spec it is.
  package var base = ""
  package var mayChange: [PathPattern] = []
  package var mustKeep: [PathPattern] = []
  package var mayUse: [Permission] = []
  /// How many seeds, where that is not the variant's number.
  package var seeds: Int?
  package var goals: [Goal] = []

  package init() {}

  package mutating func configureOwn(_ fields: inout Fields) {
    fields.field(
      "file", &file, as: .innerPath, required: true, "The spec's file, which is handed in.")
    fields.field(
      "base", &base, as: .innerPath, required: true,
      "The spec that it is an edition of: a file of the assignment's folder, or another task's id.")
    fields.field(
      "may_change", &mayChange, as: .list(of: PathPattern.fieldType),
      "Places that may differ from the base: optimizers[0], problems[0].model[*].units, "
        + "problems[0].model[#] for how many there are.")
    fields.field(
      "must_keep", &mustKeep, as: .list(of: PathPattern.fieldType),
      "Places within these that may not.")
    fields.choices(
      "may_use", &mayUse, "What is refused otherwise: optimizers that are programs, weights, files."
    )
    fields.field(
      "seeds", &seeds, as: .integer(in: 1...1000),
      "With how many seeds of the grader's it is trained; the variant's number without it.")
    fields.objects("goals", &goals, count: .atLeast(1), required: true, "What is asked of it.")
  }

  package var checks: [(id: String, title: String, most: Double)] {
    goals.map { ($0.id, $0.title, $0.points) }
  }

  package var files: [String] { [file] }
  /// Whether its base is the spec of another task.
  package var isBasedOnTask: Bool { !base.hasSuffix(".json") }
}
