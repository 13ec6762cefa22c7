import Foundation
import OptimizerLab
import Testing

/// An optimizer as it is often got wrong, for one parameter, under the settings of one run of the
/// fixture.
struct WrongRule: Sendable, CustomTestStringConvertible {
  typealias Rule = (_ p: Double, _ g: Double) -> Double

  var mistake: String
  /// The run's name in the fixture.
  var run: String
  /// Whether the mistake is too small, under these settings, to stand out from float32's rounding.
  var isSmall = false
  /// Makes a rule that remembers nothing yet.
  var make: @Sendable () -> Rule

  var testDescription: String { "\(run): \(mistake)" }

  static let all = descents + momenta + rates + moments + variants

  private static let descents: [WrongRule] = [
    .init(mistake: "climbs", run: "SGD") { { p, g in p + 0.01 * g } },
    .init(mistake: "decay without the rate", run: "SGD + weight_decay") {
      { p, g in p - 0.01 * g - 0.05 * p }
    },
    .init(mistake: "decay of half the square", run: "SGD + weight_decay") {
      { p, g in p - 0.01 * (g + 0.05 * p / 2) }
    },
    .init(mistake: "decay after the step", run: "SGD + weight_decay", isSmall: true) {
      { p, g in (p - 0.01 * g) * (1 - 0.01 * 0.05) }
    },
  ]

  private static let momenta: [WrongRule] = [
    .init(mistake: "a mean in place of a velocity", run: "SGD momentum") {
      var v = 0.0
      return { p, g in
        v = 0.9 * v + 0.1 * g
        return p - 0.01 * v
      }
    },
    .init(mistake: "the velocity of the step before", run: "SGD momentum") {
      var v = 0.0
      return { p, g in
        defer { v = 0.9 * v + g }
        return p - 0.01 * v
      }
    },
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
    .init(mistake: "plain momentum", run: "SGD nesterov") {
      var v = 0.0
      return { p, g in
        v = 0.9 * v + g
        return p - 0.01 * v
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
    .init(mistake: "ε inside the root", run: "Adagrad") {
      var s = 0.0
      return { p, g in
        s += g * g
        return p - 0.01 * g / (s + 1e-10).squareRoot()
      }
    },
    .init(mistake: "starts from 0.1", run: "Adagrad") {
      var s = 0.1
      return { p, g in
        s += g * g
        return p - 0.01 * g / (s.squareRoot() + 1e-10)
      }
    },
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
    .init(mistake: "the gradient of before the sum", run: "Adagrad") {
      var s = 0.0
      return { p, g in
        defer { s += g * g }
        return p - 0.01 * g / (s.squareRoot() + 1e-10)
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
    .init(mistake: "the mean of the steps with this step in it", run: "Adadelta") {
      var (s, a, last) = (0.0, 0.0, 0.0)
      return { p, g in
        s = 0.9 * s + 0.1 * g * g
        a = 0.9 * a + 0.1 * g * g * (last + 1e-6) / (s + 1e-6)
        last = a
        return p - (a + 1e-6).squareRoot() / (s + 1e-6).squareRoot() * g
      }
    },
    .init(mistake: "ε outside the roots", run: "Adadelta") {
      var (s, a) = (0.0, 0.0)
      return { p, g in
        s = 0.9 * s + 0.1 * g * g
        let delta = (a.squareRoot() + 1e-6) / (s.squareRoot() + 1e-6) * g
        a = 0.9 * a + 0.1 * delta * delta
        return p - delta
      }
    },
    .init(mistake: "the rate in the mean of the steps", run: "Adadelta rho .95") {
      var (s, a) = (0.0, 0.0)
      return { p, g in
        s = 0.95 * s + 0.05 * g * g
        let delta = 0.5 * (a + 1e-6).squareRoot() / (s + 1e-6).squareRoot() * g
        a = 0.95 * a + 0.05 * delta * delta
        return p - delta
      }
    },
    .init(mistake: "the gradient in the mean of the steps", run: "Adadelta") {
      var (s, a) = (0.0, 0.0)
      return { p, g in
        s = 0.9 * s + 0.1 * g * g
        let delta = (a + 1e-6).squareRoot() / (s + 1e-6).squareRoot() * g
        a = 0.9 * a + 0.1 * g * g
        return p - delta
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
