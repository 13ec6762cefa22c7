internal import OptimizerLab
internal import SpecLanguage

/// One optimizer of an entry, with its place in the spec.
private struct OptimizerPlace {
  var path: SpecPath
  var optimizer: any Optimizer
  var step: StepFields
  /// Whether several rates are tried of it.
  var isSwept = false
  /// The one network that it trains; `nil` for all of a problem.
  var network: String?

  var kind: String { type(of: optimizer).kind }

  func at(_ steps: SpecPath.Step...) -> SpecPath { SpecPath(path.steps + steps) }
}

// Schedules, clipping, groups and sides that do not fit their optimizer, or a problem.
extension Experiment {
  func checkSteps(_ fields: inout Fields) {
    for (place, entry) in optimizers.enumerated() {
      checkSides(of: entry, at: ["optimizers", .index(place)], &fields)
      for own in places(of: entry, at: ["optimizers", .index(place)]) {
        checkGroups(own, &fields)
        checkSchedule(own, &fields)
        for problem in problems {
          checkLayers(own, on: problem, &fields)
          checkLength(own, of: entry, on: problem, &fields)
          if own.step.clip != nil, problem.task.isGameOfPoints {
            fields.report(
              "the two players of the saddle \(quoted(problem.name)) have a gradient each, of one number: "
                + "there is nothing to clip together", at: own.at("clip"))
          }
        }
      }
    }
    for (place, problem) in problems.enumerated() {
      if let monitor = problem.task.earlyStopping?.monitor, let words = problem.lacks(monitor) {
        fields.report(
          words, at: ["problems", .index(place), "early_stopping", "monitor"])
      }
      warnOfSigmoid(problem, at: ["problems", .index(place)], &fields)
    }
  }

  private func places(of entry: OptimizerEntry, at path: SpecPath) -> [OptimizerPlace] {
    guard let discriminator = entry.discriminator else {
      let isSwept = tuning != nil || problems.contains { entry.rates(for: $0.name).count > 1 }
      return [
        OptimizerPlace(path: path, optimizer: entry.optimizer, step: entry.step, isSwept: isSwept)
      ]
    }
    let sides = TwoSidedEntry.sides
    return [
      OptimizerPlace(
        path: path.appending(.key(sides[0])), optimizer: discriminator.optimizer,
        step: discriminator.step, network: sides[0]),
      OptimizerPlace(
        path: path.appending(.key(sides[1])), optimizer: entry.optimizer, step: entry.step,
        network: sides[1]),
    ]
  }

  private func checkSides(of entry: OptimizerEntry, at path: SpecPath, _ fields: inout Fields) {
    guard entry.discriminator != nil else { return }
    for problem in problems
    where !problem.task.layerLists.contains(where: { $0.list == TwoSidedEntry.sides[0] }) {
      fields.report(
        "has an optimizer for a discriminator and one for a generator, but the problem "
          + "\(quoted(problem.name)) is no GAN: it has one network, and takes an entry with a \"kind\"",
        at: path)
    }
    if tuning != nil {
      fields.report(
        "tuning tries settings of entries with one optimizer; write an entry for each pair of settings",
        at: path)
    }
  }

  private func checkGroups(_ own: OptimizerPlace, _ fields: inout Fields) {
    let rule = own.optimizer as? any GradientRule
    if !own.step.decaysBiases {
      if own.optimizer is External {
        fields.report(
          "the program of an external optimizer decays what it likes: it is told where each tensor lies",
          at: own.at("decay_bias"))
      } else if rule == nil {
        fields.report("\(own.kind) has no weight decay", at: own.at("decay_bias"))
      } else if rule?.decays == false, tuning == nil {
        fields.warn(
          "says nothing without \"weight_decay\": \(own.kind) has none here",
          at: own.at("decay_bias"))
      }
    }
    if rule == nil, own.step.layerScales != nil {
      fields.report(
        own.optimizer is External
          ? "the program of an external optimizer has one rate, and is told where each tensor lies: it can "
            + "scale them itself"
          : "\(own.kind) has one rate for all parameters, in PyTorch too", at: own.at("lr_scale"))
    }
  }

  private func checkSchedule(_ own: OptimizerPlace, _ fields: inout Fields) {
    guard let setting = own.step.schedule else { return }
    if setting.schedule.movesMomentum, !own.optimizer.takesMomentum {
      fields.report(
        "moves the momentum, and \(own.kind) has none: write \"cycle_momentum\": false, or take a kind "
          + "that has one", at: own.at("schedule", "cycle_momentum"))
    }
    guard let cycle = setting.schedule as? OneCycle else { return }
    if setting.unit == .epoch {
      fields.warn(
        "moves on once an epoch; a cycle is made for \"by\": \"step\"", at: own.at("schedule", "by")
      )
    }
    if cycle.most != nil, own.isSwept || own.step.layerScales != nil {
      fields.report(
        "decides the rate, whatever \(own.isSwept ? "\"lr\" is tried" : "\"lr_scale\" says"); without it, "
          + "the largest rate is \"lr\"", at: own.at("schedule", "max_lr"))
    }
  }

  private func checkLayers(_ own: OptimizerPlace, on problem: Problem, _ fields: inout Fields) {
    let networks = ((try? problem.task.shape().get()) ?? []).filter { shape in
      own.network.map { $0 == shape.name } ?? true
    }
    guard !networks.isEmpty else { return }
    for scale in own.step.layerScales ?? [] {
      let parts = scale.name.split(separator: ".", maxSplits: 1).map(String.init)
      let named = networks.filter { parts.count == 1 || $0.name == parts[0] }
      let isKnown = named.contains { network in
        network.layersWithParameters.contains { "\($0)" == parts.last }
      }
      if isKnown { continue }
      let places = networks.flatMap { network in
        network.layersWithParameters.map {
          networks.count == 1 ? "\($0)" : "\(network.name).\($0)"
        }
      }
      fields.report(
        "the problem \(quoted(problem.name)) has no such layer with parameters; there "
          + (places.count == 1 ? "is " : "are ")
          + (places.isEmpty ? "none" : places.prefix(12).joined(separator: ", ")),
        atKey: own.at("lr_scale", .key(scale.name)))
    }
  }

  private func checkLength(
    _ own: OptimizerPlace, of entry: OptimizerEntry, on problem: Problem, _ fields: inout Fields
  ) {
    guard let setting = own.step.schedule else { return }
    let hasEpochs = problem.task.traits.hasExamples
    if !hasEpochs, setting.unit == .epoch {
      fields.report(
        "the problem \(quoted(problem.name)) has no epochs: write \"by\": \"step\"",
        at: own.at("schedule", "by"))
    }
    if hasEpochs, setting.unit == .step, setting.schedule.watchesLoss {
      fields.report(
        "looks at the loss over all data, once an epoch: write \"by\": \"epoch\"",
        at: own.at("schedule", "by"))
    }
    if let words = setting.schedule.watched.flatMap({ problem.lacks($0) }) {
      fields.report(words, at: own.at("schedule", "monitor"))
    }
    guard let length = entry.length(on: problem, in: setting.unit) else { return }
    let unit = setting.unit == .epoch ? "epoch" : "step"
    let trial = "a trial of \(quoted(problem.name)) has \(Echo.count(length, unit))"
    for misfit in setting.schedule.misfits(length: length) {
      let place = SpecPath(own.at("schedule").steps + misfit.place.steps)
      let words =
        "\(misfit.what) comes after \(Echo.count(misfit.rates, unit)), but \(trial)"
      if misfit.isIdle {
        fields.report("\(words): the rate would never change", at: place)
      } else {
        fields.warn(words, at: place)
      }
    }
    if let end = (setting.schedule as? OneCycle)?.shorterThan(length: length) {
      fields.report(
        "the cycle ends after \(Echo.count(end, unit)), but \(trial); PyTorch raises an error there",
        at: own.at("schedule", "total_steps"))
    }
  }

  private func warnOfSigmoid(_ problem: Problem, at path: SpecPath, _ fields: inout Fields) {
    guard let task = problem.task as? AdversarialTask, task.loss.suffersFromSigmoid,
      task.discriminator.last is Sigmoid
    else { return }
    fields.warn(
      "\(type(of: task.loss).kind) is on answers that may be any number: a sigmoid here holds them between "
        + "0 and 1; leave it out",
      at: SpecPath(
        path.steps + ["discriminator", .index(task.discriminator.count - 1)]))
  }
}

extension LearningTask {
  /// Whether two players move one number each.
  fileprivate var isGameOfPoints: Bool {
    guard let task = self as? SurfaceTask, case .saddle = task.data.ground else { return false }
    return true
  }
}

extension Problem {
  /// Why there is nothing of that to look at; `nil` where there is.
  fileprivate func lacks(_ watched: Watched) -> String? {
    let supervised = task as? any SupervisedTask
    if watched.isOfHeldOut, !(supervised?.data.holdsOut ?? false) {
      return supervised == nil
        ? "the problem \(quoted(name)) holds nothing out; there is eval_loss, or loss"
        : "nothing is held out of the data of \(quoted(name)); give them a holdout"
    }
    if watched.isShare, supervised.map({ type(of: $0).use != .classes }) ?? true {
      return "the problem \(quoted(name)) has no classes, and so no accuracy"
    }
    return nil
  }
}

extension GradientRule {
  /// Whether its settings let some parameters decay.
  fileprivate var decays: Bool {
    var copy = self
    copy.dropWeightDecay()
    return JSONText.compact(Fields.writing(copy)) != JSONText.compact(Fields.writing(self))
  }
}

extension NetworkShape {
  fileprivate var layersWithParameters: [Int] { layers.filter(\.hasParameters).map(\.index) }
}

extension OptimizerEntry {
  /// How many rates a schedule of it has on that problem; `nil` where a file has to be read to know.
  fileprivate func length(on problem: Problem, in unit: ScheduleUnit) -> Int? {
    let length = problem.task.trainingLength
    if unit == .step || !problem.task.traits.hasExamples { return stepCount(on: problem) }
    if let epochs = length.epochs { return epochs }
    guard let steps = length.steps, let count = problem.task.exampleCount else { return nil }
    var epoch = length
    (epoch.steps, epoch.epochs) = (nil, 1)
    let size = batchSize(problem: length.batchSize, exampleCount: count)
    let perEpoch = epoch.stepCount(exampleCount: count, batchSize: size)
    return (steps + perEpoch - 1) / perEpoch
  }
}
