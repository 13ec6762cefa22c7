package import SpecLanguage

/// What differs from student to student.
package struct VariantSettings: Configurable, Sendable {
  /// How many seeds the specs of a student are trained with.
  package var seeds = 5
  /// Names of numbers that questions and specs may use, each with the equivalent ones that it is chosen
  /// from.
  package var numbers: [NamedValue<[Double]>] = []

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.integer(
      "seeds", &seeds, in: 1...1000, "How many seeds the specs of a student are trained with.")
    fields.field(
      "numbers", &numbers,
      as: .table(
        of: FieldType<[Double]>.list(of: FieldType<Double>.number(), count: .from(1, to: 1000)),
        naming: "name of a number"),
      "Numbers that questions and specs name as {NAME}, each with the equivalent ones of which a "
        + "student gets one.")
    for entry in numbers where !Self.isName(entry.name) {
      fields.report(
        "is no name of a number: letters, digits and '_' only",
        atKey: ["numbers", .key(entry.name)])
    }
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { AssignmentText.isLetterOrDigit($0) || $0 == 95 }
  }
}

/// What a submission may use.
package struct AssignmentLimits: Configurable, Sendable, Equatable {
  package var startSeconds = 20.0
  package var stepSeconds = 2.0
  /// For all checks of one task.
  package var taskSeconds = 120.0
  package var memoryMegabytes = 512
  package var outputKilobytes = 1024
  /// Updates of one trial, and trials, that a spec of a student's may ask for.
  package var updates = 100_000
  package var trials = 500

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.number(
      "start_s", &startSeconds, in: .above(0),
      "Seconds until a program is ready for its first step.")
    fields.number("step_s", &stepSeconds, in: .above(0), "Seconds for one step of a program.")
    fields.number("task_s", &taskSeconds, in: .above(0), "Seconds for all checks of one task.")
    fields.integer(
      "memory_mb", &memoryMegabytes, in: 16...1_000_000, "Megabytes of memory for a program.")
    fields.integer(
      "output_kb", &outputKilobytes, in: 1...1_000_000, "Kilobytes that a program may print.")
    fields.integer(
      "updates", &updates, in: 1...1_000_000_000, "Updates of one trial that a spec may ask for.")
    fields.integer("trials", &trials, in: 1...1_000_000, "Trials that a spec may ask for.")
  }
}
