internal import OptimizerLab
internal import SpecLanguage

// A layer that takes means over a batch cannot take them over one example, in PyTorch as here.
extension LearningTask {
  /// The first layer that needs two examples a batch: `batch_norm (model[1])`.
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
  /// Reports each batch of one example that the spec alone decides, where a layer needs two.
  func checkSingleRows(_ fields: inout Fields) {
    for (p, problem) in problems.enumerated() {
      for mistake in singleRows(in: problem, exampleCount: problem.task.exampleCount) {
        let place =
          mistake.isInProblem
          ? SpecPath([.key("problems"), .index(p)] + mistake.place.steps) : mistake.place
        fields.report(mistake.message, at: place)
      }
    }
  }

  /// The same once the data are read.
  func checkSingleRows(_ problem: Problem, exampleCount: Int?) throws(BatchError) {
    guard let mistake = singleRows(in: problem, exampleCount: exampleCount).first else { return }
    throw BatchError(description: "problem \(quoted(problem.name)): \(mistake.message)")
  }

  private struct SingleRow {
    var place: SpecPath
    var isInProblem: Bool
    var message: String
  }

  /// - Parameter exampleCount: `nil` where it is not known yet.
  private func singleRows(in problem: Problem, exampleCount: Int?) -> [SingleRow] {
    guard let layer = problem.task.layerOverBatches else { return [] }
    let length = problem.task.trainingLength
    var found: [SingleRow] = []
    for (o, entry) in optimizers.enumerated() {
      let size = entry.batchSize(problem: length.batchSize, exampleCount: exampleCount ?? .max)
      let why = "\(layer) takes means over a batch, which needs at least 2 examples"
      let isOwn = entry.batchSize != nil || type(of: entry.optimizer).defaultBatch != .problem
      let place: SpecPath =
        isOwn
        ? ["optimizers", .index(o), entry.batchSize == nil ? "kind" : "batch_size"]
        : ["batch_size"]
      let last = exampleCount.map { $0 % size } ?? 0
      if size == 1 {
        found.append(
          SingleRow(
            place: place, isInProblem: !isOwn,
            message: "\(why), but \(quoted(entry.name)) takes 1 an update"))
      } else if let exampleCount, last == 1, !length.dropsLast,
        length.steps.map({ $0 > exampleCount / size }) ?? true
      {
        found.append(
          SingleRow(
            place: place, isInProblem: !isOwn,
            message: "\(why), but of \(exampleCount) examples in batches of \(size) the last of an "
              + "epoch has 1; \"drop_last\": true leaves it out"))
      }
    }
    // What the problem's own batch size makes wrong is said once.
    if let first = found.firstIndex(where: \.isInProblem) {
      let place = found[first]
      found.removeAll(where: \.isInProblem)
      found.insert(place, at: min(first, found.count))
    }
    return found
  }
}

/// A batch that a network cannot be trained on.
package struct BatchError: Error, Equatable, CustomStringConvertible {
  package var description: String
}
