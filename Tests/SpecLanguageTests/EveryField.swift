import OptimizerLab
import SpecLanguage

/// One field of each type, and of each kind of range.
struct EveryField: Configurable, Equatable {
  var rate = 0.5
  var single: Float = 0.1
  var free = 2.0
  var count = 3
  var seed: UInt64 = 0
  var small: Int8 = 1
  var flag = false
  var text = "t"
  var mode = Mode.plainMode
  var maybe: Double?
  var pair: [Double] = [1, 2]
  var words: [String] = []
  var inner = SpecFixture.Record()
  var batch = Batch.all
  var x = 1.0
  var y = 2.0

  enum Mode: String, CaseIterable {
    case plainMode = "plain_mode"
    case other
  }

  enum Batch: Equatable {
    case all
    case of(Int)
  }

  static var batchType: FieldType<Batch> {
    .either(
      FieldType<Int>.integer(in: 1...100)
        .converted(to: Batch.of) { if case .of(let count) = $0 { count } else { nil } },
      or: FieldType<String>.name(among: ["all"])
        .converted(to: { _ in .all }, from: { $0 == .all ? "all" : nil }))
  }

  mutating func configure(_ fields: inout Fields) {
    fields.number("rate", &rate, in: 0..<1, "A rate.")
    fields.number("single", &single, in: 0.1...0.7, "A Float.")
    fields.number("free", &free, "Any number.")
    fields.integer("count", &count, in: 1...100, "A count.")
    fields.integer("seed", &seed, "A seed.")
    fields.integer("small", &small, in: Int8.min...5, "A small one.")
    fields.flag("flag", &flag, "A flag.")
    fields.text("text", &text, "A text.")
    fields.choice("mode", &mode, "A mode.")
    fields.number("maybe", &maybe, in: .above(0), "May be absent.")
    fields.numbers("pair", &pair, count: 2, in: .atLeast(-1), "Two numbers.")
    fields.texts("words", &words, count: .atLeast(1), "Words.")
    fields.object("inner", &inner, "More.")
    fields.field("batch", &batch, as: Self.batchType, "How many at once.")
    fields.object("point", "A place.") { point in
      point.number("x", &x, "Right.")
      point.number("y", &y, in: .between(excluding: 0, excluding: 10), "Up.")
    }
  }
}
