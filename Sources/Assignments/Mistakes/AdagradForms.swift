/// A rate for each parameter: s ← s + g², θ ← θ − lr·g/(√s + ε).
extension RuleForm {
  static let adagrads: [RuleForm] = [
    adagrad(
      "torch",
      "Your ε is added to the root. Where do the equations of this course add it?"
    ) { x, r in
      x.m += x.g * x.g
      x.p -= r.lr * x.g / (x.m.squareRoot() + r.eps)
    },
    adagrad(
      "eps-inside",
      "Nearly right: you differ most where the sum of squares is small. To what do you add ε, the sum or its root?"
    ) { x, r in
      x.m += x.g * x.g
      x.p -= r.lr * x.g / (x.m + r.eps).squareRoot()
    },
    adagrad(
      "g-not-squared",
      "A sum of slopes can be negative. What becomes of your sum when gradients alternate in sign?"
    ) { x, r in
      x.m += x.g
      x.p -= r.lr * x.g / (x.m.squareRoot() + r.eps)
    },
    adagrad(
      "abs",
      "Multiply all gradients by 100: Adagrad's steps hardly change, yours do. What do you sum up?"
    ) { x, r in
      x.m += x.g.magnitude
      x.p -= r.lr * x.g / (x.m.squareRoot() + r.eps)
    },
    adagrad(
      "no-root",
      "A parameter with gradients a hundred times smaller takes steps a hundred times larger. Which unit does your divisor have?"
    ) { x, r in
      x.m += x.g * x.g
      x.p -= r.lr * x.g / (x.m + r.eps)
    },
    adagrad(
      "no-eps",
      "theta[11] has gradient 0 at step 1: what is 0/0? Which number keeps it from that?"
    ) { x, r in
      x.m += x.g * x.g
      x.p -= r.lr * x.g / x.m.squareRoot()
    },
    adagrad(
      "forgets",
      "All your steps are about lr long, the tenth as the first. What is left of the sum when the function returns?"
    ) { x, r in
      x.m = x.g * x.g
      x.p -= r.lr * x.g / (x.m.squareRoot() + r.eps)
    },
    adagrad(
      "fades",
      "Your sum lets old squares fade. Which optimizer does that, and does this one?"
    ) { x, r in
      x.m = 0.9 * x.m + 0.1 * x.g * x.g
      x.p -= r.lr * x.g / (x.m.squareRoot() + r.eps)
    },
    adagrad(
      "mean",
      "Your steps do not shrink as 1/√t. Do you divide by the root of a sum or of a mean?"
    ) { x, r in
      x.m += x.g * x.g
      x.p -= r.lr * x.g / ((x.m / r.t).squareRoot() + r.eps)
    },
    adagrad(
      "before",
      "Your first step is far too long. Has the sum met this gradient before you divide by it?"
    ) { x, r in
      x.p -= r.lr * x.g / (x.m.squareRoot() + r.eps)
      x.m += x.g * x.g
    },
    adagrad(
      "starts-0.1", memory: 0.1,
      "Your first step is shorter than lr, most of all where the gradient is small. What does your sum start from?"
    ) { x, r in
      x.m += x.g * x.g
      x.p -= r.lr * x.g / (x.m.squareRoot() + r.eps)
    },
    adagrad(
      "starts-1", memory: 1,
      "Your first step is much shorter than lr where the gradient is small. Do you start from zeros or from ones?"
    ) { x, r in
      x.m += x.g * x.g
      x.p -= r.lr * x.g / (x.m.squareRoot() + r.eps)
    },
    RuleForm(
      "adagrad", "one-sum",
      "One parameter's step depends on the others' gradients. How many sums do you keep?",
      body: .joint { all, r in
        let square = all.reduce(0) { $0 + $1.g * $1.g }
        for i in all.indices {
          all[i].m += square
          all[i].p -= r.lr * all[i].g / (all[i].m.squareRoot() + r.eps)
        }
      }),
    adagrad(
      "t-rate",
      "Your first step is right, then your steps shrink too fast. What already makes the rate fall as 1/√t?"
    ) { x, r in
      x.m += x.g * x.g
      x.p -= r.lr / r.t.squareRoot() * x.g / (x.m.squareRoot() + r.eps)
    },
    adagrad(
      "g2-in-step",
      "All your steps go the same way, whatever the sign of the gradient. What stands above the line?"
    ) { x, r in
      x.m += x.g * x.g
      x.p -= r.lr * x.g * x.g / (x.m.squareRoot() + r.eps)
    },
    adagrad("no-rate", "Your first step is 1 long everywhere. What does lr do in your code?") {
      x, r in
      x.m += x.g * x.g
      x.p -= x.g / (x.m.squareRoot() + r.eps)
    },
    adagrad("climbs", "The loss rises with every step. Where does −gradient point?") { x, r in
      x.m += x.g * x.g
      x.p += r.lr * x.g / (x.m.squareRoot() + r.eps)
    },
  ]

  private static func adagrad(
    _ id: String, memory: Double = 0, _ hint: String, _ step: @escaping Step
  ) -> RuleForm {
    RuleForm("adagrad", id, memory: memory, hint, body: .each(step))
  }
}
