internal import Glibc

// The stability lines of the optimizers that have one, and what the adaptive ones divide by.
//
// On a quadratic of curvature h each of them is a linear map of its parameter and its memory, and
// leaves the bowl where an eigenvalue of that map passes −1: the parameter changes its sign at each
// step. With θ → −θ, m → −m put into the equations of the update, h follows.
//
// J. Cohen et al.: Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability,
// ICLR 2021 (arXiv:2103.00065), for GD and both momenta; Adaptive Gradient Methods at the Edge of
// Stability, 2022 (arXiv:2207.14484), for the preconditioned ones, where P has the correction of the
// first mean, too. L2 weight decay λ adds λ to every curvature of a method without denominators, so
// that it takes λ off the line; with denominators and L2 no line is given.

extension StabilityLine {
  /// That of an adaptive optimizer; none with L2 weight decay.
  fileprivate init?(preconditioned sharpness: Double, weightDecay: Double) {
    guard weightDecay == 0 else { return nil }
    self.init(sharpness, isPreconditioned: true)
  }
}

extension Optimizer {
  /// The learning rate up to which its steps down a bowl of that curvature do not grow; `nil` where no
  /// such rate is known.
  public func largestStableRate(curvature: Double) -> Double? {
    guard let one = stabilityLine(learningRate: 1), let two = stabilityLine(learningRate: 2),
      !one.isPreconditioned
    else { return nil }
    // Every line without denominators is α/η − β.
    let alpha = 2 * (one.sharpness - two.sharpness)
    let rate = alpha / (curvature + alpha - one.sharpness)
    return rate > 0 && rate.isFinite ? rate : nil
  }
}

extension GradientDescent {
  public func stabilityLine(learningRate: Double) -> StabilityLine? {
    StabilityLine(2 / learningRate - weightDecay)
  }
}

extension StochasticGradientDescent {
  public func stabilityLine(learningRate: Double) -> StabilityLine? {
    StabilityLine(2 / learningRate - weightDecay)
  }
}

extension MinibatchGradientDescent {
  public func stabilityLine(learningRate: Double) -> StabilityLine? {
    StabilityLine(2 / learningRate - weightDecay)
  }
}

extension Momentum {
  public func stabilityLine(learningRate: Double) -> StabilityLine? {
    guard dampening < 1 else { return nil }
    return StabilityLine(
      2 * (1 + momentum) / ((1 - dampening) * learningRate) - weightDecay)
  }
}

extension Nesterov {
  /// The same in both forms, whose parameters are images of each other.
  public func stabilityLine(learningRate: Double) -> StabilityLine? {
    StabilityLine(
      2 * (1 + momentum) / ((1 + 2 * momentum) * learningRate) - weightDecay)
  }
}

extension Adagrad {
  public func stabilityLine(learningRate: Double) -> StabilityLine? {
    StabilityLine(preconditioned: 2 / learningRate, weightDecay: weightDecay)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func denominators<S: Scalar>(_ memory: Memory<S>) -> [Double]? {
    let slowing = 1 + Double(memory.step - 1) * lrDecay
    return memory.vector("sum").map { $0.map { (Double($0).squareRoot() + eps) * slowing } }
  }
}

extension Adadelta {
  public func stabilityLine(learningRate: Double) -> StabilityLine? {
    StabilityLine(preconditioned: 2 / learningRate, weightDecay: weightDecay)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func denominators<S: Scalar>(_ memory: Memory<S>) -> [Double]? {
    guard let square = memory.vector("square_avg"), let delta = memory.vector("acc_delta") else {
      return nil
    }
    return square.indices.map {
      ((Double(square[$0]) + eps) / (Double(delta[$0]) + eps)).squareRoot()
    }
  }
}

extension RMSprop {
  public func stabilityLine(learningRate: Double) -> StabilityLine? {
    StabilityLine(preconditioned: 2 * (1 + momentum) / learningRate, weightDecay: weightDecay)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func denominators<S: Scalar>(_ memory: Memory<S>) -> [Double]? {
    guard let square = memory.vector("square_avg"), let mean = memory.vector("grad_avg") else {
      return nil
    }
    return square.indices.map { i in
      let center = centered ? Double(mean[i]) : 0
      return max(Double(square[i]) - center * center, 0).squareRoot() + eps
    }
  }
}

extension Adam {
  public func stabilityLine(learningRate: Double) -> StabilityLine? {
    StabilityLine(
      preconditioned: limit(learningRate: learningRate, decay: 0), weightDecay: weightDecay)
  }

  /// - Parameter decay: what the parameters shrink by besides, λ in θ ← (1 − η·λ)·θ − η·m/P.
  func limit(learningRate: Double, decay: Double) -> Double {
    (2 / learningRate - decay) * (1 + betas[0]) / (1 - betas[0])
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func denominators<S: Scalar>(_ memory: Memory<S>) -> [Double]? {
    let t = Double(memory.step)
    let ofMean = 1 - pow(betas[0], t)
    let ofSquare = 1 - pow(betas[1], t)
    return memory.vector(amsgrad ? "max_exp_avg_sq" : "exp_avg_sq").map { squares in
      squares.map { ofMean * ((Double($0) / ofSquare).squareRoot() + eps) }
    }
  }
}

extension AdamW {
  public func stabilityLine(learningRate: Double) -> StabilityLine? {
    StabilityLine(
      adam.limit(learningRate: learningRate, decay: weightDecay), isPreconditioned: true)
  }

  public func denominators<S: Scalar>(_ memory: Memory<S>) -> [Double]? {
    adam.denominators(memory)
  }
}

extension Adamax {
  public func stabilityLine(learningRate: Double) -> StabilityLine? {
    StabilityLine(
      preconditioned: 2 * (1 + betas[0]) / ((1 - betas[0]) * learningRate),
      weightDecay: weightDecay)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func denominators<S: Scalar>(_ memory: Memory<S>) -> [Double]? {
    let ofMean = 1 - pow(betas[0], Double(memory.step))
    return memory.vector("exp_inf").map { $0.map { ofMean * Double($0) } }
  }
}
