/// A velocity that looks ahead: g = ∇L(θ − lr·μ·v), v ← μv + g, θ ← θ − lr·v. Where a course has a second
/// rate α, steps and the look ahead are α times as long in every form that does not forget it.
extension RuleForm {
  static let lookaheads: [RuleForm] = [
    nesterov(
      "lookahead",
      "You ask at θ − lr·μ·v and put the rate on all of the velocity. Where do the equations of this course have it?",
      at: ahead
    ) { x, r in
      x.m = r.mu * x.m + x.g
      x.p -= r.alpha * r.lr * x.m
    },
    nesterov(
      "torch-form",
      "You ask where you stand, and correct the step by μ·v afterwards, as PyTorch does. Where do the equations take their gradient?",
      at: here
    ) { x, r in
      x.m = r.mu * x.m + x.g
      x.p -= r.alpha * r.lr * (x.g + r.mu * x.m)
    },
    nesterov(
      "lr-inside",
      "Right while the rate is constant. From step 11 on your velocity still has the old rate in it: where does lr stand in the equations?",
      at: aheadByVelocity
    ) { x, r in
      x.m = r.mu * x.m + r.lr * x.g
      x.p -= r.alpha * x.m
    },
    nesterov(
      "at-theta", "You ask for the gradient where you stand. Where will the velocity have led?",
      at: here
    ) { x, r in
      x.m = r.mu * x.m + x.g
      x.p -= r.alpha * r.lr * x.m
    },
    nesterov(
      "no-lr-ahead",
      "You look further ahead than the velocity leads in one step. How far does a step with this velocity go?",
      at: aheadByMomentum
    ) { x, r in
      x.m = r.mu * x.m + x.g
      x.p -= r.alpha * r.lr * x.m
    },
    nesterov(
      "no-mu-ahead",
      "You look ahead by the whole velocity. How much of it is left when the next step is taken?",
      at: aheadByAll
    ) { x, r in
      x.m = r.mu * x.m + x.g
      x.p -= r.alpha * r.lr * x.m
    },
    nesterov(
      "looks-back",
      "You ask for the gradient behind you. In which direction does the velocity change θ?",
      at: behind
    ) { x, r in
      x.m = r.mu * x.m + x.g
      x.p -= r.alpha * r.lr * x.m
    },
    nesterov(
      "from-ahead",
      "The old velocity moves your θ twice: once to look ahead, once in the step. From where is the step taken?",
      at: ahead
    ) { x, r in
      x.p -= r.alpha * r.lr * r.mu * x.m
      x.m = r.mu * x.m + x.g
      x.p -= r.alpha * r.lr * x.m
    },
    nesterov(
      "old-velocity",
      "Your first step is 0. Has the velocity met the gradient before you use it?", at: ahead
    ) { x, r in
      x.p -= r.alpha * r.lr * x.m
      x.m = r.mu * x.m + x.g
    },
    nesterov(
      "lr-twice",
      "Your steps are lr times too small. How often does lr appear on the way from g to θ?",
      at: ahead
    ) { x, r in
      x.m = r.mu * x.m + r.lr * x.g
      x.p -= r.alpha * r.lr * x.m
    },
    nesterov(
      "no-rate", "Your steps are as long as the velocity itself. What does lr do in your code?",
      at: aheadByMomentum
    ) { x, r in
      x.m = r.mu * x.m + x.g
      x.p -= x.m
    },
    RuleForm(
      "nesterov", "no-alpha", needsAlpha: true,
      "Your steps are right but for a factor that never changes. Which of the two rates do you use?",
      body: .asking(
        at: aheadByMomentum,
        { x, r in
          x.m = r.mu * x.m + r.lr * x.g
          x.p -= x.m
        })),
    nesterov(
      "dampened",
      "Under a constant gradient g your velocity settles at g. Where should it settle?", at: ahead
    ) { x, r in
      x.m = r.mu * x.m + (1 - r.mu) * x.g
      x.p -= r.alpha * r.lr * x.m
    },
    nesterov(
      "swapped",
      "Your velocity forgets almost all at each step, and a new gradient counts μ times only. Which of the two does μ belong to?",
      at: ahead
    ) { x, r in
      x.m = (1 - r.mu) * x.m + r.mu * x.g
      x.p -= r.alpha * r.lr * x.m
    },
    nesterov(
      "never-fades",
      "Your velocity is the sum of all gradients so far. What makes old ones count less?", at: ahead
    ) { x, r in
      x.m += x.g
      x.p -= r.alpha * r.lr * x.m
    },
    nesterov(
      "forgets",
      "Your second step equals plain descent. What is left of the velocity when the function returns?",
      at: here
    ) { x, r in x.p -= r.alpha * r.lr * x.g },
    nesterov(
      "climbs", "The loss rises with every step. Which of your lines turns the gradient round?",
      at: ahead
    ) { x, r in
      x.m = r.mu * x.m + x.g
      x.p += r.alpha * r.lr * x.m
    },
  ]

  private static let here: Place = { x, _ in x.p }
  private static let ahead: Place = { x, r in x.p - r.alpha * r.lr * r.mu * x.m }
  private static let behind: Place = { x, r in x.p + r.alpha * r.lr * r.mu * x.m }
  private static let aheadByAll: Place = { x, r in x.p - r.alpha * r.lr * x.m }
  /// Where the rate is in the velocity.
  private static let aheadByVelocity: Place = { x, r in x.p - r.alpha * r.mu * x.m }
  private static let aheadByMomentum: Place = { x, r in x.p - r.mu * x.m }

  private static func nesterov(
    _ id: String, _ hint: String, at place: @escaping Place, _ step: @escaping Step
  ) -> RuleForm {
    RuleForm("nesterov", id, hint, body: .asking(at: place, step))
  }
}
