internal import ExperimentRunner
internal import OptimizerLab

extension RegressionTask: TorchSupervisedTask {
  var torchLoss: String {
    guard let loss = TorchSpelling.loss(loss) else {
      preconditionFailure("\(loss) has no line in TorchSpelling")
    }
    return loss
  }
}

extension ClassificationTask: TorchSupervisedTask {
  var torchLoss: String {
    let weights = classWeights.map { PythonText.number($0) }.joined(separator: ", ")
    let arguments =
      (classWeights.isEmpty
        ? [] : ["weight=torch.tensor([\(weights)])\(cast)"])
      + (labelSmoothing == 0 ? [] : ["label_smoothing=\(PythonText.number(labelSmoothing))"])
    return PythonText.call("nn.CrossEntropyLoss", arguments, depth: 2)
  }
}

/// What learns targets from examples, whatever these are.
protocol TorchSupervisedTask: TorchTask, SupervisedTask {
  /// A Python expression for the loss.
  var torchLoss: String { get }
}

extension TorchSupervisedTask {
  static func training(_ traits: TorchTraits) -> String {
    let scores = traits.hasScores ? " | scores(model, problem)" : ""
    return #"""
      def train_network(problem, entry, trial):
          """Trains a network to give the examples' targets."""
          model = problem.model()
          loader = make_loader(problem, entry)
          optimizer = entry.optimizer(
              problem, \#(traits.parameters(of: "model", named: "model", entry: "entry"))
          )
          inputs, targets = problem.data.tensors

          @torch.no_grad()
          def eval_loss(\#(traits.watchesScores ? "name=\"eval_loss\"" : "")):\#(traits.watchesScores ? TrainingLines.scores : "")
      \#(traits.hasModes ? TrainingLines.modes : "        return problem.loss(model(inputs), targets).item()")

          watch = Watch(
              "model",
              model.parameters(),
              optimizer,
              lambda: dead_units(model, inputs[:PROBE])\#(scores),
          )\#(traits.clip("watch", of: "entry"))
          recorder = Recorder(trial, [watch], len(loader), eval_loss)\#(traits.stopping)
          steps = \#(traits.stepCount())\#(TrainingLines.rates(traits))
          for x, y in recorder.steps(loader, steps):\#(traits.lookAhead("optimizer"))
      \#(traits.evaluatesOften ? TrainingLines.often(traits) : TrainingLines.once(traits))
      """#
  }

  func functions(
    named name: String, folder: String, files: inout TorchFiles, _ traits: TorchTraits
  ) -> [String] {
    let start = weights?.file(of: "model").map { path in
      files.name(of: .copy(DataPath.resolve(path, in: folder)))
    }
    return [
      dataFunction(data, for: Self.use, named: name, folder: folder, files: &files),
      networkFunction(data.network(of: model), named: "\(name)_model", weights: start),
    ]
  }

  func settings(named name: String, _ traits: TorchTraits) -> [String] {
    let examples =
      data.holdsOut
      ? "**dict(zip((\"data\", \"test\"), \(name)_data()))"
      : "data=\(name)_data()"
    let test = traits.hasHeldOut && !data.holdsOut ? ["test=None"] : []
    return [
      "train=train_network", "model=\(name)_model", "loss=\(torchLoss)",
    ] + test + traits.stopping(earlyStopping) + traits.settings(of: trainingLength) + [examples]
  }
}

/// Lines of the function that trains.
private enum TrainingLines {
  static let modes = """
            model.eval()
            loss = problem.loss(model(inputs), targets).item()
            model.train()
            return loss
    """

  /// Where something else is watched.
  static let scores = """

            if name != "eval_loss":
                return scores(model, problem)[name]
    """

  static func rates(_ traits: TorchTraits) -> String {
    traits.hasSchedules
      ? "\n    rates = Rates(entry, optimizer, steps, len(loader), eval_loss)" : ""
  }

  static func once(_ traits: TorchTraits) -> String {
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

  static func often(_ traits: TorchTraits) -> String {
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
}
