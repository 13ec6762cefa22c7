internal import OptimizerLab

// Sizes whose product no memory holds are refused before anything is allocated.
extension Experiment {
  /// More trials than this are a slip of the pen: at a millisecond each they take a quarter of an
  /// hour, and each has a file.
  static let trialLimit = 1_000_000

  private var hasTooManyTrials: Bool {
    Double(problems.count) * Double(optimizers.count) * Double(seeds.count)
      > Double(Self.trialLimit)
  }

  func checkTrialCount(_ fields: inout Fields) {
    guard hasTooManyTrials else { return }
    let lists = [
      ("problem", problems.count), ("optimizer", optimizers.count), ("seed", seeds.count),
    ]
    let product = lists.map { Echo.count($0.1, $0.0) }.joined(separator: " × ")
    let longest = lists.max { $0.1 < $1.1 }.map { "\($0.0)s" } ?? "seeds"
    fields.report(
      "\(product) = \(lists.reduce(UInt128(1)) { $0 * UInt128($1.1) }) trials; at most "
        + "\(Self.trialLimit) are allowed", at: [.key(longest)])
  }

  /// Reports each problem of which not even one trial fits into the memory of this machine.
  func checkMemory(_ fields: inout Fields) {
    if hasTooManyTrials { return }
    for (i, problem) in problems.enumerated() {
      let parts = memoryParts(of: problem, exampleCount: problem.task.exampleCount)
      let bytes = parts.reduce(0) { $0 + $1.bytes }
      guard bytes > Double(Machine.memory), let largest = parts.max(by: { $0.bytes < $1.bytes })
      else { continue }
      let place: SpecPath = [.key("problems"), .index(i)]
      fields.report(
        Self.complaint(bytes, largest),
        at: largest.isPlaceInProblem
          ? SpecPath(place.steps + largest.place.steps) : largest.place)
    }
  }

  /// How many trials fit into the memory of this machine side by side.
  /// - Throws: `MemoryError` where it is not even one.
  package func trialsThatFit(inputs: [ProblemInput]) throws(MemoryError) -> Int {
    let memory = Double(Machine.memory)
    var data = 0.0
    var largestTrial = 1.0
    var largestPart: MemoryPart?
    for (problem, input) in zip(problems, inputs) {
      let parts = memoryParts(of: problem, exampleCount: input.examples?.count)
      data += parts.filter { $0.kind == .data }.reduce(0) { $0 + $1.bytes }
      let trial = parts.filter { $0.kind == .trial }
      largestTrial = max(largestTrial, trial.reduce(0) { $0 + $1.bytes })
      for part in parts where part.bytes > largestPart?.bytes ?? 0 { largestPart = part }
    }
    if let largestPart, data + largestTrial > memory {
      throw MemoryError(description: Self.complaint(data + largestTrial, largestPart))
    }
    // Each worker has a copy of the data; the run has one as well.
    return Int(max(1, min((memory - data) / (data + largestTrial), 1e6)))
  }

  private static func complaint(_ bytes: Double, _ largest: MemoryPart) -> String {
    "one trial needs about \(ByteCount.text(bytes)) of memory, and this machine has "
      + "\(ByteCount.text(Machine.memory)); most of it is for \(largest.arithmetic)"
  }

  private func memoryParts(of problem: Problem, exampleCount: Int?) -> [MemoryPart] {
    guard case .success = problem.task.shape() else { return [] }
    let schedule = problem.task.schedule
    var batch = (rows: schedule.batchSize, place: SpecPath(["batch_size"]), isPlaceInProblem: true)
    var stepCount = schedule.steps ?? 0
    for (o, entry) in optimizers.enumerated() {
      // Where the data are not known, no batch is larger than they are.
      let count = exampleCount ?? .max
      let rows = entry.batchSize(problem: schedule.batchSize, exampleCount: count)
      if rows != .max, rows > batch.rows || o == 0 {
        let isOwn = entry.batchSize != nil
        batch = (
          rows, isOwn ? ["optimizers", .index(o), "batch_size"] : ["batch_size"], !isOwn
        )
      }
      if let exampleCount {
        stepCount = max(
          stepCount, schedule.stepCount(exampleCount: exampleCount, batchSize: rows))
      }
    }
    let settings = MemorySettings(
      exampleCount: exampleCount, batch: batch, record: record,
      // The first and the last, and a GAN's pictures.
      recordedSteps: stepCount / record.every + 3)
    return problem.task.memoryParts(settings)
  }
}

/// An experiment that does not fit into the memory of this machine.
package struct MemoryError: Error, Equatable, CustomStringConvertible {
  package var description: String
}
