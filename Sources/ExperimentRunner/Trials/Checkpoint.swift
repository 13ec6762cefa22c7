internal import OptimizerLab

/// A trial in progress as it is kept on disk.
struct Checkpoint<Number: Scalar>: Sendable {
  var state: TrainingState<Number>
  /// What there is so far; its status is `interrupted`.
  var result: TrialResult
  /// Of each learner the parameters before the last step, where the next one's record needs them.
  var recorderMemory: [[Number]]?
  /// What the programs of external optimizers remember, in bytes that only they understand.
  var programs: [[UInt8]] = []
}

extension SafetensorsFile {
  mutating func add<Number: Scalar>(_ state: TrainingState<Number>) {
    for learner in state.learners {
      let (name, memory) = (learner.name, learner.memory)
      for (part, values) in [("initial", learner.initial), ("parameters", learner.parameters)] {
        add("\(name).\(part)", Array(values), shape: [values.count])
      }
      for vector in memory.vectors {
        add("\(name).memory.\(vector.name)", Array(vector.values), shape: [vector.values.count])
      }
      if !learner.buffers.isEmpty {
        let (numbers, counts) = (learner.buffers.numbers, learner.buffers.batchCounts)
        add("\(name).buffers", numbers, shape: [numbers.count])
        add("\(name).batch_counts", counts.map { Int64($0) }, shape: [counts.count])
      }
      let numbers =
        [
          learner.loss, learner.realScore, learner.fakeScore, learner.saturation,
          Double(memory.step),
        ] + memory.numbers.map(\.value)
      add("\(name).numbers", numbers, shape: [numbers.count])
      if !learner.plan.isEmpty { add("\(name).plan", learner.plan, shape: [learner.plan.count]) }
      metadata.append(("\(name).numbers", memory.numbers.map(\.name).joined(separator: ",")))
    }
    metadata.append(("players", state.learners.map(\.name).joined(separator: ",")))
    if !state.stopping.isEmpty { add("stopping", state.stopping, shape: [state.stopping.count]) }
    guard let draws = state.draws else { return }
    let generator = draws.generator
    add("generator.words", generator.words, shape: [generator.words.count])
    metadata.append(("generator.position", "\(generator.position)"))
    metadata.append(("generator.cached_normal", generator.cachedNormal.map { "\($0)" } ?? ""))
    guard let batches = draws.batches else { return }
    add("batches.order", batches.order.map { UInt32($0) }, shape: [batches.order.count])
    metadata.append(("batches.position", "\(batches.position)"))
  }

  /// Adds what the recorder needs for the next step, if it needs something.
  mutating func add<Number: Scalar>(recorderMemory memory: [[Number]]?, of learners: [String]) {
    for (name, values) in zip(learners, memory ?? []) {
      add("\(name).before", values, shape: [values.count])
    }
  }

  /// Adds what each program remembers.
  mutating func add(programs: [[UInt8]]) {
    for (place, bytes) in programs.enumerated() {
      add("program.\(place)", bytes, shape: [bytes.count])
    }
  }

  /// What `add(programs:)` wrote.
  var programs: [[UInt8]] {
    var all: [[UInt8]] = []
    while let entry = self["program.\(all.count)"], entry.type == .uint8 { all.append(entry.bytes) }
    return all
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
      guard let learner = learner(like: state.learners[i]) else { return nil }
      state.learners[i] = learner
    }
    state.stopping = self["stopping"]?.numbers ?? []
    guard let draws = template.draws else { return state }
    guard let words = self["generator.words"]?.words,
      let place = text("generator.position").flatMap({ Int($0) }),
      let cached = text("generator.cached_normal"),
      let generator = MersenneTwister(
        words: words, position: place, cachedNormal: cached.isEmpty ? nil : Double(cached))
    else { return nil }
    state.draws = .init(generator: generator, batches: nil)
    guard let former = draws.batches else { return state }
    guard let order = self["batches.order"]?.words?.map({ Int($0) }),
      let position = text("batches.position").flatMap({ Int($0) }),
      let batches = former.moved(toPosition: position, of: order)
    else { return nil }
    state.draws?.batches = batches
    return state
  }

  private func learner<Number: Scalar>(
    like template: LearnerState<Number>
  ) -> LearnerState<Number>? {
    let name = template.name
    guard let initial = self["\(name).initial"]?.values(Number.self),
      let parameters = self["\(name).parameters"]?.values(Number.self),
      let numbers = self["\(name).numbers"]?.numbers, numbers.count >= 5,
      let step = Int(exactly: numbers[4]),
      let vectors: [Memory<Number>.Vector] = vectors(of: name),
      let rest: [Memory<Number>.Number] = numbers[5...].named(
        text("\(name).numbers") ?? "")
    else { return nil }
    var learner = template
    learner.buffers = BufferValues(
      numbers: self["\(name).buffers"]?.values(Number.self) ?? [],
      batchCounts: self["\(name).batch_counts"]?.integers?.map { Int($0) } ?? [])
    learner.plan = self["\(name).plan"]?.numbers ?? []
    learner.initial = Numbers(initial)
    learner.parameters = Numbers(parameters)
    learner.memory = Memory(
      layout: template.memory.layout, step: step, vectors: vectors, numbers: rest)
    (learner.loss, learner.realScore) = (numbers[0], numbers[1])
    (learner.fakeScore, learner.saturation) = (numbers[2], numbers[3])
    return learner
  }
}

extension SafetensorsFile {
  static let checkpointFormat = "optlab-checkpoint-2"
  /// Of an earlier version of the numbers: what such a trial recorded is read, but none goes on from it.
  static let formerCheckpointFormat = "optlab-checkpoint-1"

  private func vectors<Number: Scalar>(of learner: String) -> [Memory<Number>.Vector]? {
    var vectors: [Memory<Number>.Vector] = []
    for entry in entries {
      guard let name = entry.name.withoutPrefix("\(learner).memory.") else { continue }
      guard let values = entry.values(Number.self) else { return nil }
      vectors.append(.init(name: name, values: Numbers(values)))
    }
    return vectors
  }
}

extension ArraySlice<Double> {
  /// The numbers under these names, separated by commas; `nil` where there are fewer than names.
  fileprivate func named<S: Scalar>(_ names: String) -> [Memory<S>.Number]? {
    let names = names.split(separator: ",")
    guard names.count <= count else { return nil }
    return zip(names, self).map { .init(name: String($0), value: $1) }
  }
}

extension String {
  fileprivate func withoutPrefix(_ prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
