package import SpecLanguage

/// What a question is answered with.
package enum AnswerType: String, CaseIterable, Sendable { case number, choice }

/// A wrong answer that many give, and what to think about then.
package struct NearAnswer: Configurable, Sendable {
  package var value: ExpectedAnswer?
  package var hint = ""

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.field(
      "value", &value, as: ExpectedAnswer.fieldType, required: true, "The answer.")
    fields.text("hint", &hint, required: true, "What to think about then.")
  }
}

/// An answer: a number, a word, or a number for each of the equivalent ones that a variant has.
package enum ExpectedAnswer: Sendable, Equatable {
  case number(Double)
  case word(String)
  /// The name of a number of the variant, and what is right for each that it may be.
  case byNumber(String, [Double])

  private struct Table: Configurable {
    var by = ""
    var values: [Double] = []

    mutating func configure(_ fields: inout Fields) {
      fields.text("by", &by, required: true, "The name of a number of the variant.")
      fields.numbers(
        "values", &values, required: true, "What is right for each that it may be, in their order.")
    }
  }

  static var fieldType: FieldType<ExpectedAnswer> {
    .either(
      .either(
        FieldType<String>.text.converted(
          to: { .word($0) }, from: { if case .word(let word) = $0 { word } else { nil } }),
        or: FieldType<Double>.number().converted(
          to: { .number($0) }, from: { if case .number(let number) = $0 { number } else { nil } })),
      or: FieldType<Table>.object.converted(
        to: { .byNumber($0.by, $0.values) },
        from: {
          guard case .byNumber(let by, let values) = $0 else { return nil }
          var table = Table()
          (table.by, table.values) = (by, values)
          return table
        }))
  }
}

/// Runs whose numbers decide a question.
package struct MeasuredRuns: Configurable, Sendable {
  /// Those of a task's spec, as it was handed in.
  package var task: String?
  /// Or those of a spec of the assignment.
  package var spec: String?
  package var measure = GoalMeasure()
  /// What is compared: two tasks, or two optimizers of the one spec.
  package var difference: [String]?
  /// The column in which; the loss that trials are judged by without it.
  package var quantity: String?
  /// Of the interval that tells them apart.
  package var level = 0.95
  /// Of what that is an interval.
  package var statistic = Statistic.mean

  package enum Statistic: String, CaseIterable, Sendable { case mean, median }

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.text("task", &task, "The task whose spec is run, as it was handed in.")
    fields.field("spec", &spec, as: .innerPath, "A spec of the assignment that is run.")
    measure.configure(&fields)
    fields.texts(
      "difference", &difference, count: 2,
      "Two tasks, or two optimizers of the one spec: which is lower, by the interval of the paired "
        + "difference.")
    fields.field(
      "quantity", &quantity, as: .name(among: GoalColumn.names),
      "The column that is compared, at the end; eval_loss without it.")
    fields.number(
      "level", &level, in: 0.5...0.99999,
      "The level of that interval. At 0.95, two that are alike are told apart under one variant in "
        + "twenty; a question that is to have an answer for all students wants more.")
    fields.choice(
      "statistic", &statistic,
      "Of what that is an interval: the mean of the differences, or their median, which a seed that "
        + "went astray does not widen.")
    if fields.has("task"), fields.has("spec") {
      fields.report("spec and task exclude each other", at: ["spec"])
    }
    checkMeasure(&fields)
  }

  /// What is asked is a number: a median, or steps or gradients until a loss is reached.
  private func checkMeasure(_ fields: inout Fields) {
    for key in ["every", "share", "count", "same", "best_rate"] where fields.has(key) {
      return fields.report(
        "is no number that a question can be about: median, steps_to or evaluations_to",
        at: [.key(key)])
    }
    if difference == nil, !fields.has("difference") { measure.check(&fields) }
  }
}

extension Fields {
  fileprivate mutating func texts(
    _ name: String, _ values: inout [String]?, count: ListCount, _ help: String
  ) {
    field(name, &values, as: .list(of: .text, count: count), help)
  }
}

/// What questions of both kinds have.
package struct Question: Sendable {
  package var text = ""
  package var type = AnswerType.number
  package var choices: [String] = []
  package var points = 0.0
  package var absolute: Double?
  package var relative: Double?
  package var near: [NearAnswer] = []

  mutating func configure(_ fields: inout Fields) {
    fields.text("question", &text, required: true, "What is asked; {NAME} is the variant's number.")
    fields.choice("type", &type, "What it is answered with.")
    fields.texts("choices", &choices, "What may be chosen.")
    fields.number("points", &points, in: .atLeast(0), required: true, "The points.")
    fields.number(
      "absolute", &absolute, in: .atLeast(0), "How far a number may be from the right one.")
    fields.number(
      "relative", &relative, in: .atLeast(0),
      "How far it may be, as a share of the right one; 1e-6 where neither is given.")
    fields.objects("near", &near, "Wrong answers that many give, each with its hint.")
    if type == .choice, choices.count < 2 {
      fields.report("a choice wants at least two choices")
    } else if type == .number, !choices.isEmpty {
      fields.report("goes with the type choice only", at: ["choices"])
    }
    for (place, entry) in near.enumerated() {
      check(entry.value, ["near", .index(place), "value"], &fields)
    }
  }

  /// Whether an answer is one that the question can have.
  func check(_ answer: ExpectedAnswer?, _ place: SpecPath, _ fields: inout Fields) {
    switch (type, answer) {
    case (.number, .word(let word)):
      fields.report("expected a number, found the text \(quoted(word))", at: place)
    case (.choice, .number), (.choice, .byNumber):
      fields.report("expected one of the choices", at: place)
    case (.choice, .word(let word)) where !choices.contains(word):
      fields.report(unknownName(word, among: choices), at: place)
    default: break
    }
  }
}

/// A question whose answer is known, or measured.
package struct AnswerTask: AssignmentTask {
  package static let kind = "answer"
  package static let summary =
    "a question with a right answer: a number within a tolerance, or a choice"

  package var common = TaskCommon()
  package var question = Question()
  package var value: ExpectedAnswer?
  package var from: MeasuredRuns?

  package init() {}

  package mutating func configureOwn(_ fields: inout Fields) {
    question.configure(&fields)
    fields.field(
      "value", &value, as: ExpectedAnswer.fieldType,
      "The right answer; {\"by\": NAME, \"values\": […]} where it depends on the variant's number.")
    fields.object("from", &from, "The runs that it is measured in, in place of a value.")
    question.check(value, ["value"], &fields)
    if fields.has("value"), fields.has("from") {
      fields.report("from and value exclude each other", at: ["from"])
    }
    if question.type == .choice, from != nil {
      fields.report("what is measured is a number", at: ["from"])
    }
  }

  package var checks: [(id: String, title: String, most: Double)] {
    [("answer", question.text, question.points)]
  }

  package var files: [String] { ["answers.json"] }

  package mutating func removeAnswers() {
    (value, from) = (nil, nil)
    question.near = []
  }
}

/// A question that is answered before the run, and judged after it.
package struct PredictTask: AssignmentTask {
  package static let kind = "predict"
  package static let summary =
    "a prediction, locked before the run and judged on seeds nobody has seen"

  package var common = TaskCommon()
  package var question = Question()
  package var judge: MeasuredRuns?
  /// Whether it has to be locked before the run.
  package var isLocked = true
  /// Points for a prediction that was locked and did not come true.
  package var wrongPoints = 0.0

  package init() {}

  package mutating func configureOwn(_ fields: inout Fields) {
    question.configure(&fields)
    fields.object("judge", &judge, "The runs that decide it.")
    fields.flag("lock", &isLocked, "Whether it has to be locked before the run.")
    fields.number(
      "wrong_points", &wrongPoints, in: .atLeast(0),
      "Points for a prediction that was made in time and did not come true.")
    if wrongPoints > question.points {
      fields.report("is more than a right one gives", at: ["wrong_points"])
    }
    guard let judge else { return }
    let isOfOrder = judge.difference != nil
    if isOfOrder, question.type != .choice || question.choices.count != 3 {
      fields.report(
        "which of two is lower is a choice of three: the first, the second, cannot be told",
        at: ["judge"])
    } else if !isOfOrder, question.type != .number {
      fields.report("what is measured is a number", at: ["judge"])
    }
  }

  package var checks: [(id: String, title: String, most: Double)] {
    [("prediction", question.text, question.points)]
  }

  package var files: [String] { ["answers.json"] }

  package mutating func removeAnswers() {
    judge = nil
    question.near = []
  }
}
