import Foundation
import KnownMistakes
import OptimizerLab
import Testing

/// An optimizer as it is often got wrong, under the settings of one run of the fixture.
struct WrongRule: Sendable, CustomTestStringConvertible {
  typealias Rule = (_ p: Double, _ g: Double) -> Double

  var mistake: String
  /// The run's name in the fixture.
  var run: String
  /// Whether the mistake is too small, under these settings, to stand out from float32's rounding.
  var isSmall = false
  /// The parameters after the fixture's steps.
  var walk: @Sendable (OptimizerFixture) -> [Double]

  /// - Parameter make: makes a rule for one parameter that remembers nothing yet.
  init(
    mistake: String, run: String, isSmall: Bool = false, make: @escaping @Sendable () -> Rule
  ) {
    self.mistake = mistake
    self.run = run
    self.isSmall = isSmall
    walk = { $0.walk(make) }
  }

  /// A form of the table that serves assignments too.
  init(_ form: RuleForm, run: String, settings: RuleSettings) {
    mistake = form.name
    self.run = run
    walk = { $0.walk(form, settings) }
  }

  var testDescription: String { "\(run): \(mistake)" }

  static let all = known + momenta + rates + moments + variants

  /// Whose known mistakes are tried under which run.
  private static let tried: [(run: String, rule: String, settings: RuleSettings)] = [
    ("SGD + weight_decay", "gd", RuleSettings(lr: 0.01, weightDecay: 0.05)),
    ("SGD momentum", "momentum", RuleSettings(lr: 0.01, momentum: 0.9)),
    ("SGD nesterov", "nesterov", RuleSettings(lr: 0.01, momentum: 0.9)),
    ("Adagrad", "adagrad", RuleSettings(lr: 0.01, eps: 1e-10)),
    ("Adadelta rho .95", "adadelta", RuleSettings(lr: 0.5, rho: 0.95, eps: 1e-6)),
    ("Adam", "adam", RuleSettings(lr: 1e-3, beta1: 0.9, beta2: 0.999, eps: 1e-8)),
  ]

  /// What no path shows while the rate stays what it is.
  private static let isRightAtOneRate = ["momentum.lr-inside"]

  private static let known: [WrongRule] = tried.flatMap { run, rule, settings in
    (ChosenRule(rule, convention: "torch")?.mistakes ?? [])
      .filter { !isRightAtOneRate.contains($0.name) }
      .map { WrongRule($0, run: run, settings: settings) }
  }

  private static let momenta: [WrongRule] = [
    .init(mistake: "dampens its first gradient", run: "SGD momentum dampening") {
      var v = 0.0
      return { p, g in
        v = 0.9 * v + 0.5 * g
        return p - 0.01 * v
      }
    },
    .init(mistake: "does not dampen", run: "SGD momentum dampening") {
      var v = 0.0
      return { p, g in
        v = 0.9 * v + g
        return p - 0.01 * v
      }
    },
    .init(mistake: "decay outside the velocity", run: "SGD momentum + weight_decay") {
      var v = 0.0
      return { p, g in
        v = 0.9 * v + g
        return p - 0.01 * (v + 0.05 * p)
      }
    },
    .init(mistake: "decay outside the velocity", run: "SGD nesterov + weight_decay") {
      var v = 0.0
      return { p, g in
        v = 0.9 * v + g
        return p * (1 - 0.01 * 0.05) - 0.01 * (g + 0.9 * v)
      }
    },
    .init(mistake: "looks ahead with the old velocity", run: "SGD nesterov") {
      var v = 0.0
      return { p, g in
        defer { v = 0.9 * v + g }
        return p - 0.01 * (g + 0.9 * v)
      }
    },
    .init(mistake: "weighs gradient and velocity the other way round", run: "SGD nesterov") {
      var v = 0.0
      return { p, g in
        v = 0.9 * v + g
        return p - 0.01 * (0.9 * g + v)
      }
    },
  ]

  private static let rates: [WrongRule] = [
    .init(mistake: "starts from 0", run: "Adagrad initial_accumulator") {
      var s = 0.0
      return { p, g in
        s += g * g
        return p - 0.01 * g / (s.squareRoot() + 1e-10)
      }
    },
    .init(mistake: "the rate decays from the first step on", run: "Adagrad lr_decay") {
      var (s, t) = (0.0, 0.0)
      return { p, g in
        t += 1
        s += g * g
        return p - 0.01 / (1 + t * 0.05) * g / (s.squareRoot() + 1e-10)
      }
    },
    .init(mistake: "decay beside the gradient", run: "Adagrad + weight_decay") {
      var s = 0.0
      return { p, g in
        s += g * g
        return p * (1 - 0.01 * 0.05) - 0.01 * g / (s.squareRoot() + 1e-10)
      }
    },
    .init(mistake: "decay beside the gradient", run: "Adadelta + weight_decay") {
      var (s, a) = (0.0, 0.0)
      return { p, g in
        s = 0.9 * s + 0.1 * g * g
        let delta = (a + 1e-6).squareRoot() / (s + 1e-6).squareRoot() * g
        a = 0.9 * a + 0.1 * delta * delta
        return p * (1 - 0.05) - delta
      }
    },
    .init(mistake: "ε inside the root", run: "RMSprop") {
      var s = 0.0
      return { p, g in
        s = 0.99 * s + 0.01 * g * g
        return p - 0.01 * g / (s + 1e-8).squareRoot()
      }
    },
    .init(mistake: "ε inside the root", run: "RMSprop momentum") {
      var (s, b) = (0.0, 0.0)
      return { p, g in
        s = 0.99 * s + 0.01 * g * g
        b = 0.9 * b + g / (s + 1e-8).squareRoot()
        return p - 0.01 * b
      }
    },
    .init(mistake: "starts from 1", run: "RMSprop") {
      var s = 1.0
      return { p, g in
        s = 0.99 * s + 0.01 * g * g
        return p - 0.01 * g / (s.squareRoot() + 1e-8)
      }
    },
    .init(mistake: "the lecture's α", run: "RMSprop") {
      var s = 0.0
      return { p, g in
        s = 0.9 * s + 0.1 * g * g
        return p - 0.01 * g / (s.squareRoot() + 1e-8)
      }
    },
    .init(mistake: "corrects the mean as Adam does", run: "RMSprop") {
      var (s, t) = (0.0, 0.0)
      return { p, g in
        t += 1
        s = 0.99 * s + 0.01 * g * g
        return p - 0.01 * g / ((s / (1 - pow(0.99, t))).squareRoot() + 1e-8)
      }
    },
    .init(mistake: "a velocity of plain gradients", run: "RMSprop momentum") {
      var (s, b) = (0.0, 0.0)
      return { p, g in
        s = 0.99 * s + 0.01 * g * g
        b = 0.9 * b + g
        return p - 0.01 * b / (s.squareRoot() + 1e-8)
      }
    },
    .init(mistake: "takes no mean off", run: "RMSprop centered") {
      var s = 0.0
      return { p, g in
        s = 0.99 * s + 0.01 * g * g
        return p - 0.01 * g / (s.squareRoot() + 1e-8)
      }
    },
    .init(mistake: "decay beside the gradient", run: "RMSprop + weight_decay") {
      var s = 0.0
      return { p, g in
        s = 0.99 * s + 0.01 * g * g
        return p * (1 - 0.01 * 0.05) - 0.01 * g / (s.squareRoot() + 1e-8)
      }
    },
  ]
}
