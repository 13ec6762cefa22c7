/// Steps in the unit of the parameters: s ← ρs + (1−ρ)g², Δ = √(a+ε)/√(s+ε)·g, a ← ρa + (1−ρ)Δ²,
/// θ ← θ − lr·Δ. Here `m` is s, `v` is a.
extension RuleForm {
  static let adadeltas: [RuleForm] = [
    adadelta(
      "torch",
      "The rate multiplies the step alone in your code. Where do the equations of this course have it?"
    ) { x, r in
      x.meetSquare(r)
      let step = x.ratio(r) * x.g
      x.v = r.rho * x.v + (1 - r.rho) * step * step
      x.p -= r.lr * step
    },
    adadelta(
      "swapped",
      "The first step should be tiny, about √ε: yours is huge. Which of the two means stands above the line?"
    ) { x, r in
      x.meetSquare(r)
      let step = x.g / x.ratio(r)
      x.v = r.rho * x.v + (1 - r.rho) * step * step
      x.p -= r.lr * step
    },
    adadelta(
      "g-in-steps",
      "Right for one step, then too fast. Of what is the second mean taken: gradients, or steps?"
    ) { x, r in
      x.meetSquare(r)
      let step = x.ratio(r) * x.g
      x.v = r.rho * x.v + (1 - r.rho) * x.g * x.g
      x.p -= r.lr * step
    },
    adadelta(
      "lr-in-steps",
      "Right with a rate of 1. Does the mean of the steps take the step before or after the rate?"
    ) { x, r in
      x.meetSquare(r)
      let step = r.lr * x.ratio(r) * x.g
      x.v = r.rho * x.v + (1 - r.rho) * step * step
      x.p -= step
    },
    adadelta(
      "eps-outside",
      "Your first step is √ε times too short. To what do you add ε, the mean or its root?"
    ) { x, r in
      x.meetSquare(r)
      let step = (x.v.squareRoot() + r.eps) / (x.m.squareRoot() + r.eps) * x.g
      x.v = r.rho * x.v + (1 - r.rho) * step * step
      x.p -= r.lr * step
    },
    adadelta(
      "order",
      "Your first step is too long, by √2 at most. Does the mean of the steps know of a step that has not been taken?"
    ) { x, r in
      x.meetSquare(r)
      let step = x.ratio(r) * x.g
      x.v = r.rho * x.v + (1 - r.rho) * step * step
      x.p -= r.lr * x.ratio(r) * x.g
    },
    adadelta(
      "before",
      "Your first step is far too long where gradients are large. Has the mean of squares met this gradient before you divide by it?"
    ) { x, r in
      let step = x.ratio(r) * x.g
      x.meetSquare(r)
      x.v = r.rho * x.v + (1 - r.rho) * step * step
      x.p -= r.lr * step
    },
    adadelta(
      "rho-swapped",
      "Your means forget almost all at each step. Which of the two does rho belong to, the old or the new?"
    ) { x, r in
      x.m = (1 - r.rho) * x.m + r.rho * x.g * x.g
      let step = x.ratio(r) * x.g
      x.v = (1 - r.rho) * x.v + r.rho * step * step
      x.p -= r.lr * step
    },
    adadelta(
      "sum",
      "Your averages only grow. What does rho do, which Adagrad does not?"
    ) { x, r in
      x.m += x.g * x.g
      let step = x.ratio(r) * x.g
      x.v += step * step
      x.p -= r.lr * step
    },
    adadelta(
      "no-roots",
      "Your step has the unit of θ²/g. What does one take of a mean of squares to have a size?"
    ) { x, r in
      x.meetSquare(r)
      let step = (x.v + r.eps) / (x.m + r.eps) * x.g
      x.v = r.rho * x.v + (1 - r.rho) * step * step
      x.p -= r.lr * step
    },
    adadelta(
      "forgets-steps",
      "Your steps never grow beyond the size of the first. What becomes of the mean of the steps?"
    ) { x, r in
      x.meetSquare(r)
      x.p -= r.lr * x.ratio(r) * x.g
    },
    adadelta(
      "forgets",
      "Every step is like a first one. What is left of the two means when the function returns?"
    ) { x, r in
      x.m = 0
      x.meetSquare(r)
      x.p -= r.lr * x.ratio(r) * x.g
    },
    adadelta(
      "not-squared",
      "A mean of slopes can be negative. What becomes of your root when gradients alternate in sign?"
    ) { x, r in
      x.m = r.rho * x.m + (1 - r.rho) * x.g
      let step = x.ratio(r) * x.g
      x.v = r.rho * x.v + (1 - r.rho) * step * step
      x.p -= r.lr * step
    },
    adadelta(
      "no-numerator",
      "Your first step is about lr long: that is RMSprop. What stands above the line, so that a step has the unit of θ?"
    ) { x, r in
      x.meetSquare(r)
      x.p -= r.lr * x.g / (x.m + r.eps).squareRoot()
    },
    adadelta(
      "no-rate", "Your steps are those of a rate of 1, at every step. What does lr do in your code?"
    ) { x, r in
      x.meetSquare(r)
      let step = x.ratio(r) * x.g
      x.v = r.rho * x.v + (1 - r.rho) * step * step
      x.p -= step
    },
    adadelta("climbs", "The loss rises with every step. Where does −gradient point?") { x, r in
      x.meetSquare(r)
      let step = x.ratio(r) * x.g
      x.v = r.rho * x.v + (1 - r.rho) * step * step
      x.p += r.lr * step
    },
  ]

  private static func adadelta(_ id: String, _ hint: String, _ step: @escaping Step) -> RuleForm {
    RuleForm("adadelta", id, hint, body: .each(step))
  }
}

extension RuleParameter {
  /// Takes the gradient into the mean of squares.
  fileprivate mutating func meetSquare(_ r: RuleMoment) {
    m = r.rho * m + (1 - r.rho) * g * g
  }

  /// The size of the steps so far over that of the gradients.
  fileprivate func ratio(_ r: RuleMoment) -> Double {
    (v + r.eps).squareRoot() / (m + r.eps).squareRoot()
  }
}
