package import SpecLanguage

/// The one list of what an experiment can name.
///
/// To add an optimizer, a layer, a loss, a schedule or a surface: write its file, and its type's name here.
public enum Catalog {
  public static let optimizers: [any Optimizer.Type] = [
    GradientDescent.self, StochasticGradientDescent.self, MinibatchGradientDescent.self,
    Momentum.self, Nesterov.self, Adagrad.self, Adadelta.self, Adam.self, AdamW.self,
    RMSprop.self, NAdam.self, RAdam.self, Adamax.self, Lion.self, Muon.self, LBFGS.self,
    WrittenRule.self,
  ]

  /// Those that the lab does not compute itself: for specs, but for nobody who goes through its own.
  public static let programs: [any Optimizer.Type] = [External.self]

  public static let layers: [any Layer.Type] = [
    Linear.self, ReLU.self, LeakyReLU.self, Sigmoid.self, Tanh.self, LayerNorm.self,
    BatchNorm.self, GELU.self, ELU.self, SiLU.self, Softplus.self, PReLU.self,
    Conv2d.self, MaxPool.self, AveragePool.self, Flatten.self, Dropout.self,
  ]

  /// On values; a classification has `CrossEntropy`.
  public static let losses: [any PlainLoss.Type] = [
    MeanSquaredError.self, BinaryCrossEntropy.self,
  ]

  public static let schedules = Schedules.all

  public static let adversarialLosses: [any AdversarialLoss.Type] = [
    ClassicGANLoss.self, SaturatingGANLoss.self, LeastSquaresGANLoss.self, WassersteinLoss.self,
    HingeLoss.self,
  ]

  public static let surfaces: [any Surface.Type] = [
    Rosenbrock.self, Beale.self, Branin.self, Quadratic.self, Himmelblau.self, Rastrigin.self,
    Ackley.self, StyblinskiTang.self,
  ]

  /// These optimizers as the kinds of a spec.
  package static func kinds(of optimizers: [any Optimizer.Type]) -> Kinds<any Optimizer> {
    Kinds(
      "optimizer",
      optimizers.map { type in
        Kind(type.kind, type.summary, make: { type.init() }, configure: { $0.configure(&$1) })
      },
      nameOf: { type(of: $0).kind })
  }
}
