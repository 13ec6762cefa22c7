import ExperimentReport
import ExperimentRunner
import OptimizerLab
import SpecLanguage

/// A small spec of made-up optimizers, layers and problems that uses every kind of field.
enum SpecFixture {
  struct Lab: Configurable, Equatable {
    var name = ""
    var seeds: [UInt64] = [0]
    var diagnostics: [Problem] = []
    var optimizers: [Entry] = []
    var record = Record()
    var figures: [Figure] = [.convergence]

    mutating func configure(_ fields: inout Fields) {
      fields.text("name", &name, required: true, "Names the output folder.")
      fields.integers("seeds", &seeds, count: .atLeast(1), "A trial for each.")
      fields.objects("problems", &diagnostics, count: .atLeast(1), required: true, "What to solve.")
      fields.objects("optimizers", &optimizers, required: true, "What to compare.")
      fields.object("record", &record, "What to write down.")
      fields.choices("figures", &figures, "What to draw.")
      for (index, optimizer) in optimizers.enumerated() {
        guard case .byProblem(let rates) = optimizer.rate else { continue }
        for rate in rates where !diagnostics.contains(where: { $0.name == rate.name }) {
          fields.report(
            "no problem has this name", atKey: ["optimizers", .index(index), "lr", .key(rate.name)])
        }
      }
    }
  }

  enum Figure: String, CaseIterable {
    case convergence
    case deadUnits = "dead_units"
  }

  struct Record: Configurable, Equatable {
    var every = 10
    var probe: Int?

    mutating func configure(_ fields: inout Fields) {
      fields.integer("every", &every, in: 1...1000, "Steps between two rows.")
      fields.integer("probe", &probe, in: 1...Int.max, "Examples to look at.")
    }
  }

  struct Problem: Configurable, Equatable {
    var name = "problem"
    var model: [Layer] = []
    var epochs: Int?
    var steps: Int?

    mutating func configure(_ fields: inout Fields) {
      fields.text("name", &name, "Any text.")
      fields.kinds("model", &model, among: layers, "Layers from input to output.")
      fields.integer("epochs", &epochs, in: 1...1000, "Passes over the data.")
      fields.integer("steps", &steps, in: 1...1_000_000, "Updates.")
      if fields.has("epochs"), fields.has("steps") {
        fields.report("epochs or steps, not both", atKey: ["steps"])
      }
    }
  }

  enum Layer: Equatable {
    case linear(Linear)
    case relu
  }

  struct Linear: Configurable, Equatable {
    var units = 1
    var bias = true

    mutating func configure(_ fields: inout Fields) {
      fields.integer("units", &units, in: 1...100, required: true, "Outputs.")
      fields.flag("bias", &bias, "Whether to add a constant.")
    }
  }

  static let layers: Kinds<Layer> =
    Kinds(
      "layer",
      [
        Kind("linear", "A matrix.", make: { .linear(Linear()) }) { layer, fields in
          guard case .linear(var linear) = layer else { return }
          linear.configure(&fields)
          layer = .linear(linear)
        },
        Kind("relu", "Cuts off below 0.", make: { .relu }) { _, _ in },
      ],
      allowsBareNames: true,
      nameOf: { $0 == .relu ? "relu" : "linear" })

  enum Rate: Equatable {
    case same(Double)
    case byProblem([NamedValue<Double>])
  }

  static var rateType: FieldType<Rate> {
    .either(
      FieldType<Double>.number(in: .above(0))
        .converted(to: Rate.same) { if case .same(let rate) = $0 { rate } else { nil } },
      or: FieldType<[NamedValue<Double>]>.table(of: .number(in: .above(0)), naming: "problem")
        .converted(to: Rate.byProblem) { if case .byProblem(let rates) = $0 { rates } else { nil } }
    )
  }

  protocol Rule: Configurable, Sendable {
    static var kind: String { get }
  }

  struct Momentum: Rule {
    static let kind = "momentum"
    var momentum: Float = 0.9
    var form = Form.torch

    enum Form: String, CaseIterable {
      case torch, lookahead
    }

    mutating func configure(_ fields: inout Fields) {
      fields.number("momentum", &momentum, in: 0..<1, "How much of the last step goes on.")
      fields.choice("form", &form, "Which form.")
    }
  }

  struct Adam: Rule {
    static let kind = "adam"
    var beta1: Float = 0.9
    var beta2: Float = 0.999
    var epsilon: Float = 1e-8

    mutating func configure(_ fields: inout Fields) {
      fields.pair("betas", &beta1, &beta2, in: 0..<1, "How slowly the two means forget.")
      fields.number("eps", &epsilon, in: .above(0), "Added to the root.")
    }
  }

  static let ruleTypes: [any Rule.Type] = [Momentum.self, Adam.self]

  static let rules: Kinds<any Rule> =
    Kinds(
      "optimizer",
      ruleTypes.map { type in
        Kind(type.kind, "A rule.", make: { type.init() }) { $0.configure(&$1) }
      },
      nameOf: { type(of: $0).kind })

  struct Entry: Configurable, Equatable {
    var name: String?
    var rule: any Rule = Momentum()
    var rate = Rate.same(0.01)

    mutating func configure(_ fields: inout Fields) {
      fields.text("name", &name, "Any text.")
      fields.kind(&rule, among: rules)
      fields.field("lr", &rate, as: rateType, "Step size.")
    }

    static func == (a: Self, b: Self) -> Bool {
      JSONText.compact(Fields.writing(a)) == JSONText.compact(Fields.writing(b))
    }
  }

  static let goodSpec = """
    {
      "$schema": "./experiment.schema.json",
      "name": "a-b",
      "seeds": [0, 18446744073709551615],
      "problems": [
        { "name": "sine",
          "model": [{"kind": "linear", "units": 6.4e1}, "relu", {"kind": "linear", "units": 1.0}],
          "epochs": 3 }
      ],
      "optimizers": [
        {"name": "Adam", "kind": "adam", "lr": {"sine": 0.001}, "betas": [0.5, 0.99]},
        {"kind": "momentum", "lr": 5e-2}
      ],
      "record": {"every": 5}
    }

    """

  /// Every mistake in a file `spec.json` of this text, as a user sees them.
  static func mistakes<Value: Configurable>(
    in text: String, as type: Value.Type, edits: [SpecEdit] = []
  ) -> String {
    let source = SpecSource(name: "spec.json", text: text)
    return Reading<Value>(source, edits: edits).diagnostics.rendered(in: source)
  }
}
