internal import OptimizerLab

/// A trial in progress as it is kept on disk.
struct Checkpoint<Number: Scalar>: Sendable {
  var state: TrainingState<Number>
  /// What there is so far; its status is `interrupted`.
  var result: TrialResult
  /// Of each learner the parameters before the last step, where the next one's record needs them.
  var recorderMemory: [[Number]]?
}

extension SafetensorsFile {
  mutating func add<Number: Scalar>(_ state: TrainingState<Number>) {
    for learner in state.learners {
      let (name, memory) = (learner.name, learner.memory)
      for (part, values) in [
        ("initial", learner.initial), ("parameters", learner.parameters), ("first", memory.first),
        ("second", memory.second), ("third", memory.third),
      ] {
        add("\(name).\(part)", values, shape: [values.count])
      }
      let numbers = [
        learner.loss, learner.realScore, learner.fakeScore, learner.saturation, Double(memory.step),
        memory.scalar,
      ]
      add("\(name).numbers", numbers, shape: [numbers.count])
    }
    metadata.append(("players", state.learners.map(\.name).joined(separator: ",")))
    guard let draws = state.draws else { return }
    let (generator, batches) = (draws.generator, draws.batches)
    add("generator.words", generator.words, shape: [generator.words.count])
    metadata.append(("generator.position", "\(generator.position)"))
    metadata.append(("generator.cached_normal", generator.cachedNormal.map { "\($0)" } ?? ""))
    add("batches.order", batches.order.map { UInt32($0) }, shape: [batches.order.count])
    metadata.append(("batches.position", "\(batches.position)"))
  }

  /// Adds what the recorder needs for the next step, if it needs something.
  mutating func add<Number: Scalar>(recorderMemory memory: [[Number]]?, of learners: [String]) {
    for (name, values) in zip(learners, memory ?? []) {
      add("\(name).before", values, shape: [values.count])
    }
  }

  /// What `add(recorderMemory:of:)` wrote of all learners.
  func recorderMemory<Number: Scalar>(of learners: [String]) -> [[Number]]? {
    let found = learners.compactMap { self["\($0).before"]?.values(Number.self) }
    return found.count == learners.count ? found : nil
  }

  /// The state that the file holds, where `progress` is how far it had come.
  /// - Parameter template: the state of a trial with the same settings.
  func state<Number: Scalar>(
    like template: TrainingState<Number>, progress: Progress
  ) -> TrainingState<Number>? {
    var state = template
    state.progress = progress
    guard text("players") == template.learners.map(\.name).joined(separator: ",") else {
      return nil
    }
    for i in state.learners.indices {
      guard let learner: LearnerState<Number> = learner(named: state.learners[i].name) else {
        return nil
      }
      state.learners[i] = learner
    }
    guard let draws = template.draws else { return state }
    guard let words = self["generator.words"]?.words,
      let place = text("generator.position").flatMap({ Int($0) }),
      let cached = text("generator.cached_normal"),
      let generator = MersenneTwister(
        words: words, position: place, cachedNormal: cached.isEmpty ? nil : Double(cached)),
      let order = self["batches.order"]?.words?.map({ Int($0) }),
      let position = text("batches.position").flatMap({ Int($0) }),
      let batches = draws.batches.moved(toPosition: position, of: order)
    else { return nil }
    state.draws = .init(generator: generator, batches: batches)
    return state
  }

  private func learner<Number: Scalar>(named name: String) -> LearnerState<Number>? {
    func values(_ part: String) -> [Number]? { self["\(name).\(part)"]?.values(Number.self) }
    guard let initial = values("initial"), let parameters = values("parameters"),
      let first = values("first"), let second = values("second"), let third = values("third"),
      let numbers = self["\(name).numbers"]?.numbers, numbers.count == 6,
      let step = Int(exactly: numbers[4])
    else { return nil }
    var memory = Memory<Number>()
    memory.step = step
    memory.scalar = numbers[5]
    (memory.first, memory.second, memory.third) = (first, second, third)
    return LearnerState(
      name: name, initial: initial, parameters: parameters, memory: memory, loss: numbers[0],
      realScore: numbers[1], fakeScore: numbers[2], saturation: numbers[3])
  }
}
