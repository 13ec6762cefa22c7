internal import ExperimentRunner
internal import OptimizerLab

extension SurfaceTask: TorchTask {
  static func training(_ traits: TorchTraits) -> String {
    #"""
    def train_surface(problem, entry, trial):
        """Walks down a function of two parameters."""
        point = problem.start.clone().requires_grad_()
        optimizer = entry.optimizer(problem, [point])
        watch = Watch("model", [point], optimizer)\#(traits.clip("watch", of: "entry"))

        def eval_loss():
            return problem.surface(point).item()

        recorder = Recorder(trial, [watch], eval_loss=eval_loss)\#(traits.stopping)\#(rates(traits))
        for _ in recorder.steps([None], problem.steps):\#(traits.lookAhead("optimizer"))
    \#(traits.evaluatesOften ? often(traits) : once(traits))
    """#
  }

  private static func rates(_ traits: TorchTraits) -> String {
    traits.hasSchedules
      ? "\n    rates = Rates(entry, optimizer, problem.steps, eval_loss=eval_loss)" : ""
  }

  private static func once(_ traits: TorchTraits) -> String {
    """
            optimizer.zero_grad()
            loss = problem.surface(point)
            loss.backward()\(traits.clipping("watch", to: "[point]"))
            optimizer.step()

            watch.updated(loss)\(traits.stepped("rates", "loss"))
            recorder.gradients += 1

    """
  }

  private static func often(_ traits: TorchTraits) -> String {
    """

            def evaluate():
                recorder.gradients += 1
                return problem.surface(point), {}

            loss, _ = take_step(optimizer, [point], evaluate\(traits.clipArgument("watch")))
            watch.updated(loss)\(traits.stepped("rates", "loss"))

    """
  }

  func functions(
    named name: String, folder: String, files: inout TorchFiles, _ traits: TorchTraits
  ) -> [String] {
    let expression = data.surface.expression
    var statements = [
      "# In double precision: near a minimum, single leaves little but rounding.",
      "x, y = point.double()",
    ]
    if expression.contains("cos(") { statements.append("cos, pi = torch.cos, torch.pi") }
    return [
      TorchFunction(
        name: "\(name)_surface", parameters: "point", sentence: "\(data.surface.summary).",
        statements: statements + ["return \(expression)"]
      ).text
    ]
  }

  func settings(named name: String, _ traits: TorchTraits) -> [String] {
    let start = [data.startPoint.x, data.startPoint.y].map(PythonText.number)
    return [
      "train=train_surface", "surface=\(name)_surface",
      "start=torch.tensor([\(start.joined(separator: ", "))], dtype=torch.float32)\(cast)",
      "steps=\(steps)",
    ] + traits.stopping(earlyStopping)
  }
}
