package import OptimizerLab

// What is around an optimizer; optlab's own are `Learner`, `GradientClip` and `StoppingWatch`.
extension TorchBlock {
  static func rates(_ traits: TorchTraits) -> TorchBlock {
    TorchBlock(
      marker: "Rates(",
      text: #"""
        class Rates:
            """Moves an optimizer's learning rate on, after each epoch or each step."""

            def __init__(self, entry, optimizer, steps, length=1, eval_loss=None, batches=1):
                self.by, self.eval_loss, self.losses = entry.by, eval_loss, []\#(traits.hasMonitors ? "\n        self.monitor = entry.monitor" : "")
                self.met, self.length, self.batches = 0, length, batches
                count = steps if self.by == "step" else -(-steps * batches // length)
                parts = getattr(optimizer, "optimizers", [optimizer])
                make = entry.schedule
                self.schedulers = [make(o, count) for o in parts if make]

            def stepped(self, loss):
                """Called after each step."""
                epochs = (self.met + self.batches) // self.length - self.met // self.length
                self.met += self.batches
                self.losses.append(loss.item())
                for _ in range(1 if self.by == "step" else epochs):
                    for scheduler in self.schedulers:
                        if isinstance(scheduler, lr_scheduler.ReduceLROnPlateau):
                            scheduler.step(self.watched())
                        else:
                            scheduler.step()
                    self.losses = self.losses[:0]

            def watched(self):
                """The loss over all data, or, without one, the mean of the epoch's batches."""
                if self.eval_loss\#(traits.hasMonitors ? " and self.monitor != \"loss\"" : ""):
                    return self.eval_loss(\#(traits.watchesScores && traits.hasMonitors ? "self.monitor" : ""))
                return sum(self.losses) / len(self.losses)
        """#)
  }

  static let clip = TorchBlock(
    marker: "Clip(",
    text: #"""
      class Clip:
          """Clips gradients by their norm or their numbers, and counts where that changed
          them."""

          def __init__(self, norm=None, value=None):
              self.norm, self.value, self.hit = norm, value, False
              self.updates = self.clipped = 0

          def __call__(self, parameters):
              parameters = list(parameters)
              if self.norm is not None:
                  norm = nn.utils.clip_grad_norm_(parameters, self.norm)
                  self.hit |= (norm + 1e-6 > self.norm).item()
              else:
                  largest = max(p.grad.abs().max().item() for p in parameters)
                  nn.utils.clip_grad_value_(parameters, self.value)
                  self.hit |= largest > self.value

          def updated(self):
              """Called after each update."""
              self.updates, self.clipped = self.updates + 1, self.clipped + self.hit
              self.hit = False

          def share(self):
              """Of the updates since the last row, those whose gradient was clipped."""
              if self.updates == 0:
                  return {}
              share = self.clipped / self.updates
              self.updates = self.clipped = 0
              return {"clipped": share}
      """#)

  static func stopping(_ traits: TorchTraits) -> TorchBlock {
    TorchBlock(
      marker: "Stopping(",
      text: #"""
        class Stopping:
            """Says when what is looked at after each epoch has not improved for a while."""

            def __init__(self, monitor, patience, min_delta, mode):
                self.monitor, self.patience, self.bad = monitor, patience, 0
                self.sign = 1 if mode == "min" else -1
                self.delta, self.best, self.losses = min_delta, math.inf, []

            def is_over(self, loss, eval_loss, is_epoch_end):
                """Called after each step."""
                self.losses.append(loss)
                if not is_epoch_end:
                    return False
                mean = sum(self.losses) / len(self.losses)
                if self.monitor != "loss":
                    mean = eval_loss(\#(traits.watchesScores ? "self.monitor" : ""))
                value = self.sign * mean
                self.losses = []
                if value + self.delta < self.best:
                    self.best, self.bad = value, 0
                else:
                    self.bad += 1
                return self.bad >= self.patience
        """#)
  }

  /// The losses of the two players, by their kinds.
  static let adversarialLosses = [
    TorchBlock(
      marker: "judge_bce",
      text: #"""
        def judge_bce(on_real, on_fake):
            ones, zeros = torch.ones_like(on_real), torch.zeros_like(on_fake)
            return (nn.BCELoss()(on_real, ones) + nn.BCELoss()(on_fake, zeros)) / 2
        """#),
    TorchBlock(
      marker: "fool_bce,",
      text: #"""
        def fool_bce(on_fake):
            return nn.BCELoss()(on_fake, torch.ones_like(on_fake))
        """#),
    TorchBlock(
      marker: "fool_bce_saturating",
      text: #"""
        def fool_bce_saturating(on_fake):
            return -nn.BCELoss()(on_fake, torch.zeros_like(on_fake))
        """#),
    TorchBlock(
      marker: "judge_least_squares",
      text: #"""
        def judge_least_squares(on_real, on_fake):
            return ((on_real - 1).square().mean() + on_fake.square().mean()) / 2
        """#),
    TorchBlock(
      marker: "fool_least_squares",
      text: #"""
        def fool_least_squares(on_fake):
            return (on_fake - 1).square().mean() / 2
        """#),
    TorchBlock(
      marker: "judge_wasserstein",
      text: #"""
        def judge_wasserstein(on_real, on_fake):
            return on_fake.mean() - on_real.mean()
        """#),
    TorchBlock(
      marker: "judge_hinge",
      text: #"""
        def judge_hinge(on_real, on_fake):
            return torch.relu(1 - on_real).mean() + torch.relu(1 + on_fake).mean()
        """#),
    TorchBlock(
      marker: "fool_by_mean",
      text: #"""
        def fool_by_mean(on_fake):
            return -on_fake.mean()
        """#),
  ]
}

extension TorchSpelling {
  /// The functions of the discriminator's and the generator's loss; `nil` for a loss that no line is
  /// written for.
  static func players(_ loss: any AdversarialLoss) -> (judge: String, fool: String)? {
    switch loss {
    case is ClassicGANLoss: ("judge_bce", "fool_bce")
    case is SaturatingGANLoss: ("judge_bce", "fool_bce_saturating")
    case is LeastSquaresGANLoss: ("judge_least_squares", "fool_least_squares")
    case is WassersteinLoss: ("judge_wasserstein", "fool_by_mean")
    case is HingeLoss: ("judge_hinge", "fool_by_mean")
    default: nil
    }
  }

  /// Whether there is a line for a GAN's loss of that kind.
  package static func hasLine(adversarialLoss loss: any AdversarialLoss) -> Bool {
    players(loss) != nil
  }
}
