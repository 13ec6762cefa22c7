import OptimizerLab
import TestSupport
import Testing

/// What holds for each optimizer of the catalogue, under its defaults and under other settings.
@Suite("Every optimizer")
struct EveryOptimizerTests {
  static let cases = ReferenceOptimizers.cases
  static let sizes = [1, 15, 16, 17, 1000]

  @Test("comes down a bowl, in Float and in Double", arguments: cases, sizes)
  func descends(_ example: ReferenceCase, size: Int) throws {
    let optimizer = try #require(example.optimizer)
    #expect(remaining(Float.self, optimizer, size) < 0.05)
    #expect(remaining(Double.self, optimizer, size) < 0.05)
  }

  /// What is left of a bowl's depth after some steps.
  private func remaining<S: Scalar>(
    _: S.Type, _ optimizer: any Optimizer, _ size: Int
  ) -> Double {
    var bowl = Bowl<S>(count: size)
    var optimization = OptimizationState([S](repeating: 2, count: size))
    // Adadelta's steps begin at √ε, Adagrad's only become shorter.
    let rate =
      switch optimizer {
      case let adadelta as Adadelta: 0.02 / adadelta.eps.squareRoot()
      case is Adagrad: 1.0
      default: 0.1
      }
    let first = optimizer.step(&optimization, down: &bowl, learningRate: rate)
    var last = first
    for _ in 0..<600 { last = optimizer.step(&optimization, down: &bowl, learningRate: rate) }
    return last / first
  }

  @Test("does the same twice: a fresh iterate remembers nothing", arguments: cases, sizes)
  func repeats(_ example: ReferenceCase, size: Int) throws {
    let optimizer = try #require(example.optimizer)
    #expect(walked(Float.self, optimizer, size) == walked(Float.self, optimizer, size))
    #expect(walked(Double.self, optimizer, size) == walked(Double.self, optimizer, size))
  }

  @Test("remembers in a copy of an iterate what it remembered in the first", arguments: cases)
  func copies(_ example: ReferenceCase) throws {
    let optimizer = try #require(example.optimizer)
    var waves = Waves<Float>()
    var first = OptimizationState(numbers(Float.self, count: 17, seed: 1))
    for _ in 0..<5 { _ = optimizer.step(&first, down: &waves, learningRate: 0.1) }
    let before = first
    var (second, wavesOfSecond) = (first, waves)
    for _ in 0..<5 { _ = optimizer.step(&second, down: &wavesOfSecond, learningRate: 0.1) }
    #expect(first == before)
    #expect(second != before)
    for _ in 0..<5 { _ = optimizer.step(&first, down: &waves, learningRate: 0.1) }
    #expect(first == second)
  }

  @Test("moves each parameter as if it were alone, to the bit", arguments: cases)
  func alone(_ example: ReferenceCase) throws {
    let optimizer = try #require(example.optimizer)
    let start = numbers(Float.self, count: 35, seed: 1)
    let slopes = (0..<20).map { numbers(Float.self, count: 35, seed: UInt64(2 + $0)) }
    var together = OptimizationState(start)
    var given = GivenGradients(slopes)
    for _ in slopes { _ = optimizer.step(&together, down: &given, learningRate: 0.1) }
    for i in start.indices {
      var single = OptimizationState([start[i]])
      var own = GivenGradients(slopes.map { [$0[i]] })
      for _ in slopes { _ = optimizer.step(&single, down: &own, learningRate: 0.1) }
      #expect(single.parameters[0] == together.parameters[i])
    }
  }

  @Test("keeps the gradient that it went along, and counts its steps", arguments: cases)
  func gradient(_ example: ReferenceCase) throws {
    let optimizer = try #require(example.optimizer)
    let slopes = (0..<3).map { numbers(Double.self, count: 5, seed: UInt64(2 + $0)) }
    var given = GivenGradients(slopes)
    var optimization = OptimizationState(numbers(Double.self, count: 5, seed: 1))
    for (step, slope) in slopes.enumerated() {
      _ = optimizer.step(&optimization, down: &given, learningRate: 0.1)
      #expect(Array(optimization.gradient) == slope)
      #expect(optimization.memory.step == step + 1)
    }
  }

  @Test("stands still without a gradient and without decay", arguments: cases)
  func stands(_ example: ReferenceCase) throws {
    let optimizer = try #require(
      (example.kind == "muon"
        ? example.settings.with("adamw_weight_decay", 0) : example.settings.with("weight_decay", 0))
        .optimizer(example.kind))
    let start = numbers(Float.self, count: 17, seed: 1)
    var optimization = OptimizationState(start)
    var given = GivenGradients(Array(repeating: [Float](repeating: 0, count: 17), count: 10))
    for _ in 0..<10 { _ = optimizer.step(&optimization, down: &given, learningRate: 0.1) }
    #expect(Array(optimization.parameters) == start)
  }

  @Test("does not lose a NaN: a run that is lost looks lost", arguments: cases)
  func notANumber(_ example: ReferenceCase) throws {
    let optimizer = try #require(example.optimizer)
    var optimization = OptimizationState([Float](repeating: 1, count: 17))
    var slope = [Float](repeating: 0.5, count: 17)
    slope[16] = .nan
    var given = GivenGradients([slope, [Float](repeating: 0.5, count: 17)])
    for _ in 0..<2 { _ = optimizer.step(&optimization, down: &given, learningRate: 0.1) }
    #expect(optimization.parameters.map(\.isNaN) == slope.map(\.isNaN))
  }

  private func walked<S: Scalar>(_: S.Type, _ optimizer: any Optimizer, _ size: Int)
    -> OptimizationState<S>
  {
    var waves = Waves<S>()
    var optimization = OptimizationState(numbers(S.self, count: size, seed: 1))
    for _ in 0..<20 { _ = optimizer.step(&optimization, down: &waves, learningRate: 0.1) }
    return optimization
  }
}

extension ReferenceCase {
  var optimizer: (any Optimizer)? { settings.optimizer(kind) }
}
