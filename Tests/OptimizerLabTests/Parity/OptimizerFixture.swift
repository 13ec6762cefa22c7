import KnownMistakes
import OptimizerLab
import TestSupport

/// Fourteen parameters under PyTorch's optimizers, for fifty steps along given gradients.
struct OptimizerFixture {
  let start: [Double]
  let gradients: [[Double]]
  /// The steps after which the parameters are given.
  let recorded: [Int]
  let runs: [Run]

  struct Run {
    var name: String
    /// The class in `torch.optim`.
    var className: String
    var settings: Settings
    var learningRate: Double
    var isDouble: Bool
    /// As torch was, and, where that makes a difference, with a correctly rounded square root.
    var expected: [[Double]]

    /// The kinds that should take the same steps; none for a class that the catalogue lacks.
    var kinds: [String] {
      switch className {
      case "SGD" where settings.flag("nesterov"): ["nesterov"]
      case "SGD" where settings.number("momentum", 0) > 0: ["momentum"]
      case "SGD": ["gd", "sgd", "minibatch"]
      // It takes matrices; `MuonParityTests` has some.
      case "Muon": []
      case "Adam" where settings.flag("decoupled_weight_decay"): ["adamw"]
      default: Catalog.optimizers.map { $0.kind }.filter { $0 == className.lowercased() }
      }
    }

    /// The settings as the kinds name them.
    var ownSettings: Settings {
      className == "Adam"
        ? settings.without("lr", "decoupled_weight_decay") : settings.without("lr", "nesterov")
    }

    /// The relative difference that rounding may make, values below 0.001 counted as 0.001.
    var tolerance: Double { isDouble ? 1e-13 : 1e-4 }

    /// How far a path is from PyTorch's.
    func error(of path: [Double]) -> Double {
      expected.map { largestError(path, $0, floor: 1e-3) }.max() ?? .infinity
    }
  }

  static let shared = Result { try OptimizerFixture() }

  private init() throws {
    let root = try ParityFixture.read("optimizers")
    start = root["p0"].numbers
    gradients = root["gradients"].elements.map(\.numbers)
    recorded = root["record"].numbers.map { Int($0) }
    runs = root["runs"].elements.map { run in
      Run(
        name: run["name"].text, className: run["cls"].text, settings: Settings(run["args"].node),
        learningRate: run["args"]["lr"].number, isDouble: run["dtype"].text == "float64",
        expected: [run["values"], run["ieee"]].map { $0.elements.flatMap(\.numbers) }
          .filter { !$0.isEmpty })
    }
  }

  /// Our parameters after the recorded steps.
  func walk<S: Scalar>(
    _: S.Type, _ optimizer: any Optimizer, learningRate: Double
  ) -> [Double] {
    var optimization = OptimizationState(start.map { S($0) })
    var objective = GivenGradients(gradients.map { $0.map { S($0) } })
    return (1...gradients.count).flatMap { step in
      _ = optimizer.step(&optimization, down: &objective, learningRate: learningRate)
      return recorded.contains(step) ? optimization.parameters.map { Double($0) } : []
    }
  }

  /// The parameters after the same steps under a rule for one of them.
  /// - Parameter make: gives the rule for a parameter, which it starts with.
  func walk(_ make: () -> (_ p: Double, _ gradient: Double) -> Double) -> [Double] {
    let paths = start.indices.map { i in
      let rule = make()
      var p = start[i]
      return gradients.map { slopes in
        p = rule(p, slopes[i])
        return p
      }
    }
    return recorded.flatMap { step in paths.map { $0[step - 1] } }
  }

  /// The parameters after the same steps in a form of a rule.
  func walk(_ form: RuleForm, _ settings: RuleSettings) -> [Double] {
    var walk = RuleWalk(form, settings: settings, from: start)
    let path = gradients.map { slopes in
      walk.go(learningRate: settings.learningRate) { i, _ in slopes[i] }
      return walk.place
    }
    return recorded.flatMap { path[$0 - 1] }
  }
}
