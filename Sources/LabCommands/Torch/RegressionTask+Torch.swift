internal import ExperimentRunner
internal import OptimizerLab

extension RegressionTask: TorchTask {
  static func training(_ traits: TorchTraits) -> String {
    #"""
    def train_regression(problem, entry, trial):
        """Trains a network to give the examples' targets."""
        model = problem.model()
        loader = make_loader(problem, entry)
        optimizer = entry.optimizer(
            problem, \#(traits.parameters(of: "model", named: "model", entry: "entry"))
        )
        inputs, targets = problem.data.tensors

        @torch.no_grad()
        def eval_loss():
    \#(traits.hasModes ? modes : "        return problem.loss(model(inputs), targets).item()")

        watch = Watch(
            "model",
            model.parameters(),
            optimizer,
            lambda: dead_units(model, inputs[:PROBE]),
        )\#(traits.clip("watch", of: "entry"))
        recorder = Recorder(trial, [watch], len(loader), eval_loss)\#(traits.stopping)
        steps = \#(traits.stepCount())\#(rates(traits))
        for x, y in recorder.steps(loader, steps):\#(traits.lookAhead("optimizer"))
    \#(traits.evaluatesOften ? often(traits) : once(traits))
    """#
  }

  private static let modes = """
            model.eval()
            loss = problem.loss(model(inputs), targets).item()
            model.train()
            return loss
    """

  private static func rates(_ traits: TorchTraits) -> String {
    traits.hasSchedules
      ? "\n    rates = Rates(entry, optimizer, steps, len(loader), eval_loss)" : ""
  }

  private static func once(_ traits: TorchTraits) -> String {
    """
            optimizer.zero_grad()
            loss = problem.loss(model(x), y)
            loss.backward()\(traits.clipping("watch", "model"))
            optimizer.step()

            watch.updated(loss)\(traits.stepped("rates", "loss"))
            recorder.examples += len(x)
            recorder.gradients += len(x)

    """
  }

  private static func often(_ traits: TorchTraits) -> String {
    """

            def evaluate():
                recorder.gradients += len(x)
                return problem.loss(model(x), y), {}

            loss, _ = take_step(
                optimizer, model.parameters(), evaluate\(traits.clipArgument("watch"))
            )
            watch.updated(loss)\(traits.stepped("rates", "loss"))
            recorder.examples += len(x)

    """
  }

  func functions(
    named name: String, folder: String, files: inout TorchFiles, _ traits: TorchTraits
  ) -> [String] {
    let start = weights?.file(of: "model").map { path in
      files.name(of: .copy(DataPath.resolve(path, in: folder)))
    }
    return [
      dataFunction(data, named: name, folder: folder, files: &files),
      networkFunction(model, inputs: data.width, named: "\(name)_model", weights: start),
    ]
  }

  func settings(named name: String, _ traits: TorchTraits) -> [String] {
    guard let loss = TorchSpelling.loss(loss) else {
      preconditionFailure("\(loss) has no line in TorchSpelling")
    }
    return [
      "train=train_regression", "data=\(name)_data()", "model=\(name)_model", "loss=\(loss)",
    ] + traits.stopping(earlyStopping) + traits.settings(of: trainingLength)
  }
}
