internal import OptimizerLab
package import SpecLanguage

/// What is tried of one setting.
package enum SearchRange: Sendable {
  /// One of these, as a spec writes it.
  case values([JSONNode])
  case uniform(low: Double, high: Double)
  /// Uniform in the logarithm.
  case logUniform(low: Double, high: Double)

  /// From setting to what is tried of it.
  static var table: FieldType<[NamedValue<SearchRange>]> {
    .table(of: fieldType, naming: "setting")
  }

  static var fieldType: FieldType<SearchRange> {
    let list = listType.converted(
      to: { SearchRange.values($0) },
      from: { if case .values(let values) = $0 { values } else { nil } })
    let grid = FieldType<RateGrid>.object.describing { RateGrid.schema }
      .converted(
        to: { SearchRange.values($0.rates.values.map { .number($0) }) }, from: { _ in nil })
    let interval = FieldType<SearchInterval>.object.converted(
      to: { $0.range }, from: { SearchInterval($0) })
    return .either(
      list, or: .either(grid, or: interval, where: LearningRates.isGrid)
    ).expecting(
      #"a list of values, {"log_uniform": [low, high]}, {"uniform": [low, high]} or "#
        + #"{"log_grid": [from, to, count]}"#)
  }

  /// As many rates as a grid may have.
  private static let limit = 1000

  /// Values of any kind, for only the setting knows which are good.
  private static var listType: FieldType<[JSONNode]> {
    FieldType(
      name: "list", expectation: "a list of values", shapes: [.array],
      schema: {
        .object([
          .init("type", .string("array")), .init("minItems", .integer(1)),
          .init("maxItems", .integer(limit)),
          .init("uniqueItems", .bool(true)),
        ])
      },
      read: { node, path, diagnostics in
        let values = node.elements ?? []
        guard (1...limit).contains(values.count) else {
          diagnostics.report(
            "expected a list of 1 ... \(limit), found \(values.count)", at: path, node)
          return nil
        }
        var firsts: [String: Int] = [:]
        var isGood = true
        for (place, value) in values.enumerated() {
          let text = value.number.map { "\($0)" } ?? JSONText.compact(value)
          if let first = firsts[text] {
            isGood = false
            diagnostics.report(
              "the same value as \(path.description)[\(first)]; each may come once",
              at: path.appending(.index(place)), value)
          } else {
            firsts[text] = place
          }
        }
        return isGood ? values.map { JSONNode($0.value) } : nil
      },
      write: { .array($0) })
  }

  /// The value at a place from 0 to 1, 1 left out. Numbers are rounded to six significant digits, as a
  /// grid's rates are: a person can type them, and they are the same on every machine.
  func value(at place: Double, isWhole: Bool) -> JSONNode {
    func number(_ value: Double, _ low: Double, _ high: Double) -> JSONNode {
      if isWhole { return .integer(Int(min(max(value, -1e15), 1e15).rounded())) }
      return .number(min(max(NumberText.rounded(value, digits: 6), low), high))
    }
    switch self {
    case .values(let values):
      return values.isEmpty
        ? .null : values[min(Int(place * Double(values.count)), values.count - 1)]
    case .uniform(let low, let high): return number(low + (high - low) * place, low, high)
    case .logUniform(let low, let high):
      return number(LearningRates.rate(from: low, to: high, at: place), low, high)
    }
  }
}

extension SearchRange: Equatable {
  package static func == (a: Self, b: Self) -> Bool { a.text == b.text }

  private var text: String { SearchRange.fieldType.write(self).map(JSONText.compact) ?? "" }
}

/// `{"log_uniform": [1e-4, 1]}`.
private struct SearchInterval: Configurable {
  private static let kinds = (even: "uniform", log: "log_uniform")
  private var uniform: [Double]?
  private var logUniform: [Double]?

  init() {}

  /// - Returns: `nil` for a list.
  init?(_ range: SearchRange) {
    switch range {
    case .values: return nil
    case .uniform(let low, let high): uniform = [low, high]
    case .logUniform(let low, let high): logUniform = [low, high]
    }
  }

  var range: SearchRange {
    if let ends = logUniform, ends.count == 2 { return .logUniform(low: ends[0], high: ends[1]) }
    let ends = uniform ?? []
    // Where none could be read, that is said; and nothing more.
    return ends.count == 2 ? .uniform(low: ends[0], high: ends[1]) : .values([])
  }

  mutating func configure(_ fields: inout Fields) {
    fields.field(
      Self.kinds.log, &logUniform, as: .list(of: .number(in: .above(0)), count: 2),
      "From and to; every factor between is as likely.")
    fields.field(
      Self.kinds.even, &uniform, as: .list(of: .number(), count: 2),
      "From and to; every number between is as likely.")
    fields.exactlyOne(of: Self.kinds.log, Self.kinds.even)
    for (name, ends) in [(Self.kinds.log, logUniform), (Self.kinds.even, uniform)] {
      guard let ends, ends.count == 2, ends[0] >= ends[1] else { continue }
      fields.report("the first is to be below the second", at: [.key(name)])
    }
  }
}
