internal import OptimizerLab

// Optimizers that PyTorch has in part only; optlab's own are `Nesterov` and `Muon`.
extension TorchBlock {
  static let lookahead = TorchBlock(
    marker: "LookaheadNesterov",
    text: #"""
      class LookaheadNesterov(torch.optim.Optimizer):
          """Nesterov's momentum as it was published: the gradient is taken where the
          velocity is about to lead.
          (torch.optim.SGD(nesterov=True) takes it where it stands.)

          look_ahead() goes there; step() comes back, and makes the step.
          """

          def __init__(self, params, lr, momentum=0.9, weight_decay=0):
              defaults = {"lr": lr, "momentum": momentum, "weight_decay": weight_decay}
              super().__init__(params, defaults)

          @torch.no_grad()
          def look_ahead(self):
              for group in self.param_groups:
                  for p in group["params"]:
                      state = self.state[p]
                      velocity = state.setdefault("velocity", torch.zeros_like(p))
                      state["position"] = p.clone()
                      p -= group["lr"] * group["momentum"] * velocity

          @torch.no_grad()
          def step(self):
              for group in self.param_groups:
                  for p in group["params"]:
                      state = self.state[p]
                      gradient = p.grad + group["weight_decay"] * p
                      state["velocity"].mul_(group["momentum"]).add_(gradient)
                      p.copy_(state["position"] - group["lr"] * state["velocity"])
      """#)

  static let muon = TorchBlock(
    marker: "MuonWithAdamW",
    text: #"""
      class MuonWithAdamW:
          """torch.optim.Muon for the matrices, and torch.optim.AdamW for the rest."""

          def __init__(
              self,
              params,
              lr,
              adamw_lr=None,
              adamw_betas=(0.9, 0.999),
              adamw_eps=1e-8,
              adamw_weight_decay=0.01,
              **muon,
          ):
              groups = list(params)
              if not isinstance(groups[0], dict):
                  groups = [{"params": groups}]
              matrices = self.part(groups, lambda p: p.ndim == 2)
              rest = self.part(groups, lambda p: p.ndim != 2)
              if adamw_lr is not None:
                  rest = [g | {"lr": adamw_lr * g.get("scale", 1)} for g in rest]
              self.optimizers = []
              if any(group["params"] for group in matrices):
                  self.optimizers.append(torch.optim.Muon(matrices, lr=lr, **muon))
              if any(group["params"] for group in rest):
                  adamw = torch.optim.AdamW(
                      rest,
                      lr=lr,
                      betas=adamw_betas,
                      eps=adamw_eps,
                      weight_decay=adamw_weight_decay,
                  )
                  self.optimizers.append(adamw)
              self.param_groups = self.optimizers[0].param_groups

          @staticmethod
          def part(groups, belongs):
              """The groups with those of their parameters alone that belong there."""
              return [g | {"params": list(filter(belongs, g["params"]))} for g in groups]

          def zero_grad(self):
              for optimizer in self.optimizers:
                  optimizer.zero_grad()

          def step(self):
              for optimizer in self.optimizers:
                  optimizer.step()
      """#)

  static func takeStep(_ traits: TorchTraits) -> TorchBlock {
    let (argument, line) =
      traits.hasClips
      ? (", clip=None", "\n        if clip:\n            clip(parameters)") : ("", "")
    let asks = traits.asksByRule ? " or getattr(optimizer, \"asks\", False)" : ""
    let who = traits.asksByRule ? "Some optimizers ask" : "L-BFGS asks"
    return TorchBlock(
      marker: "take_step(",
      text: #"""
        def take_step(optimizer, parameters, evaluate\#(argument)):
            """One update. \#(who) for the loss several times in one: what is
            returned, and left as the gradient, is of the first."""
            parameters, firsts = list(parameters), []

            def closure():
                optimizer.zero_grad()
                loss, scores = evaluate()
                loss.backward()\#(line)
                if not firsts:
                    gradients = [p.grad.clone() for p in parameters]
                    firsts.append((loss.detach(), scores, gradients))
                return loss

            if isinstance(optimizer, torch.optim.LBFGS)\#(asks):
                optimizer.step(closure)
            else:
                closure()
                optimizer.step()
            loss, scores, gradients = firsts[0]
            for p, gradient in zip(parameters, gradients):
                p.grad = gradient
            return loss, scores
        """#)
  }
}
