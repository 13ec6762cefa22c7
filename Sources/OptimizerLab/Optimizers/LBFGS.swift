public import SpecLanguage

/// L-BFGS, as `torch.optim.LBFGS`: Newton's method with a Hessian guessed from the last gradients.
///
/// J. Nocedal, S. Wright: Numerical Optimization, second edition, 2006, algorithm 7.4 (two loops) and
/// 7.5; the line search is that of M. Schmidt's minFunc, a bracket refined by cubic interpolation
/// until the strong Wolfe conditions hold (algorithms 3.5 and 3.6). An update makes up to `max_iter`
/// iterations:
///
///     d = −H·g      by the last `history_size` pairs of s = θ' − θ and y = g' − g
///     θ ← θ + t·d   t = η, at the very first η·min(1, 1/‖g‖₁), or by the line search from there on
///
/// with a gradient each, or several for the line search, all of the same batch. What is recorded of
/// an update (its loss, its gradient) is of its first evaluation. Departures from the book: as
/// PyTorch has it, a pair is left out where y·s is not above 10⁻¹⁰, and an update ends early where
/// gradient, step or loss are below the tolerances, or after `max_eval` evaluations.
///
/// Memory: `old_dirs` are the y and `old_stps` the s, one behind the other, `d` the last direction,
/// `prev_flat_grad` the gradient before it; `t`, `H_diag`, `n_iter` and `func_evals` are numbers.
public struct LBFGS: Optimizer {
  public static let kind = "lbfgs"
  public static let summary = "Newton's method, its Hessian guessed from the last gradients"
  public static let defaultLearningRate = 1.0

  public enum LineSearch: String, Sendable, CaseIterable {
    case strongWolfe = "strong_wolfe"
  }

  public var iterationLimit = 20
  /// `nil` for 5/4 of the iterations.
  public var evaluationLimit: Int?
  public var gradientTolerance = 1e-7
  public var changeTolerance = 1e-9
  public var historySize = 100
  /// `nil` for steps of one length.
  public var lineSearch: LineSearch?

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.integer("max_iter", &iterationLimit, in: 1...1_000_000, "Iterations an update at most.")
    fields.field(
      "max_eval", &evaluationLimit, as: FieldType<Int>.integer(in: 1...1_000_000).orNull,
      "Evaluations after which an update ends; null for 5/4 of max_iter.")
    fields.number(
      "tolerance_grad", &gradientTolerance, in: .atLeast(0),
      "An update ends where no part of the gradient is larger.")
    fields.number(
      "tolerance_change", &changeTolerance, in: .atLeast(0),
      "An update ends where neither a parameter nor the loss changes by more.")
    fields.integer(
      "history_size", &historySize, in: 1...10_000, "Pairs of gradients and steps remembered.")
    fields.field(
      "line_search_fn", &lineSearch, as: FieldType<LineSearch>.choice.orNull,
      "How long a step is: `strong_wolfe` searches, null takes lr.")
  }

  public var evaluatesOften: Bool { true }

  public var memoryVectors: Int { 2 * historySize + 7 }

  public func step<O: Objective>(
    _ optimization: inout OptimizationState<O.Number>, down objective: inout O, learningRate: Double
  ) -> Double {
    let first = optimization.evaluate(&objective)
    optimization.memory.step += 1
    var walk = LBFGSWalk(
      self, taking: &optimization.memory, gradient: optimization.gradient)
    walk.take(&optimization.parameters, down: &objective, loss: first, learningRate: learningRate)
    walk.giveBack(to: &optimization.memory)
    return first
  }
}
