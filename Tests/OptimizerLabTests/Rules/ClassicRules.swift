import OptimizerLab
import SpecLanguage
import TestSupport

/// The classic rules as equations, each beside the lab's own.
struct ClassicRule: Sendable, CustomStringConvertible {
  var kind: String
  /// Of the lab's own.
  var settings: Settings
  /// A JSON object, without its kind.
  var rule: Settings

  init(_ kind: String, _ settings: Settings = "{}", _ rule: Settings) {
    (self.kind, self.settings, self.rule) = (kind, settings, rule)
  }

  var description: String { "\(kind) \(settings)" }

  static let all: [ClassicRule] = [
    .init("gd", #"{"update": ["theta = theta - lr*g"]}"#),
    .init(
      "sgd", #"{"weight_decay": 0.1}"#,
      #"""
      {"settings": {"weight_decay": 0.1}, "update": ["theta = theta - lr*(g + weight_decay*theta)"]}
      """#),
    .init("minibatch", #"{"update": ["d = -lr*g", "theta = theta + d"]}"#),
    .init(
      "momentum", #"{"momentum": 0.8}"#,
      #"""
      {"state": ["v"], "settings": {"momentum": 0.8},
       "update": ["v = momentum*v + g", "theta = theta - lr*v"]}
      """#),
    .init(
      "momentum", #"{"momentum": 0.8, "dampening": 0.4}"#,
      #"""
      {"state": ["v"], "settings": {"mu": 0.8, "dampening": 0.4},
       "update": ["v = mu*v + where(t == 1, 1, 1 - dampening)*g", "theta = theta - lr*v"]}
      """#),
    .init(
      "nesterov", #"{"momentum": 0.8}"#,
      #"""
      {"state": ["v"], "settings": {"mu": 0.8},
       "update": ["v = mu*v + g", "theta = theta - lr*(g + mu*v)"]}
      """#),
    .init(
      "nesterov", #"{"momentum": 0.8, "form": "lookahead"}"#,
      #"""
      {"state": ["v"], "settings": {"mu": 0.8},
       "update": ["v = mu*v + g(theta - lr*mu*v)", "theta = theta - lr*v"]}
      """#),
    .init(
      "adagrad", #"{"eps": 1e-3}"#,
      #"""
      {"state": ["h"], "settings": {"eps": 1e-3},
       "update": ["h = h + g^2", "theta = theta - lr*g/(sqrt(h) + eps)"]}
      """#),
    .init(
      "adagrad", #"{"eps": 1e-3, "initial_accumulator_value": 0.1}"#,
      #"""
      {"state": {"h": 0.1}, "settings": {"eps": 1e-3},
       "update": ["h = g*g + h", "theta = theta - lr*(g/(eps + sqrt(h)))"]}
      """#),
    .init(
      "adadelta", #"{"rho": 0.8, "eps": 1e-3}"#,
      #"""
      {"state": ["v", "u"], "settings": {"rho": 0.8, "eps": 1e-3},
       "update": ["v = rho*v + (1 - rho)*g^2", "d = sqrt(u + eps)/sqrt(v + eps)*g",
                  "u = rho*u + (1 - rho)*d^2", "theta = theta - lr*d"]}
      """#),
    .init(
      "adam",
      #"""
      {"state": ["m", "v"], "settings": {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
       "update": ["m = beta1*m + (1 - beta1)*g", "v = beta2*v + (1 - beta2)*g^2",
                  "theta = theta - lr*(m/(1 - beta1^t))/(sqrt(v/(1 - beta2^t)) + eps)"]}
      """#),
    .init(
      "adam", #"{"betas": [0.7, 0.9], "eps": 1e-2, "amsgrad": true, "weight_decay": 0.1}"#,
      #"""
      {"state": ["m", "v", "w"],
       "settings": {"b1": 0.7, "b2": 0.9, "eps": 1e-2, "weight_decay": 0.1},
       "update": ["d = g + weight_decay*theta", "m = b1*m + (1 - b1)*d", "v = b2*v + (1 - b2)*d*d",
                  "w = max(v, w)", "s = sqrt(w/(1 - b2^t)) + eps",
                  "theta = theta - lr*m/(1 - b1^t)/s"]}
      """#),
    .init(
      "adamw", #"{"weight_decay": 0.3}"#,
      #"""
      {"state": ["m", "v"],
       "settings": {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.3},
       "update": ["theta = theta*(1 - lr*weight_decay)", "m = beta1*m + (1 - beta1)*g",
                  "v = beta2*v + (1 - beta2)*g^2",
                  "theta = theta - lr*(m/(1 - beta1^t))/(sqrt(v/(1 - beta2^t)) + eps)"]}
      """#),
    .init(
      "adamax",
      #"""
      {"state": ["m", "u"], "settings": {"b1": 0.9, "b2": 0.999, "eps": 1e-8},
       "update": ["m = b1*m + (1 - b1)*g", "u = max(b2*u, abs(g) + eps)",
                  "theta = theta - lr/(1 - b1^t)*m/u"]}
      """#),
  ]
}

extension ClassicRule {
  init(_ kind: String, _ rule: Settings) { self.init(kind, "{}", rule) }

  var own: (any Optimizer)? { settings.optimizer(kind) }
  var written: (any Optimizer)? { rule.optimizer("rule") }
}
