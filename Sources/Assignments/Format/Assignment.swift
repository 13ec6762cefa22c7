package import SpecLanguage

/// What is set: tasks, how they are checked, and how many points each check gives.
package struct Assignment: Configurable, Sendable {
  /// The version of the format.
  package var format = 1
  /// Letters, digits, `.`, `_`, `-`.
  package var name = ""
  /// Raised by who edits it after it was handed out.
  package var version = 1
  package var title = ""
  package var description = ""
  /// How long it takes, for lists.
  package var minutes: Int?
  package var variant = VariantSettings()
  package var limits = AssignmentLimits()
  /// The share of the points that what is handed out may have.
  package var starterAtMost = 0.2
  /// The sum of the points, as the author counts them; a check of the sum where it is given.
  package var points: Double?
  /// Whether it is what students are given, without the answers.
  package var isPublic = false
  package var tasks: [any AssignmentTask] = []

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.integer(
      "assignment", &format, in: 1...1, required: true, "The version of this format: 1.")
    fields.field(
      "name", &name, as: .identifier, required: true,
      "Names the assignment: letters, digits, '_' and '-'.")
    fields.integer(
      "version", &version, in: 1...1_000_000, required: true,
      "Raised whenever it is edited after it was handed out.")
    fields.text("title", &title, required: true, "One line for lists and pages.")
    fields.text("description", &description, "A sentence or two on what is learned.")
    fields.integer("minutes", &minutes, in: 1...100_000, "How long it takes a student.")
    fields.number(
      "points", &points, in: .above(0),
      "The sum of all points; held against the tasks, so that a slip is found.")
    fields.object("variant", &variant, "What differs from student to student.")
    fields.object("limits", &limits, "What a submission may use.")
    fields.number(
      "starter_at_most", &starterAtMost, in: 0...1,
      "The share of the points that what is handed out may have, unedited.")
    fields.flag(
      "public", &isPublic, "Whether the answers are left out, as in what students are given.")
    fields.kinds(
      "tasks", &tasks, among: AssignmentTasks.kinds, count: .atLeast(1), required: true,
      "What is to be done.")
    checkTasks(&fields)
  }

  /// The task of that name.
  package func task(_ id: String) -> (any AssignmentTask)? { tasks.first { $0.common.id == id } }

  /// All points that there are.
  package var mostPoints: Double { tasks.reduce(0) { $0 + $1.mostPoints } }

  /// The same without what only the teacher may know.
  package var withoutAnswers: Assignment {
    var copy = self
    copy.isPublic = true
    for place in copy.tasks.indices { copy.tasks[place].removeAnswers() }
    return copy
  }
}
