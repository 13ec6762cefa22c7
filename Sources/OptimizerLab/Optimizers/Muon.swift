public import SpecLanguage

/// Muon for matrices, as `torch.optim.Muon`, and AdamW for the rest, as its users do.
///
/// K. Jordan et al.: Muon: An Optimizer for Hidden Layers in Neural Networks, 2024
/// (kellerjordan.github.io/posts/muon); J. Liu et al.: Muon is Scalable for LLM Training, 2025
/// (arXiv:2502.16982), for `match_rms_adamw`. For each weight of shape A × B:
///
///     m ← μ·m + (1 − μ)·g
///     u = (1 − μ)·g + μ·m, or m without `nesterov`
///     θ ← θ − η·λ·θ
///     θ ← θ − η·s·NS(u)      s = √max(1, A/B), or 0.2·√max(A, B)
///
/// NS brings the singular values of u near 1, by `ns_steps` times X ← a·X + (b·XXᵀ + c·(XXᵀ)²)·X
/// from X = u/‖u‖. As in PyTorch, each of its results is rounded to bfloat16, whatever the
/// parameters are; what is summed in another order may be rounded to the neighbour, one part in 256
/// away. Departures from the publication: its momentum is not multiplied by 1 − μ, which NS does not
/// see.
///
/// Parameters that are no matrices (biases, the point on a surface) are AdamW's. Memory:
/// `momentum_buffer` is m, `exp_avg` and `exp_avg_sq` are AdamW's.
public struct Muon: GradientRule {
  public static let kind = "muon"
  public static let summary = "for matrices, momentum with its singular values made equal"
  public static let defaultLearningRate = 1e-3

  public enum Adjustment: String, Sendable, CaseIterable {
    case original
    case matchRMSOfAdamW = "match_rms_adamw"
  }

  public var momentum = 0.95
  public var nesterov = true
  public var weightDecay = 0.1
  public var coefficients = [3.4445, -4.7750, 2.0315]
  public var eps = 1e-7
  public var stepCount = 5
  public var adjustment = Adjustment.original
  /// Of the parameters that are no matrices; `nil` for the same.
  public var adamWLearningRate: Double?
  public var adamW = AdamW()

  public init() {}

  public static let hasMomentum = true
  public mutating func setMomentum(_ value: Double) {
    momentum = value
    adamW.setMomentum(value)
  }

  public mutating func dropWeightDecay() { (weightDecay, adamW.weightDecay) = (0, 0) }

  public func ownRate(of tensor: Tensor) -> Double? {
    tensor.shape.count == 2 ? nil : adamWLearningRate
  }

  public mutating func dropOwnRates() { adamWLearningRate = nil }

  public var epsilons: [Double] { [eps] + adamW.epsilons }

  /// Singular values are of a whole matrix.
  public var goesInParts: Bool { false }

  public mutating func configure(_ fields: inout Fields) {
    fields.number("momentum", &momentum, in: 0..<1, "How much of the mean gradient stays: μ.")
    fields.flag("nesterov", &nesterov, "Whether the mean is taken one step ahead.")
    fields.number(
      "weight_decay", &weightDecay, in: .atLeast(0),
      "What each step takes off the matrices, times lr: λ.")
    fields.numbers(
      "ns_coefficients", &coefficients, count: 3, "Of the Newton–Schulz iteration: a, b, c.")
    fields.number("eps", &eps, in: .atLeast(0), "The least that a matrix is divided by.")
    fields.integer("ns_steps", &stepCount, in: 0...99, "Newton–Schulz iterations.")
    fields.choice(
      "adjust_lr_fn", &adjustment,
      "`original` multiplies lr by √max(1, A/B), `match_rms_adamw` by 0.2·√max(A, B).")
    fields.field(
      "adamw_lr", &adamWLearningRate, as: FieldType<Double>.number(in: .above(0)).orNull,
      "The learning rate of what is no matrix; null for the same.")
    fields.numbers(
      "adamw_betas", &adamW.adam.betas, count: 2, in: 0..<1, "AdamW's β₁ and β₂, for these.")
    fields.number("adamw_eps", &adamW.adam.eps, in: .atLeast(0), "AdamW's ε, for these.")
    fields.number(
      "adamw_weight_decay", &adamW.weightDecay, in: .atLeast(0), "AdamW's λ, for these.")
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func update<S: Scalar>(
    _ parameters: inout MutableSpan<S>, along gradient: Span<S>, in range: Range<Int>,
    memory: inout Memory<S>, learningRate: Double
  ) {
    for i in memory.layout.entries.indices {
      let (tensor, own) = (memory.layout.entries[i].tensor, memory.layout.entries[i].range)
      // Several groups of parameters come one after another, each of whole matrices.
      guard range.contains(own.lowerBound) else { continue }
      let place = own.lowerBound - range.lowerBound..<own.upperBound - range.lowerBound
      if tensor.shape.count == 2 {
        let (rows, columns) = (Double(tensor.shape[0]), Double(tensor.shape[1]))
        let scale =
          switch adjustment {
          case .original: max(1, rows / columns).squareRoot()
          case .matchRMSOfAdamW: 0.2 * max(rows, columns).squareRoot()
          }
        let size =
          tensor.isTransposed
          ? (tensor.shape[1], tensor.shape[0]) : (tensor.shape[0], tensor.shape[1])
        var matrix = parameters._mutatingExtracting(place)
        turn(
          &matrix, along: gradient.extracting(place), in: own, of: size, memory: &memory,
          keep: S(1 - learningRate * weightDecay), eta: S(learningRate * scale))
      } else {
        var rest = parameters._mutatingExtracting(place)
        adamW.update(
          &rest, along: gradient.extracting(place), in: own, memory: &memory,
          learningRate: adamWLearningRate ?? learningRate)
      }
    }
  }

  /// One step of a matrix, which lies row by row in `range` of all parameters.
  @inline(__always)
  private func turn<S: Scalar>(
    _ matrix: inout MutableSpan<S>, along g: Span<S>, in range: Range<Int>,
    of size: (rows: Int, columns: Int), memory: inout Memory<S>, keep: S, eta: S
  ) {
    let (mu, share) = (S(momentum), S(1 - momentum))
    var room: [[Float]] = []
    swap(&room, &memory.room.floats)
    if room.isEmpty { room = [[], [], [], []] }
    NewtonSchulz.makeRoom(in: &room, for: size)
    memory.withVector("momentum_buffer", in: range) { m in
      var target = room[0].mutableSpan
      for i in g.indices {
        m[i] = lerp(m[i], g[i], share)
        target[i] = bfloat16(nesterov ? lerp(g[i], m[i], mu) : m[i])
      }
    }
    NewtonSchulz(coefficients: coefficients, steps: stepCount, eps: eps).run(&room, size: size)
    move(&matrix, along: room[0], keep: keep, eta: eta)
    swap(&room, &memory.room.floats)
  }

  /// θ ← keep·θ − eta·O
  @inline(__always)
  private func move<S: Scalar>(
    _ p: inout MutableSpan<S>, along turned: [Float], keep: S, eta: S
  ) {
    let o = turned.span.extracting(first: p.count)
    for i in o.indices { p[i] = (keep * p[i]).addingProduct(-eta, S(o[i])) }
  }
}

/// From `a` to `b`, `share` of the way, as `torch.lerp` rounds it.
@inline(__always)
private func lerp<S: Scalar>(_ a: S, _ b: S, _ share: S) -> S {
  share < 0.5 ? a + share * (b - a) : b - (b - a) * (1 - share)
}
