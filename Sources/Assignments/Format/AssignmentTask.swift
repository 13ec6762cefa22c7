package import SpecLanguage

/// What all tasks have.
package struct TaskCommon: Sendable {
  package var id = ""
  /// A line for pages; without it, the id.
  package var givenTitle: String?
  /// Checks, or tasks as a whole, that have to have full marks before this task counts.
  package var needs: [String] = []

  package init() {}

  package var title: String { givenTitle ?? id }

  package mutating func configure(_ fields: inout Fields) {
    fields.field(
      "id", &id, as: .identifier, required: true,
      "Names the task in ids of checks: letters, digits, '_' and '-'.")
    fields.text("title", &givenTitle, "One line for pages; without it, the id.")
    fields.texts(
      "needs", &needs,
      "Ids of checks, or of whole tasks, that have to have full marks before this one counts.")
  }
}

/// One task of an assignment.
///
/// A new kind is one file and one word in `AssignmentTasks.all`, besides what checks it.
package protocol AssignmentTask: Configurable, Sendable {
  static var kind: String { get }
  static var summary: String { get }

  var common: TaskCommon { get set }
  /// The ids of its checks behind `TASK.`, in order, each with the most that it gives.
  var checks: [(id: String, title: String, most: Double)] { get }
  /// The files that are handed in for it.
  var files: [String] { get }
  /// The fields of it that are its own.
  mutating func configureOwn(_ fields: inout Fields)
  /// Takes out what only the teacher may know.
  mutating func removeAnswers()
}

extension AssignmentTask {
  package mutating func configure(_ fields: inout Fields) {
    common.configure(&fields)
    configureOwn(&fields)
  }

  package mutating func removeAnswers() {}

  package var id: String { common.id }
  package var mostPoints: Double { checks.reduce(0) { $0 + $1.most } }
  /// The ids of its checks: `TASK.CHECK`.
  package var checkIDs: [String] { checks.map { "\(id).\($0.id)" } }
}

/// The one list of the kinds of tasks.
package enum AssignmentTasks {
  package static let all: [any AssignmentTask.Type] = [
    ImplementTask.self, SpecTask.self, AnswerTask.self, PredictTask.self, ManualTask.self,
  ]

  package static var kinds: Kinds<any AssignmentTask> {
    Kinds(
      "task",
      all.map { type in
        Kind(type.kind, type.summary, make: { type.init() }, configure: { $0.configure(&$1) })
      },
      nameOf: { type(of: $0).kind })
  }
}

/// Points that people give.
package struct ManualTask: AssignmentTask {
  package static let kind = "manual"
  package static let summary = "what people read and judge; the points come from the teacher's file"

  package var common = TaskCommon()
  package var question = ""
  package var points = 0.0
  package var handedIn: String?

  package init() {}

  package mutating func configureOwn(_ fields: inout Fields) {
    fields.text("question", &question, required: true, "What is asked.")
    fields.number("points", &points, in: .atLeast(0), required: true, "The most points.")
    fields.field("file", &handedIn, as: .innerPath, "The file that is to be handed in, if one is.")
  }

  package var checks: [(id: String, title: String, most: Double)] {
    [("points", question, points)]
  }

  package var files: [String] { handedIn.map { [$0] } ?? [] }
}
