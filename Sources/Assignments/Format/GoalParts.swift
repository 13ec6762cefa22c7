package import SpecLanguage

/// At which recorded step a column is looked at.
package enum GoalPlace: Sendable, Equatable {
  case start, end
  /// Where the loss over all data, or a surface's value, is lowest.
  case best
  case step(Int)

  private enum Word: String, CaseIterable { case start, end, best }

  static var fieldType: FieldType<GoalPlace> {
    .either(
      FieldType<Word>.choice.converted(
        to: {
          switch $0 {
          case .start: .start
          case .end: .end
          case .best: .best
          }
        },
        from: {
          switch $0 {
          case .start: .start
          case .end: .end
          case .best: .best
          case .step: nil
          }
        }),
      or: FieldType<Int>.integer(in: 0...1_000_000_000).converted(
        to: { .step($0) }, from: { if case .step(let step) = $0 { step } else { nil } }))
  }

  package var words: String {
    switch self {
    case .start: "at the start"
    case .end: "at the end"
    case .best: "at the best step"
    case .step(let step): "at step \(step)"
    }
  }
}

/// Whose number a goal is about, where there are several.
package struct GoalSubject: Configurable, Sendable, Equatable {
  package var problem: String?
  /// By its name or its kind.
  package var optimizer: String?
  package var network: String?
  /// Its place, from 0.
  package var layer: Int?

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.text("problem", &problem, "The problem's name; the first without it.")
    fields.text(
      "optimizer", &optimizer,
      "The optimizer's name or kind; the first without it. Of several rates the best one counts.")
    fields.text("network", &network, "The network's name: model, discriminator or generator.")
    fields.integer("layer", &layer, in: 0...10_000, "The layer's place, from 0.")
  }

  package var words: String {
    let parts = [
      optimizer.map { "\($0)" }, problem.map { "\($0)" }, network.map { "the \($0)" },
      layer.map { "layer \($0)" },
    ].compactMap(\.self)
    return parts.isEmpty ? "" : " of \(parts.joined(separator: ", "))"
  }
}

/// What a number has to be.
package struct GoalTest: Sendable {
  package var atLeast: Double?
  package var atMost: Double?
  package var between: [Double]?
  package var isValue: GoalValue?
  /// Of the seeds, so many have to be so; all of them, or with `share`, at least one, without it.
  package var seedsAtLeast: Double?

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.number("at_least", &atLeast, "The least that it may be.")
    fields.number("at_most", &atMost, "The most that it may be.")
    fields.field(
      "between", &between, as: .list(of: FieldType<Double>.number(), count: 2),
      "The least and the most that it may be.")
    fields.field("is", &isValue, as: GoalValue.fieldType, "What it has to be: a number or a word.")
    fields.number(
      "seeds_at_least", &seedsAtLeast, in: 0...1,
      "With share: under which share of the seeds it has to be so.")
  }

  private var given: [String] {
    [
      ("at_least", atLeast != nil), ("at_most", atMost != nil), ("between", between != nil),
      ("is", isValue != nil),
    ].filter(\.1).map(\.0)
  }

  func check(of measure: GoalMeasure, _ fields: inout Fields) {
    let wantsNone = measure.same != nil || measure.bestRate != nil
    switch given.count {
    case 0:
      let isGiven = ["at_least", "at_most", "between", "is"].contains { fields.has($0) }
      if !wantsNone, !isGiven {
        fields.report("says no limit: one of at_least, at_most, between, is")
      }
    case 1:
      if wantsNone { fields.report("has no limit of its own", at: [.key(given[0])]) }
    default:
      fields.report("\(given[1]) and \(given[0]) exclude each other", at: [.key(given[1])])
    }
    if let between, between[0] > between[1] {
      fields.report("the least is above the most", at: ["between"])
    }
    checkWords(of: measure, &fields)
    if measure.share != nil, seedsAtLeast == nil, !fields.has("seeds_at_least") {
      fields.report("share wants seeds_at_least, from 0 to 1", at: ["share"])
    } else if measure.share == nil, seedsAtLeast != nil {
      fields.report("goes with share only", at: ["seeds_at_least"])
    }
  }

  /// A status is a word, all else a number.
  private func checkWords(of measure: GoalMeasure, _ fields: inout Fields) {
    let isStatus = measure.column == .trial(.status)
    switch isValue {
    case .word(let word) where !isStatus:
      fields.report("expected a number, found the text \(quoted(word))", at: ["is"])
    case .word(let word):
      let words = ["finished", "diverged"]
      if !words.contains(word) { fields.report(unknownName(word, among: words), at: ["is"]) }
      if measure.median != nil { fields.report("a status has no median", at: ["median"]) }
    case .number where isStatus: fields.report("a status is finished or diverged", at: ["is"])
    case nil where isStatus && !given.isEmpty:
      fields.report("a status is compared with `is`", at: [.key(given[0])])
    default: break
    }
  }

  /// `at least 0.5`.
  package var words: String {
    func text(_ number: Double) -> String { JSONNode.shortestText(of: number) }
    let limit =
      if let atLeast {
        "at least \(text(atLeast))"
      } else if let atMost {
        "at most \(text(atMost))"
      } else if let between {
        "between \(text(between[0])) and \(text(between[1]))"
      } else if let isValue {
        "is \(isValue.words)"
      } else {
        ""
      }
    guard let seedsAtLeast else { return limit }
    return "\(limit), in at least \(text(seedsAtLeast)) of the seeds"
  }
}

/// A number, or a word such as a status.
package enum GoalValue: Sendable, Equatable {
  case number(Double)
  case word(String)

  static var fieldType: FieldType<GoalValue> {
    .either(
      FieldType<String>.text.converted(
        to: { .word($0) }, from: { if case .word(let word) = $0 { word } else { nil } }),
      or: FieldType<Double>.number().converted(
        to: { .number($0) }, from: { if case .number(let number) = $0 { number } else { nil } }))
  }

  package var words: String {
    switch self {
    case .number(let number): JSONNode.shortestText(of: number)
    case .word(let word): word
    }
  }
}
