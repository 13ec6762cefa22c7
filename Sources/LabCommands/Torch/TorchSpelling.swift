package import OptimizerLab
internal import SpecLanguage

/// How PyTorch spells what a spec names: one line a kind.
package enum TorchSpelling {
  /// An optimizer's class, and what its settings do not say.
  struct OptimizerClass {
    var name: String
    /// Settings that are written even where they are the spec's defaults: PyTorch's are others.
    var always: [String] = []
    /// Settings of the spec that the class does not have.
    var without: [String] = []
    /// What else the class is told.
    var also: [String] = []
  }

  /// What PyTorch has of an optimizer.
  enum OptimizerSpelling {
    case spelled(OptimizerClass)
    /// PyTorch has none, and a script cannot be printed.
    case absent
  }

  /// What PyTorch has of an optimizer, `nil` for one that no line is written for.
  static func spelling(of optimizer: any Optimizer) -> OptimizerSpelling? {
    switch optimizer {
    case is GradientDescent, is StochasticGradientDescent, is MinibatchGradientDescent:
      .spelled(OptimizerClass(name: "torch.optim.SGD"))
    case is Momentum: .spelled(OptimizerClass(name: "torch.optim.SGD", always: ["momentum"]))
    case let nesterov as Nesterov: .spelled(nesterovClass(nesterov))
    case is Adagrad: .spelled(OptimizerClass(name: "torch.optim.Adagrad"))
    case is Adadelta: .spelled(OptimizerClass(name: "torch.optim.Adadelta"))
    case is Adam: .spelled(OptimizerClass(name: "torch.optim.Adam"))
    case is AdamW: .spelled(OptimizerClass(name: "torch.optim.AdamW"))
    case is RMSprop: .spelled(OptimizerClass(name: "torch.optim.RMSprop"))
    case is NAdam: .spelled(OptimizerClass(name: "torch.optim.NAdam"))
    case is RAdam: .spelled(OptimizerClass(name: "torch.optim.RAdam"))
    case is Adamax: .spelled(OptimizerClass(name: "torch.optim.Adamax"))
    case is Lion: .absent
    case is Muon: .spelled(OptimizerClass(name: "MuonWithAdamW"))
    case is LBFGS: .spelled(OptimizerClass(name: "torch.optim.LBFGS"))
    // Its class is made of its equations: `TorchRules`.
    case is WrittenRule: .spelled(OptimizerClass(name: "Rule"))
    default: nil
    }
  }

  /// Whether there is a line for each optimizer and each layer of that kind, even one that says that
  /// PyTorch has none.
  package static func hasLine(optimizer: any Optimizer) -> Bool { spelling(of: optimizer) != nil }
  package static func hasLine(layer: any Layer) -> Bool { self.layer(layer, shape: [1]) != nil }
  package static func hasLine(loss: String) -> Bool { self.loss(loss) != nil }

  /// PyTorch has one of the two forms; the other is in the script. It also refuses to be told of
  /// Nesterov where there is no momentum, which is where both are plain descent.
  private static func nesterovClass(_ nesterov: Nesterov) -> OptimizerClass {
    if nesterov.form == .lookahead {
      OptimizerClass(name: "LookaheadNesterov", always: ["momentum"], without: ["form"])
    } else {
      OptimizerClass(
        name: "torch.optim.SGD", always: ["momentum"], without: ["form"],
        also: nesterov.momentum == 0 ? [] : ["nesterov=True"])
    }
  }

  /// The optimizer as something to call with parameters and `lr`:
  /// `partial(torch.optim.Adam, betas=(0.5, 0.999))`.
  /// - Parameter depth: how many levels it is indented.
  static func optimizer(_ optimizer: any Optimizer, depth: Int) -> String {
    guard case .spelled(let own)? = spelling(of: optimizer) else {
      preconditionFailure("\(type(of: optimizer).kind) has no line in TorchSpelling")
    }
    let settings = changedSettings(of: optimizer, always: own.always, without: own.without)
    guard !(settings + own.also).isEmpty else { return own.name }
    return PythonText.call("partial", [own.name] + settings + own.also, depth: depth)
  }

  /// `betas=(0.5, 0.999)` for each setting that is not the default.
  static func changedSettings<Value: Configurable>(
    of settings: Value, always: [String] = [], without: [String] = []
  ) -> [String] {
    zip(members(settings), members(Value())).compactMap { own, usual in
      guard !without.contains(own.key) else { return nil }
      let value = PythonText.value(own.node)
      guard always.contains(own.key) || value != PythonText.value(usual.node) else { return nil }
      return "\(own.key)=\(value)"
    }
  }

  private static func members(_ settings: some Configurable) -> [JSONNode.Member] {
    guard case .object(let members) = Fields.writing(settings).value else { return [] }
    return members
  }

  /// A loss, `nil` for one that no line is written for.
  static func loss(_ kind: String) -> String? {
    switch kind {
    case MeanSquaredError.kind: "nn.MSELoss()"
    case BinaryCrossEntropy.kind: "nn.BCELoss()"
    default: nil
    }
  }
}
