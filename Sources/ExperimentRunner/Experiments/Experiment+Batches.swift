internal import OptimizerLab
internal import SpecLanguage

// Batches that cannot be trained on: in PyTorch neither.
extension LearningTask {
  /// The first layer that needs two examples a batch: `batch_norm (model[1])`. A layer that takes
  /// means over a batch cannot take them over one example.
  fileprivate var layerOverBatches: String? {
    for (list, layers) in layerLists {
      if let place = layers.firstIndex(where: { $0.mixesRows(in: .training) }) {
        return "\(type(of: layers[place]).kind) (\(list)[\(place)])"
      }
    }
    return nil
  }
}

extension Experiment {
  private struct BatchMistake {
    var place: SpecPath
    var isInProblem: Bool
    var message: String
  }

  /// Reports each batch that cannot be trained on, as far as the spec alone decides it.
  func checkBatches(_ fields: inout Fields) {
    for (p, problem) in problems.enumerated() {
      for mistake in batchMistakes(in: problem, exampleCount: problem.task.exampleCount) {
        let place =
          mistake.isInProblem
          ? SpecPath([.key("problems"), .index(p)] + mistake.place.steps) : mistake.place
        fields.report(mistake.message, at: place)
      }
    }
  }

  /// The same once the data are read.
  func batchErrors(_ problem: Problem, exampleCount: Int?) -> [BatchError] {
    batchMistakes(in: problem, exampleCount: exampleCount).map {
      BatchError(description: "problem \(quoted(problem.name)): \($0.message)")
    }
  }

  /// - Parameter exampleCount: `nil` where it is not known yet.
  private func batchMistakes(in problem: Problem, exampleCount: Int?) -> [BatchMistake] {
    let single = optimizers.indices.compactMap {
      singleRow(in: problem, optimizer: $0, exampleCount: exampleCount)
    }
    let empty = optimizers.indices.compactMap {
      emptyEpoch(in: problem, optimizer: $0, exampleCount: exampleCount)
    }
    return Self.onceInProblem(single) + (judgesAnew ? Self.onceInProblem(empty) : [])
  }

  /// What the problem's own batch size makes wrong is said once.
  private static func onceInProblem(_ mistakes: [BatchMistake]) -> [BatchMistake] {
    let first = mistakes.firstIndex(where: \.isInProblem)
    return mistakes.enumerated().filter { !$1.isInProblem || $0 == first }.map(\.element)
  }

  /// A batch of one example where a layer needs two.
  private func singleRow(
    in problem: Problem, optimizer place: Int, exampleCount: Int?
  ) -> BatchMistake? {
    guard let layer = problem.task.layerOverBatches else { return nil }
    let (entry, length) = (optimizers[place], problem.task.trainingLength)
    let size = entry.batchSize(problem: length.batchSize, exampleCount: exampleCount ?? .max)
    let why = "\(layer) takes means over a batch, which needs at least 2 examples"
    if size == 1 {
      return mistake(of: place, "\(why), but \(quoted(entry.name)) takes 1 an update")
    }
    guard let exampleCount, exampleCount % size == 1, !length.dropsLast,
      length.steps.map({ $0 > exampleCount / size }) ?? true
    else { return nil }
    return mistake(
      of: place,
      "\(why), but of \(exampleCount) examples in batches of \(size) the last of an epoch has 1; "
        + "\"drop_last\": true leaves it out")
  }

  /// Batches larger than the data where smaller ones are left out: a `DataLoader` would give none.
  private func emptyEpoch(
    in problem: Problem, optimizer place: Int, exampleCount: Int?
  ) -> BatchMistake? {
    let length = problem.task.trainingLength
    guard length.dropsLast, let exampleCount,
      let size = optimizers[place].wantedBatchSize(problem: length.batchSize), size > exampleCount
    else { return nil }
    return mistake(
      of: place,
      "\"drop_last\": true leaves nothing to train on: the data have "
        + "\(Echo.count(exampleCount, "example")), and a batch has \(size)")
  }

  /// The mistake at what decides an optimizer's batches.
  private func mistake(of optimizer: Int, _ message: String) -> BatchMistake {
    let entry = optimizers[optimizer]
    let isOwn = entry.batchSize != nil || type(of: entry.optimizer).defaultBatch != .problem
    return BatchMistake(
      place: isOwn
        ? ["optimizers", .index(optimizer), entry.batchSize == nil ? "kind" : "batch_size"]
        : ["batch_size"],
      isInProblem: !isOwn, message: message)
  }
}

/// A batch that a network cannot be trained on.
package struct BatchError: Error, Equatable, CustomStringConvertible {
  package var description: String
}
