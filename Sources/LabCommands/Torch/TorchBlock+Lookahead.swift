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
              params = list(params)
              matrices = [p for p in params if p.ndim == 2]
              rest = [p for p in params if p.ndim != 2]
              self.optimizers = []
              if matrices:
                  self.optimizers.append(torch.optim.Muon(matrices, lr=lr, **muon))
              if rest:
                  adamw = torch.optim.AdamW(
                      rest,
                      lr=lr if adamw_lr is None else adamw_lr,
                      betas=adamw_betas,
                      eps=adamw_eps,
                      weight_decay=adamw_weight_decay,
                  )
                  self.optimizers.append(adamw)

          def zero_grad(self):
              for optimizer in self.optimizers:
                  optimizer.zero_grad()

          def step(self):
              for optimizer in self.optimizers:
                  optimizer.step()
      """#)

  static let takeStep = TorchBlock(
    marker: "take_step(",
    text: #"""
      def take_step(optimizer, parameters, evaluate):
          """One update. L-BFGS asks for the loss several times in one: what is returned, and
          left as the gradient, is of the first."""
          parameters, firsts = list(parameters), []

          def closure():
              optimizer.zero_grad()
              loss, scores = evaluate()
              loss.backward()
              if not firsts:
                  gradients = [p.grad.clone() for p in parameters]
                  firsts.append((loss.detach(), scores, gradients))
              return loss

          if isinstance(optimizer, torch.optim.LBFGS):
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
