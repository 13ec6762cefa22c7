import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// Each optimizer against its paper's equations for one parameter.
@Suite("Against its paper, every optimizer")
struct ReferenceTests {
  static let cases = ReferenceOptimizers.cases
  static let steps = 40

  /// Changes on the way, so that it matters what the rate is multiplied to.
  static func rate(_ step: Int) -> Double { step < 20 ? 0.1 : 0.03 }

  @Test("takes the same forty steps in Double", arguments: cases)
  func double(_ example: ReferenceCase) throws {
    let error = try largestError(walk(Double.self, example), reference(example), floor: 1e-3)
    #expect(error < 1e-12)
  }

  @Test("takes nearly the same in Float", arguments: cases)
  func single(_ example: ReferenceCase) throws {
    let error = try largestError(walk(Float.self, example), reference(example), floor: 1e-1)
    #expect(error < 1e-4)
  }

  @Test("has such equations, in which each of its settings is changed once")
  func complete() {
    let kinds = Catalog.optimizers.map { $0.kind }
    let references = Set(ReferenceOptimizers.byKind.keys)
    #expect(references.union(ReferenceOptimizers.compared) == Set(kinds))
    #expect(references.isDisjoint(with: ReferenceOptimizers.compared))
    for type in Catalog.optimizers where references.contains(type.kind) {
      let settings = Set(Fields.describing(type.init()).descriptions.map(\.name))
      let own = Self.cases.filter { $0.kind == type.kind }
      #expect(settings == Set(own.flatMap(\.settings.names)), "\(type.kind)")
    }
  }

  @Test("is told from each other by its forty steps")
  func different() throws {
    // Muon is AdamW where there are no matrices.
    let names: [Set<String>] = [["gd", "sgd", "minibatch"], ["muon", "adamw"], ["muon"]]
    let paths = try Self.cases.map { (example: $0, path: try walk(Double.self, $0)) }
    for (place, one) in paths.enumerated() {
      for other in paths[..<place] {
        let isOneRule = names.contains {
          $0.isSuperset(of: [one.example.kind, other.example.kind])
        }
        if isOneRule { continue }
        #expect(
          largestError(one.path, other.path, floor: 1e-3) > 1e-4,
          "\(one.example) and \(other.example)")
      }
    }
  }

  @Test("where the rate is in the velocity, differs as soon as the rate changes")
  func rateInVelocity() throws {
    // v ← μ·v + η·g, θ ← θ − v: Polyak's form, which is the same while η is.
    var paths: [[Double]] = []
    for changes in [false, true] {
      var (p, v) = (Self.start(0), 0.0)
      var path: [Double] = []
      for step in 0..<Self.steps {
        let rate = changes ? Self.rate(step) : 0.1
        v = 0.9 * v + rate * Waves<Double>.slope(0, step + 1, p)
        p -= v
        path.append(p)
      }
      paths.append(path)
    }
    let constant = try walk(Double.self, .init("momentum"), parameters: 1) { _ in 0.1 }
    let changing = try walk(Double.self, .init("momentum"), parameters: 1)
    #expect(largestError(paths[0], constant, floor: 1e-3) < 1e-12)
    #expect(largestError(paths[1], changing, floor: 1e-3) > 1e-2)
  }

  private static func start(_ i: Int) -> Double { Double(i * 7 % 5 - 2) / 2 }

  /// Ours: the parameters after every step.
  private func walk<S: Scalar>(
    _: S.Type, _ example: ReferenceCase, parameters: Int = 19, rate: (Int) -> Double = Self.rate
  ) throws -> [Double] {
    let optimizer = try #require(example.optimizer)
    var optimization = OptimizationState((0..<parameters).map { S(Self.start($0)) })
    var waves = Waves<S>()
    return (0..<Self.steps).flatMap { step in
      _ = optimizer.step(&optimization, down: &waves, learningRate: rate(step))
      return optimization.parameters.map { Double($0) }
    }
  }

  /// The reference's: the same, one parameter after the other.
  private func reference(_ example: ReferenceCase) throws -> [Double] {
    let type = try #require(ReferenceOptimizers.byKind[example.kind])
    var path = [Double](repeating: 0, count: Self.steps * 19)
    for i in 0..<19 {
      var optimizer = type.init(example.settings)
      var p = Self.start(i)
      for step in 0..<Self.steps {
        p = optimizer.step(p, rate: Self.rate(step)) { Waves<Double>.slope(i, step + 1, $0) }
        path[step * 19 + i] = p
      }
    }
    return path
  }
}
