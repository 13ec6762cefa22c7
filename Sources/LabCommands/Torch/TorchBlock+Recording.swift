internal import ExperimentRunner
internal import OptimizerLab

// What a script's curves.csv is written by; optlab's own is `Recorder`.
extension TorchBlock {
  /// The parts of a recorder that end a trial early; empty where none does.
  private struct Stops {
    var field = ""
    var looks = ""
    var isDue = "is_due(step)"
    var ask = ""
    var orOver = ""
    var end = ""

    init(_ traits: TorchTraits) {
      guard traits.stopsEarly else { return }
      let indent = "\n" + String(repeating: " ", count: 12)
      field = "\n        self.stopping = None"
      looks = "looks = is_due(step) or self.may_end(step)\(indent)"
      isDue = "looks"
      ask =
        "\(indent)last = self.watches[0].loss, self.eval_loss, self.may_end(step)"
        + "\(indent)is_over = self.stopping and self.stopping.is_over(*last)"
      orOver = " or is_over"
      end =
        "\(indent)if is_over:\(indent)    return\n\n    def may_end(self, step):"
        + "\n        return bool(self.stopping) and step % (self.batches_per_epoch or 1) == 0"
    }
  }

  static func watch(_ traits: TorchTraits) -> TorchBlock {
    TorchBlock(
      marker: "Watch(",
      text: #"""
        class Watch:
            """Looks at one network, and makes its rows of curves.csv."""

            def __init__(self, name, parameters, optimizer, units=dict):
                self.name, self.parameters, self.units = name, list(parameters), units
                self.optimizer = optimizer\#(traits.hasClips ? "\n        self.clip = None" : "")
                self.start, self.values = self.position(), {}
                self.before = self.earlier = None  # positions one and two steps back

            def position(self):
                """All parameters in one vector."""
                return nn.utils.parameters_to_vector(self.parameters).detach().double()

            def before_step(self, is_due, is_next_due):
                """Called before every step; keeps where it began, if a record needs that."""
                self.is_due = is_due
                keeps = is_due or is_next_due
                self.earlier, self.before = self.before, self.position() if keeps else None

            def updated(self, loss, **scores):
                """Called after a step, while the gradient that made it is still there."""
                self.loss = loss.item()\#(traits.hasClips ? "\n        if self.clip:\n            self.clip.updated()" : "")
                if not self.is_due:
                    return
                gradient = nn.utils.parameters_to_vector([p.grad for p in self.parameters])
                slope = gradient.double().norm().item()
                after = self.position()
                move = after - self.before
                size, update = after.norm().item(), move.norm().item()
                self.values = {
                    "loss": self.loss,
                    "gradient_norm": slope,
                    "update_norm": update,
                    "update_ratio": update / size if size > 0 else None,
                    "update_cosine": self.cosine(move),
                    "effective_rate": update / slope if slope > 0 else None,
                    "lr": self.optimizer.param_groups[0]["lr"],
                    **scores,
                }

            def cosine(self, move):
                """The cosine between an update and the one before, if there was one."""
                last = move if self.earlier is None else self.before - self.earlier
                lengths = (move.norm() * last.norm()).item()
                if self.earlier is None or lengths == 0:
                    return None
                return (move @ last).item() / lengths

            def row(self):
                position = self.position()
                return {
                    "network": self.name,
                    "parameter_norm": position.norm().item(),
                    "distance": (position - self.start).norm().item(),
                    **self.values,
                    **self.units(),\#(traits.hasClips ? "\n            **(self.clip.share() if self.clip else {})," : "")
                }
        """#)
  }

  /// The recorder's field where an update may take several batches, and what steps are multiplied by:
  /// before the division, as the program does, for a rounded quotient gives another last digit.
  private static func batchesPerStep(_ traits: TorchTraits) -> (field: String, share: String) {
    traits.hasDiscriminatorSteps
      ? ("\n    batches_per_step = 1  # of a discriminator, several\n", " * self.batches_per_step")
      : ("", "")
  }

  static func recorder(_ traits: TorchTraits) -> TorchBlock {
    let measures = traits.measuresPictures
    let argument = measures ? ", pictures=None" : ""
    let keeps = measures ? "\n        self.pictures, self.measured = pictures, set()" : ""
    let plans =
      (measures ? "\n        self.measured = measured_steps(count)" : "")
      + (traits.limitsRecords ? "\n        due = recorded_steps(count)" : "")
    let isDue = traits.limitsRecords ? "step in due" : "step % RECORD_EVERY == 0 or step == count"
    let adds =
      measures
      ? "\n        if self.pictures and step in self.measured:\n            rows[-1] |= self.pictures()"
      : ""
    let stops = Stops(traits)
    let (field, share) = batchesPerStep(traits)
    return TorchBlock(
      marker: "Recorder(",
      text: #"""
        class Recorder:
            """Writes one trial's rows of curves.csv; meanwhile its clock stands still."""
        \#(field)
            def __init__(
                self, trial, watches, batches_per_epoch=None, eval_loss=None\#(argument)
            ):
                (self.table, self.keys), self.watches = trial, watches
                self.batches_per_epoch, self.eval_loss = batches_per_epoch, eval_loss
                self.examples = self.gradients = self.seconds = 0\#(keeps)\#(stops.field)

            def steps(self, batches, count):
                """Hands out so many batches; records the start, the end and what is due."""\#(plans)
                self.write(0)
                began = time.perf_counter()
                def is_due(step):
                    return \#(isDue)

                for step, batch in zip(range(1, count + 1), endless(batches)):
                    \#(stops.looks)for watch in self.watches:
                        watch.before_step(\#(stops.isDue), is_due(step + 1))
                    yield batch
                    if not all(math.isfinite(watch.loss) for watch in self.watches):
                        return  # diverged: the curve ends at the row before\#(stops.ask)
                    if is_due(step)\#(stops.orOver):
                        self.seconds += time.perf_counter() - began
                        self.write(step)
                        began = time.perf_counter()\#(stops.end)

            def write(self, step):
                progress = {"step": step, "gradient_evaluations": self.gradients}
                progress["seconds"] = self.seconds
                if self.batches_per_epoch:
                    progress["epoch"] = step\#(share) / self.batches_per_epoch
                    progress["examples"] = self.examples
                if self.eval_loss:
                    progress["eval_loss"] = self.eval_loss()
                rows = [{**self.keys, **progress, **watch.row()} for watch in self.watches]\#(adds)
                numbers = [x for row in rows for x in row.values() if isinstance(x, float)]
                if all(math.isfinite(x) for x in numbers):
                    self.table.writerows(rows)
        """#)
  }

  static let recordedSteps = TorchBlock(
    marker: "recorded_steps(",
    text: #"""
      def recorded_steps(count):
          """Every so many steps; where that makes too many, all at first, then 2, 5, 10, 20
          and so forth apart, and from where the number allows no less, evenly to the end."""
          if -(-count // RECORD_EVERY) < RECORD_POINTS:
              return {*range(0, count, RECORD_EVERY), count}
          gaps = []
          for gap in (n * 10**power for power in range(10) for n in (1, 2, 5)):
              gaps.append(gap)
              starts = [0] + [max(RECORD_POINTS // \#(RecordedSteps.near), 1) * n for n in gaps[1:]]
              ends = [min(end, count) for end in starts[1:] + [count]]
              parts = [range(*part) for part in zip(starts, ends, gaps)]
              if sum(len(part) for part in parts) < RECORD_POINTS:
                  return {count}.union(*parts)
          return {*range(0, count, -(-count // (RECORD_POINTS - 1))), count}
      """#)

  static let endless = TorchBlock(
    marker: "endless(",
    text: #"""
      def endless(batches):
          """One epoch after another. A DataLoader makes its random draws when one begins."""
          while True:
              yield from batches
      """#)

  static func deadUnits(_ traits: TorchTraits) -> TorchBlock {
    TorchBlock(
      marker: "dead_units(",
      text: #"""
        def dead_units(model, probe):
            """Counts the units of hidden activations that are 0 for every example of the probe
            set, and let no gradient through."""\#(classes(traits))
            last = max(i for i, layer in enumerate(model) if isinstance(layer, \#(traits.weightedLayers)))
            x, dead, units = probe, 0, 0\#(traits.hasModes ? "\n    model.eval()" : "")
            for layer in model[:last]:
                x = x.detach().requires_grad_()
                y = layer(x)
                if not isinstance(layer, \#(others(traits))):
                    (slope,) = torch.autograd.grad(y.sum(), x)
                    \#(count(traits))
                    units += y.shape[1]
                x = y\#(traits.hasModes ? "\n    model.train()" : "")
            return {"dead_units": dead, "dead_fraction": dead / units} if units else {}
        """#)
  }

  /// What is measured of a network besides its loss over what it learns from.
  static func scores(_ traits: TorchTraits) -> TorchBlock {
    var lines = [
      "@torch.no_grad()", "def scores(model, problem):",
      "    \"\"\"The share of the examples that are given their class, and what is held out.\"\"\"",
      "    found, parts = {}, [(\"\", problem.data)]",
    ]
    if traits.hasHeldOut {
      lines += ["    if problem.test:", "        parts.append((\"test_\", problem.test))"]
    }
    if traits.hasModes { lines.append("    model.eval()") }
    lines += [
      "    for part, data in parts:", "        inputs, targets = data.tensors",
      "        outputs = model(inputs)",
    ]
    if traits.hasHeldOut {
      lines += [
        "        if part:",
        "            found[\"test_loss\"] = problem.loss(outputs, targets).item()",
      ]
    }
    if traits.hasClasses {
      lines += [
        "        if targets.dtype == torch.long:",
        "            hits = outputs.argmax(1) == targets",
        "            found[part + \"accuracy\"] = hits.double().mean().item()",
      ]
    }
    if traits.hasModes { lines.append("    model.train()") }
    lines.append("    return found")
    return TorchBlock(marker: "scores(", text: lines.joined(separator: "\n"))
  }

  /// The classes of layers without units that can die, as they stand in a line of three or fewer.
  private static func others(_ traits: TorchTraits) -> String {
    let all = ["nn.Linear"] + traits.passedLayers
    return all.count > 3
      ? "others" : all.count == 1 ? all[0] : "(\(all.joined(separator: ", ")))"
  }

  /// More of them, and those of weighted layers where there are two, stand before.
  private static func classes(_ traits: TorchTraits) -> String {
    let all = ["nn.Linear"] + traits.passedLayers
    let weighted = traits.takesMaps ? ["weighted = (nn.Linear, nn.Conv2d)"] : []
    let others =
      all.count > 3 ? ["others = " + PythonText.call("", all, depth: 1, after: "others = ")] : []
    return (weighted + others).map { "\n    \($0)" }.joined()
  }

  /// Of maps a unit is a channel.
  private static func count(_ traits: TorchTraits) -> String {
    let isGone = "((y == 0) & (slope == 0))"
    return traits.takesMaps
      ? "gone = \(isGone).transpose(0, 1).flatten(1).all(dim=1)\n            dead += gone.sum().item()"
      : "dead += \(isGone).all(dim=0).sum().item()"
  }
}
