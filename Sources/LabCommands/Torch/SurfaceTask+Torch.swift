internal import ExperimentRunner
internal import OptimizerLab

extension SurfaceTask: TorchTask {
  static func training(_ traits: TorchTraits) -> String {
    #"""
    def train_surface(problem, entry, trial):
        """Walks down a function of two parameters."""
        point = problem.start.clone().requires_grad_()
        optimizer = entry.optimizer(problem, [point])
        watch = Watch("model", [point])
        recorder = Recorder(trial, [watch], eval_loss=lambda: problem.surface(point).item())
        for _ in recorder.steps([None], problem.steps):\#(traits.lookAhead("optimizer"))
    \#(traits.evaluatesOften ? often : once)
    """#
  }

  private static let once = """
            optimizer.zero_grad()
            loss = problem.surface(point)
            loss.backward()
            optimizer.step()

            watch.updated(loss)
            recorder.gradients += 1

    """

  private static let often = """

            def evaluate():
                recorder.gradients += 1
                return problem.surface(point), {}

            loss, _ = take_step(optimizer, [point], evaluate)
            watch.updated(loss)

    """

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
    ]
  }
}
