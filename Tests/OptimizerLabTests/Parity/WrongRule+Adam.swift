import ExperimentRunner
import Foundation
import OptimizerLab

// Adam and its family.
extension WrongRule {
  /// Adam's two means, and its step from them.
  private struct SnapshotSteps {
    var beta1 = 0.9
    var beta2 = 0.999
    var m = 0.0
    var v = 0.0
    var t = 0.0

    mutating func meet(_ g: Double) {
      t += 1
      m = beta1 * m + (1 - beta1) * g
      v = beta2 * v + (1 - beta2) * g * g
    }

    var mHat: Double { m / (1 - pow(beta1, t)) }
    var vHat: Double { v / (1 - pow(beta2, t)) }
    var step: Double { mHat / (vHat.squareRoot() + 1e-8) }
  }

  /// A rule from Adam's means, which have met the gradient.
  private static func adam(
    _ mistake: String, run: String = "Adam", isSmall: Bool = false,
    from: SnapshotSteps = SnapshotSteps(),
    _ step: @escaping @Sendable (_ p: Double, _ g: Double, _ means: SnapshotSteps) -> Double
  ) -> WrongRule {
    WrongRule(mistake: mistake, run: run, isSmall: isSmall) {
      var means = from
      return { p, g in
        means.meet(g)
        return step(p, g, means)
      }
    }
  }

  static let moments: [WrongRule] = [
    adam("β₂ of 0.99", from: SnapshotSteps(beta2: 0.99)) { p, _, a in p - 1e-3 * a.step },
    adam("decay beside the gradient", run: "Adam + weight_decay") { p, _, a in
      p * (1 - 1e-3 * 0.05) - 1e-3 * a.step
    },
    WrongRule(mistake: "the largest v after the correction", run: "Adam amsgrad") {
      var (means, largest) = (SnapshotSteps(), 0.0)
      return { p, g in
        means.meet(g)
        largest = max(largest, means.vHat)
        return p - 1e-3 * means.mHat / (largest.squareRoot() + 1e-8)
      }
    },
    adam("forgets the largest v", run: "Adam amsgrad", isSmall: true) { p, _, a in p - 1e-3 * a.step
    },
    WrongRule(mistake: "decay in the gradient", run: "AdamW + weight_decay") {
      var means = SnapshotSteps()
      return { p, g in
        means.meet(g + 0.05 * p)
        return p - 1e-3 * means.step
      }
    },
    adam("decay without the rate", run: "AdamW + weight_decay") { p, _, a in
      p - 1e-3 * a.step - 0.05 * p
    },
    adam("decay after the step", run: "AdamW + weight_decay", isSmall: true) { p, _, a in
      (p - 1e-3 * a.step) * (1 - 1e-3 * 0.05)
    },
    adam("no decay unless it is asked for", run: "AdamW") { p, _, a in p - 1e-3 * a.step },
    adamW("ε inside the root") { $0.mHat / ($0.vHat + 1e-8).squareRoot() },
    adamW("no correction") { $0.m / ($0.v.squareRoot() + 1e-8) },
    adamW("counts from 2", from: SnapshotSteps(t: 1)) { $0.step },
  ]

  /// AdamW with its decay, and another step.
  private static func adamW(
    _ mistake: String, from: SnapshotSteps = SnapshotSteps(),
    _ step: @escaping @Sendable (SnapshotSteps) -> Double
  ) -> WrongRule {
    adam(mistake, run: "AdamW", from: from) { p, _, a in p * (1 - 1e-3 * 0.01) - 1e-3 * step(a) }
  }

  static let variants: [WrongRule] = [
    nadam("the product in Double", isSmall: true, product: { $0 }),
    nadam("momentum from the start", decay: 1e9),
    nadam("counts from 2", from: SnapshotSteps(t: 1)),
    nadam("ε inside the root", root: { ($0.vHat + 1e-8).squareRoot() }),
    nadam("no correction of v", root: { $0.v.squareRoot() + 1e-8 }),
    nadam("decay beside the gradient", run: "NAdam + weight_decay", beside: 0.05),
    nadam("decay in the gradient", run: "NAdam + decoupled weight_decay", inside: 0.05),
    WrongRule(mistake: "plain Nesterov over Adam, without a schedule", run: "NAdam") {
      var means = SnapshotSteps()
      return { p, g in
        means.meet(g)
        let m = 0.9 * means.mHat + 0.1 * g / (1 - pow(0.9, means.t))
        return p - 2e-3 * m / (means.vHat.squareRoot() + 1e-8)
      }
    },
    adam("Adam", run: "NAdam") { p, _, a in p - 2e-3 * a.step },
    radam("the paper's bound of 4", bound: 4),
    radam("never rectifies", bound: .infinity),
    radam("counts from 2", from: SnapshotSteps(t: 1)),
    radam("ε inside the root", root: { ($0.v + 1e-8).squareRoot() }),
    radam("no correction of m", mean: { $0.m }),
    radam("decay beside the gradient", run: "RAdam + weight_decay", beside: 0.05),
    radam("decay in the gradient", run: "RAdam + decoupled weight_decay", inside: 0.05),
    adam("Adam", run: "RAdam") { p, _, a in p - 1e-3 * a.step },
    adam("Adam", run: "Adamax") { p, _, a in p - 2e-3 * a.step },
    adamax("ε beside the larger", of: { faded, size in max(faded, size) + 1e-8 }),
    adamax("the largest of all times", of: { faded, size in max(faded / 0.999, size + 1e-8) }),
    adamax("counts from 2", from: SnapshotSteps(t: 1)),
    adamax("no correction", mean: { $0.m }),
    adamax("decay beside the gradient", run: "Adamax + weight_decay", beside: 0.05),
  ]

  /// NAdam, but for what is given.
  private static func nadam(
    _ mistake: String, run: String = "NAdam", isSmall: Bool = false, decay: Double = 4e-3,
    from: SnapshotSteps = SnapshotSteps(), inside: Double = 0, beside: Double = 0,
    product rounded: @escaping @Sendable (Double) -> Double = { Double(Float($0)) },
    root: @escaping @Sendable (SnapshotSteps) -> Double = { $0.vHat.squareRoot() + 1e-8 }
  ) -> WrongRule {
    WrongRule(mistake: mistake, run: run, isSmall: isSmall) {
      var (means, product) = (from, 1.0)
      return { p, g in
        let g = g + inside * p
        means.meet(g)
        let mu = 0.9 * (1 - 0.5 * pow(0.96, means.t * decay))
        let next = 0.9 * (1 - 0.5 * pow(0.96, (means.t + 1) * decay))
        product = rounded(product * rounded(mu))
        let m = (1 - mu) * g / (1 - product) + next * means.m / (1 - product * next)
        return p * (1 - 2e-3 * beside) - 2e-3 * m / root(means)
      }
    }
  }

  /// RAdam, but for what is given.
  private static func radam(
    _ mistake: String, run: String = "RAdam", bound: Double = 5,
    from: SnapshotSteps = SnapshotSteps(),
    inside: Double = 0, beside: Double = 0,
    mean: @escaping @Sendable (SnapshotSteps) -> Double = { $0.mHat },
    root: @escaping @Sendable (SnapshotSteps) -> Double = { $0.v.squareRoot() + 1e-8 }
  ) -> WrongRule {
    WrongRule(mistake: mistake, run: run) {
      var means = from
      return { p, g in
        means.meet(g + inside * p)
        let power = pow(0.999, means.t)
        let limit = 2 / (1 - 0.999) - 1
        let rho = limit - 2 * means.t * power / (1 - power)
        let start = p * (1 - 1e-3 * beside)
        guard rho > bound else { return start - 1e-3 * mean(means) }
        let r = (rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho)
        return start
          - 1e-3 * mean(means) * r.squareRoot() * (1 - power).squareRoot() / root(means)
      }
    }
  }

  /// Adamax, but for what is given.
  private static func adamax(
    _ mistake: String, run: String = "Adamax", from: SnapshotSteps = SnapshotSteps(),
    beside: Double = 0,
    mean: @escaping @Sendable (SnapshotSteps) -> Double = { $0.mHat },
    of larger: @escaping @Sendable (_ faded: Double, _ size: Double) -> Double = {
      max($0, $1 + 1e-8)
    }
  ) -> WrongRule {
    WrongRule(mistake: mistake, run: run) {
      var (means, u) = (from, 0.0)
      return { p, g in
        means.meet(g)
        u = larger(0.999 * u, abs(g))
        return p * (1 - 2e-3 * beside) - 2e-3 * mean(means) / u
      }
    }
  }
}
