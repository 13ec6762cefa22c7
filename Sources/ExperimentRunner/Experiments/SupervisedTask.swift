package import OptimizerLab
internal import SpecLanguage

/// A network that learns from examples with targets: what a regression and a classification share.
package protocol SupervisedTask: LearningTask {
  var data: any DataSource { get set }
  var model: [any Layer] { get }
  var weights: StartingWeights? { get set }
  /// What the network is measured by.
  var lossFunction: any Loss { get }
  /// What a target is.
  static var use: DataUse { get }

  /// What does not fit, besides what cannot fit in any network with targets.
  func mismatch(_ network: Network) -> ShapeMismatch?
  /// What of the data the loss cannot take.
  func check(_ data: LoadedData) throws(DataError)
}

extension SupervisedTask {
  package func shape() -> Result<[NetworkShape], ShapeMismatch> {
    let unfit =
      model.withoutParameters(in: "model")
      ?? model.unfit(for: data.shape(for: model), in: "model")
    if let unfit { return .failure(unfit) }
    let network = data.network(of: model)
    if !model.isEmpty, let mismatch = mismatch(network) { return .failure(mismatch) }
    return model.tooLarge(in: "model", network).map { .failure($0) }
      ?? .success([NetworkShape(name: "model", network)])
  }

  package func check(_ data: LoadedData) throws(DataError) {}

  package var mapShape: [Int]? { data.mapShape(for: model) }
  package var exampleCount: Int? { data.exampleCount }
  package var networks: [(name: String, network: Network)] {
    [("model", data.network(of: model))]
  }
  package var layerLists: [(list: String, layers: [any Layer])] { [("model", model)] }

  package func memoryParts(_ settings: MemorySettings) -> [MemoryPart] {
    let count = settings.exampleCount
    let network = data.network(of: model)
    return (count.map { [MemoryPart.data(data, count: $0)] } ?? [])
      + MemoryPart.parts(
        of: network, in: "model",
        // Where an evaluation has to take all examples at once, it takes more than a batch.
        rows: max(
          min(settings.batch.rows, count ?? 1),
          network.mixesRows(in: .evaluation) ? count ?? 1 : 0),
        probeRows: min(settings.record.probe, count ?? 1), settings: settings,
        precision: precision)
  }

  package mutating func movePaths(_ move: (String) -> String) {
    data.movePaths(move)
    weights?.movePaths(move)
  }

  package mutating func adopt(_ shape: DataShape) { data.adopt(shape) }
  package var isShapeKnown: Bool { data.shape != nil }

  package func loadData(from folder: String) throws(DataError) -> LoadedData? {
    let loaded = try data.load(for: Self.use, from: folder)
    try check(loaded)
    return loaded
  }

  package func inputFiles(from folder: String) -> [String] {
    data.files(in: folder) + (weights?.files(in: folder) ?? [])
  }

  package func loadWeights(from folder: String) -> [Result<LoadedWeights, WeightsError>] {
    weights?.load(for: networks, from: folder) ?? []
  }

  package func makeTraining<Number: Scalar>(
    _ type: Number.Type, trial: TrialSettings, input: ProblemInput
  ) -> any Training<Number> {
    guard let examples = input.examples else {
      preconditionFailure("a \(Self.kind) has examples")
    }
    let start = trial.weights(of: "model", data.network(of: model), as: type)
    return SupervisedTraining<Number>(
      layers: model, shape: data.shape(for: model), loss: lossFunction, examples: examples,
      heldOut: input.heldOut,
      batchSize: trial.batchSize, shuffle: trainingLength.shuffle,
      dropsLast: trainingLength.dropsLast, optimizer: trial.optimizer,
      learningRate: trial.learningRate, seed: trial.seed,
      weights: start?.parameters, buffers: start?.buffers, plan: trial.plan,
      stopping: earlyStopping)
  }

  package static var fieldsGivenByData: [String] { ["data", "weights", "measure"] }
}

/// What a problem with targets is judged by, all the lower the better.
package enum ComparedBy: String, Sendable, CaseIterable {
  /// The loss over what is learned from.
  case loss
  /// The loss over what is held out.
  case heldOutLoss = "test_loss"

  var quantity: Quantity? { self == .heldOutLoss ? .testLoss : nil }
}
