/// Two means, corrected: m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ),
/// θ ← θ − lr·m̂/(√v̂ + ε).
extension RuleForm {
  static let adams: [RuleForm] = rightAdams + adamCorrections + adamMeans + adamSteps

  private static let rightAdams: [RuleForm] = [
    adam(
      "torch",
      "Your ε is added to the corrected root. Where do the equations of this course add it?"
    ) { x, r in x.meanHat(r) / (x.squareHat(r).squareRoot() + r.eps) },
    adam(
      "eps-before",
      "Nearly right: you differ most in the first steps. Is ε added before the correction, or after it?"
    ) { x, r in
      let correction = (1 - r.power2).squareRoot() / (1 - r.power1)
      return correction * x.m / (x.v.squareRoot() + r.eps)
    },
    adam(
      "eps-inside",
      "Nearly right: you differ most where v is small. To what do you add ε, v or its root?"
    ) { x, r in x.meanHat(r) / (x.squareHat(r) + r.eps).squareRoot() },
  ]

  private static let adamCorrections: [RuleForm] = [
    adam(
      "no-correction",
      "m and v start at 0. How far are they from the gradients' means after one step, and what would put that right?"
    ) { x, r in x.m / (x.v.squareRoot() + r.eps) },
    adam(
      "m-only", "Your first step is much too long. Which of the two means is not corrected?"
    ) { x, r in x.meanHat(r) / (x.v.squareRoot() + r.eps) },
    adam(
      "v-only", "Your first step is much too short. Which of the two means is not corrected?"
    ) { x, r in x.m / (x.squareHat(r).squareRoot() + r.eps) },
    adam(
      "t-off-by-one", "Your first step is not lr·sign(g). What is t then?"
    ) { x, r in
      let mean = x.m / (1 - r.power1 * r.beta1)
      return mean / ((x.v / (1 - r.power2 * r.beta2)).squareRoot() + r.eps)
    },
    adam(
      "t-is-1",
      "Your first step is right; then the correction stays as it was. What is t at step 2?"
    ) { x, r in
      x.m / (1 - r.beta1) / ((x.v / (1 - r.beta2)).squareRoot() + r.eps)
    },
    adam(
      "beta-times-t",
      "Your first step is right, and at the second you take the root of something negative. What does the t in β₂ᵗ mean?"
    ) { x, r in
      x.m / (1 - r.beta1 * r.t) / ((x.v / (1 - r.beta2 * r.t)).squareRoot() + r.eps)
    },
    adam(
      "corrections-swapped",
      "Your first step is not lr·sign(g). Which β belongs to which mean, also in the corrections?"
    ) { x, r in
      x.m / (1 - r.power2) / ((x.v / (1 - r.power1)).squareRoot() + r.eps)
    },
    RuleForm(
      "adam", "stores-corrected",
      "Your first step is right, the second is not. The correction is for use: what do you keep for the next step?",
      body: .each { x, r in
        x.meet(r)
        x.m = x.meanHat(r)
        x.v = x.squareHat(r)
        x.p -= r.lr * x.m / (x.v.squareRoot() + r.eps)
      }),
  ]

  private static let adamMeans: [RuleForm] = [
    means(
      "betas-swapped",
      "Your first mean is slow and your second is quick. Which β belongs to which?"
    ) { x, r in
      x.m = r.beta2 * x.m + (1 - r.beta2) * x.g
      x.v = r.beta1 * x.v + (1 - r.beta1) * x.g * x.g
    } step: { x, r in
      x.m / (1 - r.power2) / ((x.v / (1 - r.power1)).squareRoot() + r.eps)
    },
    means(
      "g-not-squared",
      "A mean of slopes can be negative. Of what is v the mean, so that its root can be taken?"
    ) { x, r in
      x.m = r.beta1 * x.m + (1 - r.beta1) * x.g
      x.v = r.beta2 * x.v + (1 - r.beta2) * x.g
    },
    means(
      "abs",
      "Multiply all gradients by 100: Adam's steps hardly change, yours do. Of what is v the mean?"
    ) { x, r in
      x.m = r.beta1 * x.m + (1 - r.beta1) * x.g
      x.v = r.beta2 * x.v + (1 - r.beta2) * x.g.magnitude
    },
    means(
      "m-squared",
      "Your v does not see a gradient that turns round at every step. What do you square?"
    ) { x, r in
      x.m = r.beta1 * x.m + (1 - r.beta1) * x.g
      x.v = r.beta2 * x.v + (1 - r.beta2) * x.m * x.m
    },
    means(
      "no-1-beta1",
      "Your first step is 1/(1−β₁) times too long. With which weight does a new gradient enter m?"
    ) { x, r in
      x.m = r.beta1 * x.m + x.g
      x.v = r.beta2 * x.v + (1 - r.beta2) * x.g * x.g
    },
    means(
      "no-1-beta2",
      "Your first step is too short by √(1−β₂). With which weight does a new square enter v?"
    ) { x, r in
      x.m = r.beta1 * x.m + (1 - r.beta1) * x.g
      x.v = r.beta2 * x.v + x.g * x.g
    },
    means(
      "beta1-swapped",
      "Your m forgets almost all at each step. Which of its two weights is β₁, the old one's or the new one's?"
    ) { x, r in
      x.m = (1 - r.beta1) * x.m + r.beta1 * x.g
      x.v = r.beta2 * x.v + (1 - r.beta2) * x.g * x.g
    },
    means(
      "beta2-swapped",
      "Your v forgets almost all at each step. Which of its two weights is β₂, the old one's or the new one's?"
    ) { x, r in
      x.m = r.beta1 * x.m + (1 - r.beta1) * x.g
      x.v = (1 - r.beta2) * x.v + r.beta2 * x.g * x.g
    },
    RuleForm(
      "adam", "one-v",
      "One parameter's step depends on the others' gradients. How many numbers is your v?",
      body: .joint { all, r in
        let square = all.reduce(0) { $0 + $1.g * $1.g } / Double(all.count)
        for i in all.indices {
          all[i].m = r.beta1 * all[i].m + (1 - r.beta1) * all[i].g
          all[i].v = r.beta2 * all[i].v + (1 - r.beta2) * square
          all[i].p -= r.lr * all[i].meanHat(r) / (all[i].squareHat(r).squareRoot() + r.eps)
        }
      }),
    RuleForm(
      "adam", "forgets",
      "All your steps are about lr·sign(g), the tenth as the first. What is left in state when the function returns?",
      body: .each { x, r in x.p -= r.lr * x.g / (x.g.magnitude + r.eps) }),
    means(
      "forgets-but-t",
      "Your first step is right, then your steps fade. You keep t: what else has to be kept?"
    ) { x, r in
      x.m = (1 - r.beta1) * x.g
      x.v = (1 - r.beta2) * x.g * x.g
    },
  ]

  private static let adamSteps: [RuleForm] = [
    adam(
      "no-root",
      "A parameter with gradients a hundred times smaller takes steps a hundred times larger. Which unit does your divisor have?"
    ) { x, r in x.meanHat(r) / (x.squareHat(r) + r.eps) },
    adam(
      "no-m", "Your steps follow each gradient at once. Where does the first mean enter them?"
    ) { x, r in x.g / (x.squareHat(r).squareRoot() + r.eps) },
    adam(
      "no-eps",
      "theta[11] has gradient 0 at step 1: what is 0/0? Which number keeps it from that?"
    ) { x, r in x.meanHat(r) / x.squareHat(r).squareRoot() },
    RuleForm(
      "adam", "no-rate", "Your first step is 1 long everywhere. What does lr do in your code?",
      body: .each { x, r in
        x.meet(r)
        x.p -= x.meanHat(r) / (x.squareHat(r).squareRoot() + r.eps)
      }),
    adam("climbs", "The loss rises with every step. Where does −m point?") { x, r in
      -x.meanHat(r) / (x.squareHat(r).squareRoot() + r.eps)
    },
  ]

  /// A step from Adam's means, which have met the gradient; it is still to be multiplied by the rate.
  private static func adam(
    _ id: String, _ hint: String, _ step: @escaping @Sendable (RuleParameter, RuleMoment) -> Double
  ) -> RuleForm {
    RuleForm(
      "adam", id, hint,
      body: .each { x, r in
        x.meet(r)
        x.p -= r.lr * step(x, r)
      })
  }

  /// Other means, and Adam's step from them unless there is another.
  private static func means(
    _ id: String, _ hint: String, _ meet: @escaping Step,
    step: @escaping @Sendable (RuleParameter, RuleMoment) -> Double = { x, r in
      x.meanHat(r) / (x.squareHat(r).squareRoot() + r.eps)
    }
  ) -> RuleForm {
    RuleForm(
      "adam", id, hint,
      body: .each { x, r in
        meet(&x, r)
        x.p -= r.lr * step(x, r)
      })
  }
}

extension RuleParameter {
  /// Takes the gradient into both means.
  fileprivate mutating func meet(_ r: RuleMoment) {
    m = r.beta1 * m + (1 - r.beta1) * g
    v = r.beta2 * v + (1 - r.beta2) * g * g
  }

  fileprivate func meanHat(_ r: RuleMoment) -> Double { m / (1 - r.power1) }
  fileprivate func squareHat(_ r: RuleMoment) -> Double { v / (1 - r.power2) }
}
