internal import OptimizerLab
internal import SpecLanguage

// Sizes whose product no memory holds are refused before anything is allocated.
extension Experiment {
  /// More trials than this are a slip of the pen: at a millisecond each they take a quarter of an
  /// hour, and each has a file.
  static let trialLimit = 1_000_000

  private var hasTooManyTrials: Bool {
    let tries = tuning.map { Double($0.budget) * Double($0.seeds.count) } ?? 0
    return Double(problems.count) * Double(optimizers.count) * (Double(seeds.count) + tries)
      > Double(Self.trialLimit)
  }

  func checkTrialCount(_ fields: inout Fields) {
    guard hasTooManyTrials else { return }
    let names = ["problem", "optimizer", "seed"]
    let counts = [problems.count, optimizers.count, seeds.count]
    let product = zip(counts, names).map { Echo.count($0, $1) }.joined(separator: " × ")
    let longest = zip(counts, names).max { $0.0 < $1.0 }.map { "\($1)s" } ?? "seeds"
    if let tuning, tuning.budget * tuning.seeds.count > 0 {
      let count = UInt128(problems.count) * UInt128(optimizers.count)
      let tries = UInt128(tuning.budget) * UInt128(tuning.seeds.count) + UInt128(seeds.count)
      fields.report(
        "\(Echo.count(problems.count, "problem")) × \(Echo.count(optimizers.count, "optimizer")) × "
          + "(\(tuning.budget) tried × \(Echo.count(tuning.seeds.count, "seed")) + "
          + "\(Echo.count(seeds.count, "seed"))) = \(count * tries) trials; at most "
          + "\(Self.trialLimit) are allowed", at: ["tuning", "budget"])
      return
    }
    fields.report(
      "\(product) = \(counts.reduce(UInt128(1)) { $0 * UInt128($1) }) trials; at most "
        + "\(Self.trialLimit) are allowed", at: [.key(longest)])
  }

  /// Reports each problem of which not even one trial fits into the memory of this machine; and
  /// where each does, all that the trials record, if that does not.
  func checkMemory(_ fields: inout Fields) {
    if hasTooManyTrials { return }
    let parts = problems.map { memoryParts(of: $0, exampleCount: $0.task.exampleCount) }
    var isGood = true
    for (i, own) in parts.enumerated() {
      let bytes = Self.bytes(own)
      guard bytes > Double(Machine.memory), let largest = own.max(by: { $0.bytes < $1.bytes })
      else { continue }
      isGood = false
      let place: SpecPath = [.key("problems"), .index(i)]
      fields.report(
        Self.complaint(bytes, largest),
        at: largest.isPlaceInProblem
          ? SpecPath(place.steps + largest.place.steps) : largest.place)
    }
    let records = recordParts(of: parts)
    if isGood, Self.bytes(records) > Double(Machine.memory),
      let largest = records.max(by: { $0.bytes < $1.bytes })
    {
      fields.report(
        Self.complaint(Self.bytes(records), largest, of: "what all trials record"),
        at: ["record", "every"])
    }
  }

  /// How many trials fit into the memory of this machine side by side.
  /// - Throws: `MemoryError` where it is not even one.
  package func trialsThatFit(inputs: [ProblemInput]) throws(MemoryError) -> Int {
    let memory = Double(Machine.memory)
    let parts = zip(adopting(inputs).problems, inputs).map {
      memoryParts(of: $0, exampleCount: $1.examples?.count ?? $0.task.exampleCount)
    }
    let data = Self.bytes(parts.joined().filter { $0.kind == .data })
    let largestTrial = parts.map { Self.bytes($0.filter { $0.kind != .data }) }.max() ?? 0
    let records = recordParts(of: parts)
    func require(_ bytes: Double, for own: [MemoryPart], of what: String) throws(MemoryError) {
      guard bytes > memory, let largest = own.max(by: { $0.bytes < $1.bytes }) else { return }
      throw MemoryError(description: Self.complaint(bytes, largest, of: what))
    }
    try require(data + largestTrial, for: Array(parts.joined()), of: "one trial")
    try require(data + Self.bytes(records), for: records, of: "what all trials record")
    // Each worker has a copy of the data; the run has one as well, and in the end all records.
    let free = memory - data - Self.bytes(records)
    return Int(max(1, min(free / max(data + largestTrial, 1), 1e6)))
  }

  private static func bytes(_ parts: some Sequence<MemoryPart>) -> Double {
    parts.reduce(0) { $0 + $1.bytes }
  }

  /// What the trials of all problems record together.
  private func recordParts(of parts: [[MemoryPart]]) -> [MemoryPart] {
    zip(problems, parts).flatMap { problem, own in
      let count = optimizers.reduce(0) { $0 + trialsAtMost(of: problem.name, $1) }
      return own.filter { $0.kind == .records }.map { part in
        var all = part
        all.factors.insert((count, "trials"), at: 0)
        return all
      }
    }
  }

  /// How many trials an optimizer has on the problem of that name, those of later stages among them.
  private func trialsAtMost(of problem: String, _ entry: OptimizerEntry) -> Int {
    if let tuning { return tuning.budget * tuning.seeds.count + seeds.count }
    return (entry.edge(for: problem)?.probesAtMost ?? entry.rates(for: problem).count)
      * seeds.count
  }

  private static func complaint(
    _ bytes: Double, _ largest: MemoryPart, of what: String = "one trial"
  ) -> String {
    "\(what) needs about \(ByteCount.text(bytes)) of memory, and this machine has "
      + "\(ByteCount.text(Machine.memory)); most of it is for \(largest.arithmetic)"
  }

  private func memoryParts(of problem: Problem, exampleCount: Int?) -> [MemoryPart] {
    guard case .success = problem.task.shape() else { return [] }
    let trainingLength = problem.task.trainingLength
    var batch = (
      rows: trainingLength.batchSize, place: SpecPath(["batch_size"]), isPlaceInProblem: true
    )
    var stepCount = trainingLength.steps ?? 0
    for (o, entry) in optimizers.enumerated() {
      // Where the data are not known, no batch is larger than they are.
      let count = exampleCount ?? .max
      let rows = entry.batchSize(problem: trainingLength.batchSize, exampleCount: count)
      if rows != .max, rows > batch.rows || o == 0 {
        let isOwn = entry.batchSize != nil
        batch = (
          rows, isOwn ? ["optimizers", .index(o), "batch_size"] : ["batch_size"], !isOwn
        )
      }
      if let exampleCount {
        stepCount = max(
          stepCount, trainingLength.stepCount(exampleCount: exampleCount, batchSize: rows))
      }
    }
    let settings = MemorySettings(
      exampleCount: exampleCount, batch: batch, record: record,
      // The first and the last, and a GAN's pictures.
      recordedSteps: record.recordedSteps(of: stepCount).count + 2,
      memoryVectors: optimizers.flatMap(\.optimizers).map(\.memoryVectors).max() ?? 0)
    return problem.task.memoryParts(settings)
  }
}

/// An experiment that does not fit into the memory of this machine.
package struct MemoryError: Error, Equatable, CustomStringConvertible {
  package var description: String
}
