package import OptimizerLab
package import SpecLanguage

/// Learning values from examples.
package struct RegressionTask: LearningTask {
  package static let kind = "regression"
  package static let summary = "a network that learns values from examples"

  package var data: any DataSource = FunctionSource()
  package var model: [any Layer] = []
  package var loss = MeanSquaredError.kind
  package var trainingLength = TrainingLength()
  package var precision = Precision.float32
  package var weights: StartingWeights?
  package var earlyStopping: EarlyStopping?

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.kind(
      "data", &data, among: DataSources.kinds(DataSources.withTargets), required: true,
      "The examples.")
    fields.kinds(
      "model", &model, among: Catalog.layerKinds, count: .from(1, to: 1000), required: true,
      "The layers, from the input on.")
    fields.field(
      "loss", &loss, as: .name(among: Catalog.losses.map { $0.kind }), "What is minimized.")
    trainingLength.configure(&fields)
    fields.object(
      "early_stopping", &earlyStopping,
      "When a trial ends before its length; without it, never.")
    fields.choice("dtype", &precision, "The numbers to compute in; the draws are float32 in both.")
    fields.field(
      "weights", &weights, as: StartingWeights.ofModel,
      "A safetensors file to start from, its names and shapes those of a state_dict.")
  }

  private var lossType: any Loss.Type {
    Catalog.losses.first { $0.kind == loss } ?? MeanSquaredError.self
  }

  package func shape() -> Result<[NetworkShape], ShapeMismatch> {
    if let withoutParameters = model.withoutParameters(in: "model") {
      return .failure(withoutParameters)
    }
    let network = Network(model, inputs: data.width)
    if !model.isEmpty, network.outputs != data.targetWidth {
      return .failure(
        model.mismatch(
          in: "model",
          "the model gives \(network.outputs) values an example, but the data's target has "
            + "\(data.targetWidth)"))
    }
    if loss == BinaryCrossEntropy.kind, !(model.last is Sigmoid) {
      return .failure(
        ShapeMismatch(
          place: ["loss"],
          message: "bce is on probabilities: the last layer of the model must be sigmoid"))
    }
    return model.tooLarge(in: "model", network).map { .failure($0) }
      ?? .success([NetworkShape(name: "model", network)])
  }

  package var exampleCount: Int? { data.exampleCount }
  package var layerLists: [(list: String, layers: [any Layer])] { [("model", model)] }

  package func memoryParts(_ settings: MemorySettings) -> [MemoryPart] {
    let count = settings.exampleCount
    let network = Network(model, inputs: data.width)
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

  package func loadExamples(from folder: String) throws(DataError) -> Examples? {
    let examples = try data.load(from: folder)
    if loss == BinaryCrossEntropy.kind,
      let place = examples.targets.firstIndex(where: { !(0...1).contains($0) })
    {
      throw DataError(
        data.place, .notAProbability(example: place, value: examples.targets[place]))
    }
    return examples
  }

  package func inputFiles(from folder: String) -> [String] {
    data.files(in: folder) + (weights?.files(in: folder) ?? [])
  }

  package var hasDoubtfulExamples: Bool {
    data.exampleCount == nil || loss == BinaryCrossEntropy.kind
  }

  package func loadWeights(from folder: String) -> [Result<LoadedWeights, WeightsError>] {
    let network = Network(model, inputs: data.width)
    return weights?.load(for: [("model", network)], from: folder) ?? []
  }

  package func makeTraining<Number: Scalar>(
    _ type: Number.Type, trial: TrialSettings, examples: Examples?
  ) -> any Training<Number> {
    guard let examples else { preconditionFailure("a regression has examples") }
    let start = trial.weights(of: "model", Network(model, inputs: data.width), as: type)
    return SupervisedTraining<Number>(
      layers: model, loss: lossType.init(), examples: examples, batchSize: trial.batchSize,
      shuffle: trainingLength.shuffle, dropsLast: trainingLength.dropsLast,
      optimizer: trial.optimizer,
      learningRate: trial.learningRate, seed: trial.seed,
      weights: start?.parameters, buffers: start?.buffers, plan: trial.plan,
      stopping: earlyStopping)
  }

  package static let fieldsGivenByData = ["data", "weights"]
  package static let objective: [SpecPath] = [["data"], ["loss"]]
}
