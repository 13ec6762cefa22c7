internal import Glibc

/// Gradient descent with weight decay: θ ← θ − lr·(g + λθ).
extension RuleForm {
  static let descents: [RuleForm] = [
    gd(
      "torch",
      "This is θ − lr·(g + weight_decay·θ). What do the equations of this course say of the decay?"
    ) { x, r in x.p -= r.lr * (x.g + r.decay * x.p) },
    gd("climbs", "The loss rises with every step. Where does −gradient point?") { x, r in
      x.p += r.lr * (x.g + r.decay * x.p)
    },
    gd("no-rate", "Your steps are as long as the gradient itself. What does lr do in your code?") {
      x, r in x.p -= x.g + r.decay * x.p
    },
    gd(
      "wd-missing",
      "A parameter whose gradient is 0 stays where it is. Should it, with a weight_decay of 0.3?"
    ) { x, r in x.p -= r.lr * x.g },
    gd(
      "wd-without-rate",
      "Halve lr, and half of your step stays as it was. What is the decay multiplied by?"
    ) { x, r in x.p -= r.lr * x.g + r.decay * x.p },
    gd(
      "wd-half",
      "Your weights shrink half as fast as they should. The penalty is ½·weight_decay·θ²: what is its gradient?"
    ) { x, r in x.p -= r.lr * (x.g + r.decay * x.p / 2) },
    gd("wd-sign", "Without a gradient, your weights grow. What is weight decay there for?") {
      x, r in
      x.p -= r.lr * (x.g - r.decay * x.p)
    },
    gd(
      "wd-after",
      "You let the weights decay where the step has led. At which θ does the equation take the decay?"
    ) { x, r in x.p = (x.p - r.lr * x.g) * (1 - r.lr * r.decay) },
    gd(
      "sign-only",
      "All your steps are equally long, be the gradient large or small. What of it do you use?"
    ) { x, r in
      let slope = x.g + r.decay * x.p
      x.p -= slope == 0 ? 0 : copysign(r.lr, slope)
    },
    RuleForm(
      "gd", "norm",
      "The step of all parameters together is lr long, wherever you are. What do you divide by?",
      body: .joint { all, r in
        let square = all.reduce(0) { $0 + ($1.g + r.decay * $1.p) * ($1.g + r.decay * $1.p) }
        for i in all.indices {
          all[i].p -= r.lr * (all[i].g + r.decay * all[i].p) / square.squareRoot()
        }
      }),
  ]

  private static func gd(
    _ id: String, _ hint: String, _ step: @escaping Step
  ) -> RuleForm {
    RuleForm("gd", id, hint, body: .each(step))
  }
}
