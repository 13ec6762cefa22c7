internal import Glibc
internal import OptimizerLab
internal import SpecLanguage

/// The learning rates that an optimizer is tried with: one, or several, each a trial of its own.
package enum LearningRates: Sendable, Equatable {
  case one(Double)
  case list([Double])
  /// `count` rates in equal factors, both ends included.
  case logGrid(from: Double, to: Double, count: Int)
  /// Both ends, and then rates between until that is known from which on trials diverge; see
  /// `EdgeSearch`.
  case edge(low: Double, high: Double)

  /// In the order of the spec. A grid's are rounded to six significant digits, so that they are
  /// numbers that a person can type, and the same on every machine.
  package var values: [Double] {
    switch self {
    case .one(let rate): return [rate]
    case .list(let rates): return rates
    case .edge(let low, let high): return [low, high]
    case .logGrid(let from, let to, let count):
      return (0..<count).map { index in
        switch index {
        case 0: from
        case count - 1: to
        default:
          NumberText.rounded(
            Self.rate(from: from, to: to, at: Double(index) / Double(count - 1)), digits: 6)
        }
      }
    }
  }

  /// The rate so far along the way from one to another in equal factors, 0 being the first.
  static func rate(from: Double, to: Double, at place: Double) -> Double {
    let ratio = to / from
    guard ratio.isNormal else { return exp(log(from) + (log(to) - log(from)) * place) }
    return from * exp(log(ratio) * place)
  }

  private static var rate: FieldType<Double> { .number(in: .above(0)) }

  /// One rate.
  static var oneFieldType: FieldType<LearningRates> {
    rate.converted(
      to: { LearningRates.one($0) },
      from: { if case .one(let value) = $0 { value } else { nil } })
  }

  static var fieldType: FieldType<LearningRates> {
    let one = oneFieldType
    let objects = FieldType<LearningRates>.either(
      edge, or: grid, where: { $0.child(.key(EdgeInterval.key)) != nil })
    return .either(one, or: .either(several, or: objects))
      .expecting(
        #"a rate above 0, a list of rates, {"log_grid": [from, to, count]} or {"edge": [low, high]}"#
      )
  }

  private static var several: FieldType<LearningRates> {
    let list = FieldType<[Double]>.list(of: rate, count: .atLeast(1))
    return list.describing { list.schema().adding("uniqueItems", .bool(true)) }
      .checked { rates, path, node, diagnostics in
        for (place, rate) in rates.enumerated() {
          guard let first = rates.firstIndex(of: rate), first < place else { continue }
          let at = path.appending(.index(place))
          diagnostics.report(
            "the same rate as \(path.description)[\(first)]; each may come once", at: at,
            node.child(.index(place)) ?? node)
        }
      }
      .converted(
        to: { .list($0) }, from: { if case .list(let values) = $0 { values } else { nil } })
  }

  private static var grid: FieldType<LearningRates> {
    FieldType<RateGrid>.object.describing { RateGrid.schema }.converted(
      to: { $0.rates },
      from: { rates in
        guard case .logGrid(let from, let to, let count) = rates else { return nil }
        return RateGrid(from: from, to: to, count: count)
      })
  }

  private static var edge: FieldType<LearningRates> {
    FieldType<EdgeInterval>.object.converted(
      to: { .edge(low: $0.ends[0], high: $0.ends[1]) },
      from: { rates in
        guard case .edge(let low, let high) = rates else { return nil }
        return EdgeInterval(low: low, high: high)
      })
  }

  /// Whether an object says rates, and is not a table of problems.
  static func areRates(_ node: JSONNode) -> Bool {
    isGrid(node) || node.child(.key(EdgeInterval.key)) != nil
  }

  /// Whether an object is a grid.
  static func isGrid(_ node: JSONNode) -> Bool { node.child(.key(RateGrid.key)) != nil }
}

/// `{"log_grid": [1e-4, 1, 9]}`.
struct RateGrid: Configurable {
  static let key = "log_grid"

  var from = 1e-4
  var to = 1.0
  var count = 5

  init() {}

  init(from: Double, to: Double, count: Int) {
    (self.from, self.to, self.count) = (from, to, count)
  }

  /// Two rates and a whole number: more than the schema of a list says.
  static var schema: JSONNode {
    func type(_ name: String, _ limits: [JSONNode.Member]) -> JSONNode {
      .object([.init("type", .string(name))] + limits)
    }
    let rate = type("number", [.init("exclusiveMinimum", .integer(0))])
    let count = type("integer", [.init("minimum", .integer(2)), .init("maximum", .integer(1000))])
    return Fields.describing(RateGrid()).schema.replacing(
      "items", inProperty: key, with: .array([rate, rate, count]))
  }

  var rates: LearningRates { .logGrid(from: from, to: to, count: count) }

  mutating func configure(_ fields: inout Fields) {
    var ends = [from, to, Double(count)]
    fields.numbers(
      Self.key, &ends, count: 3, in: .above(0), required: true,
      "From, to, and how many rates in equal factors.")
    guard ends.count == 3, fields.has(Self.key) else { return }
    (from, to) = (ends[0], ends[1])
    if ends[2] != ends[2].rounded() || !(2...1000).contains(ends[2]) {
      fields.report(
        "the count is a whole number in 2 ... 1000", at: [.key(Self.key), .index(2)])
    } else {
      count = Int(ends[2])
      if Set(rates.values).count < count {
        fields.report(
          "\(count) rates from \(NumberText.short(from)) to \(NumberText.short(to)) are not all different",
          at: [.key(Self.key)])
      }
    }
  }
}

/// `{"edge": [1e-3, 10]}`.
struct EdgeInterval: Configurable {
  static let key = "edge"

  /// Always two.
  private(set) var ends = [1e-3, 10.0]

  init() {}

  init(low: Double, high: Double) { ends = [low, high] }

  mutating func configure(_ fields: inout Fields) {
    fields.numbers(
      Self.key, &ends, count: 2, in: .above(0), required: true,
      "A rate under which trials do not diverge, and one under which they do.")
    if ends[0] >= ends[1] {
      fields.report("the first is to be below the second", at: [.key(Self.key)])
    }
  }
}

extension JSONNode {
  /// The object with one more member.
  func adding(_ key: String, _ node: JSONNode) -> JSONNode {
    guard case .object(let members) = value else { return self }
    return .object(members + [.init(key, node)])
  }

  /// The schema of an object with another value for one keyword of one of its properties.
  fileprivate func replacing(
    _ keyword: String, inProperty name: String, with node: JSONNode
  ) -> JSONNode {
    guard case .object(let members) = value else { return self }
    return .object(
      members.map { member in
        switch member.key {
        case "properties":
          .init(member.key, member.node.replacing(keyword, inProperty: name, with: node))
        case name: .init(member.key, member.node.replacing(keyword, inProperty: name, with: node))
        case keyword: .init(member.key, node)
        default: member
        }
      })
  }
}
