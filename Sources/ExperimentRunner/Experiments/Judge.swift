package import SpecLanguage

/// By what a claim is judged once results are there: a statistic of what trials recorded, and a bound.
///
/// ```json
/// {"difference": ["momentum", "adam"], "quantity": "eval_loss", "above": 0}
/// {"median": "dead_fraction", "of": "adam", "at_least": 0.5}
/// {"lowest": "adam", "problem": "sine"}
/// {"steps_to": 0.05, "of": "adam", "at_most": 500}
/// ```
///
/// It holds against each other what has a name: the optimizers of a spec, whose `hypotheses` have judges,
/// or the tasks of an assignment, whose `predict` has one. `ExperimentAnalysis` judges: `Judge.verdict`.
package struct Judge: Configurable, Sendable, Equatable {
  /// The first one's value less the second one's, or the first one's by the second one's, under each seed.
  package var difference: [String]?
  package var ratio: [String]?
  /// The one that is said to be lower than every other.
  package var lowest: String?
  /// Of one alone, over the seeds.
  package var median: Quantity?
  package var mean: Quantity?
  package var every: Quantity?
  /// What is compared; `nil` for that by which the problem's optimizers are compared.
  package var quantity: Quantity?
  /// In place of a quantity: the first recorded step at or below that loss, or the gradients until then.
  package var stepsTo: Double?
  package var evaluationsTo: Double?
  /// Whose value it is, where one is looked at alone; `nil` where there is one only.
  package var of: String?
  /// `nil` where there is one only.
  package var problem: String?
  package var network: String?
  package var layer: Int?
  /// `nil` for the end.
  package var at: Moment?
  package var bound: Bound?

  package init() {}

  /// When a quantity is taken.
  package enum Moment: Sendable, Equatable {
    /// Before the first update, and after the last.
    case start, end
    /// The lowest that was recorded; of what is better for being higher, the highest.
    case best
    /// After so many updates.
    case step(Int)
  }

  /// What the value is said to be.
  package enum Bound: Sendable, Equatable {
    case above(Double)
    case below(Double)
    case atLeast(Double)
    case atMost(Double)
    case between(Double, Double)
  }

  package mutating func configure(_ fields: inout Fields) {
    configureStatistics(&fields)
    fields.field(
      "quantity", &quantity, as: Self.quantityType,
      "What is compared; without it, what the problem's optimizers are compared by, mostly the loss."
    )
    fields.number(
      "steps_to", &stepsTo,
      "In place of a quantity: the first recorded step at or below that loss; never is infinite.")
    fields.number(
      "evaluations_to", &evaluationsTo, "The same in gradients of one example's loss.")
    fields.field(
      "of", &of, as: .label, "Whose value it is; may be left out where there is one only.")
    fields.field(
      "problem", &problem, as: .label, "The problem; may be left out where there is one only.")
    fields.field(
      "network", &network, as: .label,
      "The network, \"generator\" or \"discriminator\"; without it, the one that is compared.")
    fields.integer(
      "layer", &layer, in: 0...100_000,
      "The layer's place in its network, for a quantity of layers.")
    fields.field(
      "at", &at, as: Self.momentType,
      "When: \"start\", \"end\", \"best\" (the lowest that was recorded, the highest of an accuracy or "
        + "of coverage), or a recorded step. Without it, the end.")
    configureBound(&fields)
    for mistake in ownMistakes { fields.report(mistake.message, at: mistake.place) }
    check(&fields)
  }

  private mutating func configureStatistics(_ fields: inout Fields) {
    let two = FieldType<[String]>.list(of: .label, count: 2)
    fields.field(
      "difference", &difference, as: two,
      "Two names: the first one's value less the second one's under each seed, in the mean, or, where one "
        + "of them diverged, in the median. Without a bound, below 0.")
    fields.field(
      "ratio", &ratio, as: two,
      "The same of the first one's value by the second one's, in the geometric mean. Without a bound, "
        + "below 1.")
    fields.field(
      "lowest", &lowest, as: .label, "One name: its value is lower than every other one's.")
    let statistics = "of a quantity, over the seeds."
    fields.field("median", &median, as: Self.quantityType, "The median \(statistics)")
    fields.field("mean", &mean, as: Self.quantityType, "The mean \(statistics)")
    fields.field(
      "every", &every, as: Self.quantityType, "The quantity under every seed of the run.")
  }

  private mutating func configureBound(_ fields: inout Fields) {
    var (above, below, least, most): (Double?, Double?, Double?, Double?)
    var between: [Double]?
    switch bound {
    case .above(let value)?: above = value
    case .below(let value)?: below = value
    case .atLeast(let value)?: least = value
    case .atMost(let value)?: most = value
    case .between(let low, let high)?: between = [low, high]
    case nil: break
    }
    fields.number("above", &above, "What the value is said to be above.")
    fields.number("below", &below, "What it is said to be below.")
    fields.number("at_least", &least, "What it is said to be, or to be above.")
    fields.number("at_most", &most, "What it is said to be, or to be below.")
    fields.field(
      "between", &between, as: .list(of: .number(), count: 2),
      "From and to: what it is said to be between, both included.")
    if let ends = between, ends.count == 2, ends[0] > ends[1] {
      fields.report("the first is to be at most the second", at: ["between"])
    }
    let bounds =
      [above.map(Bound.above), below.map(Bound.below), least.map(Bound.atLeast)]
      + [most.map(Bound.atMost), between.map { .between($0[0], $0[1]) }]
    bound = bounds.compactMap { $0 }.first
  }

  private static let bounds = ["above", "below", "at_least", "at_most", "between"]
  private static let statistics = ["difference", "ratio", "lowest", "median", "mean", "every"]
  private static let times = ["steps_to", "evaluations_to"]

  /// What is wrong with which fields there are.
  private func check(_ fields: inout Fields) {
    let given = Self.statistics.filter(fields.has)
    let times = Self.times.filter(fields.has)
    let bounds = Self.bounds.filter(fields.has)
    for list in [given, times, bounds] {
      for name in list.dropFirst() {
        fields.report("\(name) and \(list[0]) exclude each other", at: [.key(name)])
      }
    }
    if given.isEmpty, times.isEmpty {
      fields.report(
        "says nothing to judge by; expected one of "
          + (Self.statistics + Self.times).joined(separator: ", "))
    }
    let isAlone = given.first.map { ["median", "mean", "every"].contains($0) } ?? !times.isEmpty
    if isAlone, !given.isEmpty {
      for name in (["quantity"] + Self.times).filter(fields.has) {
        fields.report("\(given[0]) says itself what is looked at", at: [.key(name)])
      }
    }
    if !isAlone, let statistic = given.first, fields.has("of") {
      fields.report("\(statistic) says itself whose values they are", at: ["of"])
    }
    if let time = times.first {
      for name in ["quantity", "at", "layer", "network"].filter(fields.has) {
        fields.report("says nothing beside \(time)", at: [.key(name)])
      }
    }
    if bounds.isEmpty, isAlone {
      fields.report("says no bound; expected one of \(Self.bounds.joined(separator: ", "))")
    }
    if given.first == "lowest", let bound = bounds.first {
      fields.report("says nothing beside lowest", at: [.key(bound)])
    }
  }

  /// What is wrong with values that could be read.
  private var ownMistakes: [(place: SpecPath, message: String)] {
    var mistakes: [(SpecPath, String)] = []
    for (name, pair) in [("difference", difference), ("ratio", ratio)] {
      if let pair, pair.count == 2, pair[0].utf8.elementsEqual(pair[1].utf8) {
        mistakes.append(([.key(name), 1], "is held against itself"))
      }
    }
    for (name, quantity) in [
      ("quantity", quantity), ("median", median), ("mean", mean), ("every", every),
    ] {
      guard let quantity else { continue }
      let isOfLayers = LayerTable.layout.place(of: quantity) != nil
      if layer == nil, CurveTable.layout.place(of: quantity) == nil {
        mistakes.append(([.key(name)], "is recorded of layers alone: say which, with \"layer\""))
      } else if layer != nil, !isOfLayers {
        mistakes.append(([.key(name)], "is not recorded of single layers"))
      }
    }
    if layer != nil, looked == nil, stepsTo == nil, evaluationsTo == nil {
      mistakes.append((["layer"], "needs the name of a quantity of layers"))
    }
    return mistakes
  }

  /// The quantity that is named, by whichever field.
  package var looked: Quantity? { quantity ?? median ?? mean ?? every }
}

// What its words are in a spec.
extension Judge {
  /// What may be judged: all that trials record as a curve or of a layer.
  package static let quantities: [Quantity] = {
    let curves = CurveTable.layout.columns.filter { $0.role != .key }
    let layers = LayerTable.layout.columns.filter { $0.role != .key && !curves.contains($0) }
    return curves + layers
  }()

  private static var quantityType: FieldType<Quantity> {
    FieldType<String>.name(among: quantities.map(\.rawValue))
      .converted(to: { Quantity(rawValue: $0) ?? .loss }, from: { $0.rawValue })
  }

  private static var momentType: FieldType<Moment> {
    let names: [(String, Moment)] = [("start", .start), ("end", .end), ("best", .best)]
    return .either(
      FieldType<String>.name(among: names.map(\.0)).converted(
        to: { name in names.first { $0.0 == name }?.1 ?? .end },
        from: { moment in names.first { $0.1 == moment }?.0 }),
      or: FieldType<Int>.integer(in: 0...Int(Int32.max)).converted(
        to: { .step($0) }, from: { if case .step(let step) = $0 { step } else { nil } }))
  }
}
