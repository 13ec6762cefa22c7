import OptimizerLab
import TestSupport
import Testing

/// One run of PyTorch's optimizers on given gradients.
struct OptimizerCase: CustomTestStringConvertible, Sendable {
  var className: String
  var arguments: JSONNode
  var dtype: String
  /// The parameters after the recorded steps, with a correctly rounded root.
  var expected: [[Double]]

  var testDescription: String { "\(className) \(JSONText.compact(arguments)) \(dtype)" }

  /// Ours of the same settings; `nil` for a class that the catalogue does not have.
  var optimizer: (any GradientStep)? {
    func number(_ key: String, _ standard: Double) -> Double {
      arguments[key].number.isNaN ? standard : arguments[key].number
    }
    let decay = number("weight_decay", 0)
    // PyTorch gives these two a decay beside the gradient on request; ours is a kind of its own.
    if arguments["decoupled_weight_decay"].isTrue && className != "Adam" { return nil }
    switch className {
    case "SGD" where arguments["nesterov"].isTrue:
      var rule = Nesterov()
      rule.momentum = number("momentum", 0)
      rule.weightDecay = decay
      return rule
    case "SGD" where number("momentum", 0) > 0:
      var rule = Momentum()
      rule.momentum = number("momentum", 0)
      rule.dampening = number("dampening", 0)
      rule.weightDecay = decay
      return rule
    case "SGD":
      var rule = MinibatchGradientDescent()
      rule.weightDecay = decay
      return rule
    case "Adagrad":
      var rule = Adagrad()
      rule.lrDecay = number("lr_decay", 0)
      rule.initialAccumulatorValue = number("initial_accumulator_value", 0)
      rule.weightDecay = decay
      return rule
    case "Adadelta":
      var rule = Adadelta()
      rule.rho = number("rho", 0.9)
      rule.eps = number("eps", 1e-6)
      rule.weightDecay = decay
      return rule
    case "RMSprop":
      var rule = RMSprop()
      rule.alpha = number("alpha", 0.99)
      rule.momentum = number("momentum", 0)
      rule.centered = arguments["centered"].isTrue
      rule.weightDecay = decay
      return rule
    case "Adam" where !arguments["decoupled_weight_decay"].isTrue:
      var rule = Adam()
      if !arguments["betas"].numbers.isEmpty { rule.betas = arguments["betas"].numbers }
      rule.amsgrad = arguments["amsgrad"].isTrue
      rule.weightDecay = decay
      return rule
    case "Adam", "AdamW":
      var rule = AdamW()
      rule.adam.amsgrad = arguments["amsgrad"].isTrue
      rule.weightDecay = number("weight_decay", 0.01)
      return rule
    case "NAdam":
      var rule = NAdam()
      rule.weightDecay = decay
      return rule
    case "RAdam":
      var rule = RAdam()
      rule.weightDecay = decay
      return rule
    case "Adamax":
      var rule = Adamax()
      rule.weightDecay = decay
      return rule
    default: return nil
    }
  }

  var learningRate: Double { arguments["lr"].number }
}

/// What both kinds of optimizers can do with a gradient that is simply given.
protocol GradientStep: Optimizer {}
extension Nesterov: GradientStep {}
extension Momentum: GradientStep {}
extension MinibatchGradientDescent: GradientStep {}
extension Adagrad: GradientStep {}
extension Adadelta: GradientStep {}
extension RMSprop: GradientStep {}
extension Adam: GradientStep {}
extension AdamW: GradientStep {}
extension NAdam: GradientStep {}
extension RAdam: GradientStep {}
extension Adamax: GradientStep {}

/// An objective whose gradients are a list.
struct GivenGradients<Number: Scalar>: Objective {
  var list: [[Number]]
  var place = 0

  mutating func evaluate(at point: [Number], gradient: inout [Number]) -> Double {
    gradient = list[place]
    place += 1
    return 0
  }
}

/// The fixture of fifty steps.
struct OptimizerFixture {
  var start: [Double]
  var gradients: [[Double]]
  var recorded: [Int]
  var cases: [OptimizerCase]

  static func read() throws -> OptimizerFixture {
    let root = try ParityFixture.read("optimizers")
    return OptimizerFixture(
      start: root["p0"].numbers, gradients: root["gradients"].elements.map(\.numbers),
      recorded: root["record"].numbers.map { Int($0) },
      cases: root["runs"].elements.map { run in
        let exact = run["ieee"].elements.map(\.numbers)
        return OptimizerCase(
          className: run["cls"].text, arguments: run["args"], dtype: run["dtype"].text,
          expected: exact.isEmpty ? run["values"].elements.map(\.numbers) : exact)
      })
  }

  /// Our parameters after the recorded steps.
  func walk<Number: Scalar>(
    _ optimizer: any Optimizer, learningRate: Double, in type: Number.Type
  ) -> [[Double]] {
    var iterate = Iterate(start.map { Number($0) })
    var objective = GivenGradients(list: gradients.map { $0.map { Number($0) } })
    var values: [[Double]] = []
    for step in 1...gradients.count {
      _ = optimizer.step(&iterate, down: &objective, learningRate: learningRate)
      if recorded.contains(step) { values.append(iterate.parameters.map { Double($0) }) }
    }
    return values
  }
}

@Suite(
  "Against PyTorch, fifty steps of given gradients",
  .enabled(if: ParityFixture.isThere, Comment(rawValue: ParityFixture.absence)))
struct OptimizerParityTests {
  @Test("every optimizer of the catalogue takes PyTorch's steps, under all settings")
  func steps() throws {
    let fixture = try OptimizerFixture.read()
    var compared: Set<String> = []
    for example in fixture.cases {
      guard let optimizer = example.optimizer else { continue }
      compared.insert(type(of: optimizer).kind)
      let isDouble = example.dtype == "float64"
      let ours =
        isDouble
        ? fixture.walk(optimizer, learningRate: example.learningRate, in: Double.self)
        : fixture.walk(optimizer, learningRate: example.learningRate, in: Float.self)
      let error = largestError(
        ours.flatMap { $0 }, example.expected.flatMap { $0 }, floor: 1e-3)
      #expect(error <= (isDouble ? 1e-13 : 1e-4), "\(example.testDescription): \(error)")
    }
    // Plain SGD is one rule under three names.
    let all = Set(Catalog.optimizers.map { $0.kind }).subtracting(["gd", "sgd"])
    #expect(compared == all)
  }
}
