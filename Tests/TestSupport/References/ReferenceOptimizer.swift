/// An optimizer of one parameter in Double, written down as naively as possible from its paper and
/// from the documentation of `torch.optim`, its defaults included.
package protocol ReferenceOptimizer: Sendable {
  init(_ settings: Settings)

  /// Where the parameter goes from `p`.
  /// - Parameter gradient: the objective's gradient anywhere.
  mutating func step(_ p: Double, rate: Double, gradient: (Double) -> Double) -> Double
}

package enum ReferenceOptimizers {
  /// By the kinds of the catalogue.
  package static let byKind: [String: any ReferenceOptimizer.Type] = [
    "gd": ReferenceDescent.self,
    "sgd": ReferenceDescent.self,
    "minibatch": ReferenceDescent.self,
    "momentum": ReferenceMomentum.self,
    "nesterov": ReferenceNesterov.self,
    "adagrad": ReferenceAdagrad.self,
    "adadelta": ReferenceAdadelta.self,
    "rmsprop": ReferenceRMSprop.self,
    "adam": ReferenceAdam.self,
    "adamw": ReferenceAdamW.self,
    "nadam": ReferenceNAdam.self,
    "radam": ReferenceRAdam.self,
    "adamax": ReferenceAdamax.self,
    "lion": ReferenceLion.self,
    "muon": ReferenceMuon.self,
  ]

  /// The kinds whose parameters do not move each on its own, so that no equation for one of them says
  /// where it goes: they are compared with PyTorch's paths. And what has its equations in the spec.
  package static let compared: Set<String> = ["lbfgs", "rule"]

  /// Each kind under its defaults and under others, so that every setting is used.
  package static let cases: [ReferenceCase] = [
    .init("gd"), .init("gd", #"{"weight_decay": 0.1}"#),
    .init("sgd"), .init("sgd", #"{"weight_decay": 0.1}"#),
    .init("minibatch"), .init("minibatch", #"{"weight_decay": 0.1}"#),
    .init("momentum"),
    .init("momentum", #"{"momentum": 0.7, "dampening": 0.4, "weight_decay": 0.1}"#),
    .init("nesterov"),
    .init("nesterov", #"{"momentum": 0.7, "weight_decay": 0.1}"#),
    .init("nesterov", #"{"form": "lookahead"}"#),
    .init("nesterov", #"{"form": "lookahead", "momentum": 0.7, "weight_decay": 0.1}"#),
    .init("adagrad"),
    .init(
      "adagrad",
      #"{"lr_decay": 0.1, "eps": 1e-2, "initial_accumulator_value": 0.3, "weight_decay": 0.1}"#),
    .init("adadelta"),
    .init("adadelta", #"{"rho": 0.8, "eps": 1e-3, "weight_decay": 0.1}"#),
    .init("rmsprop"),
    .init("rmsprop", #"{"alpha": 0.8, "eps": 1e-2, "weight_decay": 0.1}"#),
    .init("rmsprop", #"{"momentum": 0.6}"#),
    .init("rmsprop", #"{"centered": true}"#),
    .init("rmsprop", #"{"centered": true, "momentum": 0.6, "alpha": 0.9, "weight_decay": 0.1}"#),
    .init("adam"),
    .init("adam", #"{"betas": [0.7, 0.9], "eps": 1e-2, "weight_decay": 0.1}"#),
    .init("adam", #"{"amsgrad": true, "betas": [0.5, 0.6]}"#),
    .init("adamw"),
    .init("adamw", #"{"betas": [0.7, 0.9], "eps": 1e-2, "weight_decay": 0.3}"#),
    .init("adamw", #"{"amsgrad": true, "betas": [0.5, 0.6]}"#),
    .init("nadam"),
    .init(
      "nadam", #"{"betas": [0.7, 0.9], "eps": 1e-2, "weight_decay": 0.1, "momentum_decay": 0.5}"#),
    .init("nadam", #"{"weight_decay": 0.1, "decoupled_weight_decay": true}"#),
    .init("radam"),
    .init("radam", #"{"betas": [0.7, 0.9], "eps": 1e-2, "weight_decay": 0.1}"#),
    .init("radam", #"{"betas": [0.7, 0.5]}"#),
    .init("radam", #"{"weight_decay": 0.1, "decoupled_weight_decay": true}"#),
    .init("adamax"),
    .init("adamax", #"{"betas": [0.7, 0.9], "eps": 1e-2, "weight_decay": 0.1}"#),
    .init("lion"), .init("lion", #"{"betas": [0.7, 0.9], "weight_decay": 0.1}"#),
    .init("muon"),
    .init(
      "muon",
      #"{"momentum": 0.5, "nesterov": false, "weight_decay": 0.1, "ns_steps": 2, "eps": 1e-3}"#),
    .init("muon", #"{"adamw_betas": [0.7, 0.9], "adamw_eps": 1e-2, "adamw_weight_decay": 0.3}"#),
    .init(
      "muon",
      #"{"adamw_lr": 0.05, "ns_coefficients": [2, -1.5, 0.5], "adjust_lr_fn": "match_rms_adamw"}"#),
  ]
}

/// A kind and its settings.
package struct ReferenceCase: Sendable, CustomStringConvertible {
  package var kind: String
  package var settings: Settings

  package init(_ kind: String, _ settings: Settings = "{}") {
    self.kind = kind
    self.settings = settings
  }

  package var description: String { "\(kind) \(settings)" }
}
