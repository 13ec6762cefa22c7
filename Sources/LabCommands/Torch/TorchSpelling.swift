internal import OptimizerLab
internal import SpecLanguage

/// How PyTorch spells what a spec names: one line a kind.
enum TorchSpelling {
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

  /// The class of an optimizer, `nil` for one that no line is written for.
  static func optimizerClass(of optimizer: any Optimizer) -> OptimizerClass? {
    switch optimizer {
    case is GradientDescent, is StochasticGradientDescent, is MinibatchGradientDescent:
      OptimizerClass(name: "torch.optim.SGD")
    case is Momentum: OptimizerClass(name: "torch.optim.SGD", always: ["momentum"])
    case let nesterov as Nesterov: nesterovClass(nesterov)
    case is Adagrad: OptimizerClass(name: "torch.optim.Adagrad")
    case is Adadelta: OptimizerClass(name: "torch.optim.Adadelta")
    case is Adam: OptimizerClass(name: "torch.optim.Adam")
    case is AdamW: OptimizerClass(name: "torch.optim.AdamW")
    case is RMSprop: OptimizerClass(name: "torch.optim.RMSprop")
    case is NAdam: OptimizerClass(name: "torch.optim.NAdam")
    case is RAdam: OptimizerClass(name: "torch.optim.RAdam")
    case is Adamax: OptimizerClass(name: "torch.optim.Adamax")
    default: nil
    }
  }

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
    guard let own = optimizerClass(of: optimizer) else {
      preconditionFailure("\(type(of: optimizer).kind) has no line in TorchSpelling")
    }
    let settings = changedSettings(of: optimizer, always: own.always, without: own.without)
    guard !(settings + own.also).isEmpty else { return own.name }
    return PythonText.call("partial", [own.name] + settings + own.also, depth: depth)
  }

  /// `betas=(0.5, 0.999)` for each setting that is not the default.
  private static func changedSettings<O: Optimizer>(
    of optimizer: O, always: [String], without: [String]
  ) -> [String] {
    let defaults = members(O())
    return zip(members(optimizer), defaults).compactMap { own, usual in
      guard !without.contains(own.key) else { return nil }
      let value = PythonText.value(own.node)
      guard always.contains(own.key) || value != PythonText.value(usual.node) else { return nil }
      return "\(own.key)=\(value)"
    }
  }

  private static func members(_ optimizer: some Optimizer) -> [JSONNode.Member] {
    guard case .object(let members) = Fields.writing(optimizer).value else { return [] }
    return members
  }

  /// A layer behind `inputs` values an example, `nil` for one that no line is written for.
  static func layer(_ layer: any Layer, inputs: Int) -> String? {
    switch layer {
    case let linear as Linear:
      "nn.Linear(\(inputs), \(linear.units)\(linear.bias ? "" : ", bias=False"))"
    case is ReLU: "nn.ReLU()"
    case let leaky as LeakyReLU: "nn.LeakyReLU(\(PythonText.number(leaky.negativeSlope)))"
    case is Sigmoid: "nn.Sigmoid()"
    case is Tanh: "nn.Tanh()"
    default: nil
    }
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
