/// A velocity: v ← μv + g, θ ← θ − lr·v. Where a course has a second rate α, its steps are α times as
/// long in every form that does not forget it.
extension RuleForm {
  static let momenta: [RuleForm] = [
    momentum(
      "torch",
      "The rate of this very step multiplies all of your velocity. Watch step 11, where lr is halved: which gradients should still feel the old rate?"
    ) { x, r in
      x.m = r.mu * x.m + x.g
      x.p -= r.alpha * r.lr * x.m
    },
    momentum(
      "lr-inside",
      "Right while the rate is constant. From step 11 on your velocity still has the old rate in it: where does lr stand in the equations?"
    ) { x, r in
      x.m = r.mu * x.m + r.lr * x.g
      x.p -= r.alpha * x.m
    },
    momentum(
      "dampened",
      "Under a constant gradient g your velocity settles at g. Where should it settle?"
    ) { x, r in
      x.m = r.mu * x.m + (1 - r.mu) * x.g
      x.p -= r.alpha * r.lr * x.m
    },
    momentum(
      "lr-twice",
      "Your steps are lr times too small. How often does lr appear on the way from g to θ?"
    ) { x, r in
      x.m = r.mu * x.m + r.lr * x.g
      x.p -= r.alpha * r.lr * x.m
    },
    RuleForm(
      "momentum", "no-alpha", needsAlpha: true,
      "Your steps are right but for a factor that never changes. Which of the two rates do you use?",
      body: .each { x, r in
        x.m = r.mu * x.m + r.lr * x.g
        x.p -= x.m
      }),
    RuleForm(
      "momentum", "no-eta", needsAlpha: true,
      "Halving lr at step 11 changes nothing in your path. Which of the two rates do you use?",
      body: .each { x, r in
        x.m = r.mu * x.m + x.g
        x.p -= r.alpha * x.m
      }),
    momentum(
      "no-rate",
      "Your steps are as long as the velocity itself. What does lr do in your code?"
    ) { x, r in
      x.m = r.mu * x.m + x.g
      x.p -= x.m
    },
    momentum(
      "swapped",
      "Your velocity forgets almost all at each step, and a new gradient counts μ times only. Which of the two does μ belong to?"
    ) { x, r in
      x.m = (1 - r.mu) * x.m + r.mu * x.g
      x.p -= r.alpha * r.lr * x.m
    },
    momentum(
      "fades-by-rest",
      "Of a velocity of 1 you keep 1 − μ. What share of it should a step keep?"
    ) { x, r in
      x.m = (1 - r.mu) * x.m + x.g
      x.p -= r.alpha * r.lr * x.m
    },
    momentum(
      "old-velocity",
      "Your first step is 0. Has the velocity met the gradient before you use it?"
    ) { x, r in
      x.p -= r.alpha * r.lr * x.m
      x.m = r.mu * x.m + x.g
    },
    momentum(
      "forgets",
      "Your second step equals plain descent. What is left of the velocity when the function returns?"
    ) { x, r in x.p -= r.alpha * r.lr * x.g },
    momentum(
      "never-fades",
      "Your velocity is the sum of all gradients so far. What makes old ones count less?"
    ) { x, r in
      x.m += x.g
      x.p -= r.alpha * r.lr * x.m
    },
    momentum(
      "nesterov",
      "Your step has the new gradient and μ times the velocity that holds it already. Whose rule is that?"
    ) { x, r in
      x.m = r.mu * x.m + x.g
      x.p -= r.alpha * r.lr * (x.g + r.mu * x.m)
    },
    momentum(
      "mu-on-step",
      "Even your first step is μ times too short. What should μ multiply: the old velocity, or all of the new one?"
    ) { x, r in
      x.m = r.mu * x.m + x.g
      x.p -= r.alpha * r.lr * r.mu * x.m
    },
    momentum(
      "gradient-twice",
      "Your first step is twice as long as it should be. How often does g enter a step?"
    ) { x, r in
      x.m = r.mu * x.m + x.g
      x.p -= r.alpha * r.lr * (x.m + x.g)
    },
    momentum(
      "old-sign",
      "From step 2 on your velocity swings back: an old push turns round at every step. Which sign does the old velocity have?"
    ) { x, r in
      x.m = x.g - r.mu * x.m
      x.p -= r.alpha * r.lr * x.m
    },
    momentum(
      "climbs", "The loss rises with every step. Which of your two lines turns the gradient round?"
    ) { x, r in
      x.m = r.mu * x.m + x.g
      x.p += r.alpha * r.lr * x.m
    },
  ]

  private static func momentum(
    _ id: String, _ hint: String, _ step: @escaping Step
  ) -> RuleForm {
    RuleForm("momentum", id, hint, body: .each(step))
  }
}
